const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')

/** The log does not name the code page. UTF-8 is never mistaken; Western European is the most common of the others. */
export function ansiText(bytes: Buffer, offset: number, byteCount: number): string {
  const part = bytes.subarray(offset, offset + byteCount)
  try {
    return utf8.decode(part)
  } catch {
    // Not UTF-8.
    return windows1252.decode(part)
  }
}
