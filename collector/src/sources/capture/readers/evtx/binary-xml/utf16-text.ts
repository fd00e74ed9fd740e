/** Node's own reader behind `buffer.toString`: same result, without the argument checks. */
interface FastBuffer extends Buffer {
  ucs2Slice(start: number, end: number): string
}

/** Little-endian text as it stands there: a half of a surrogate pair stays what it is. */
export function utf16Text(bytes: Buffer, offset: number, byteCount: number): string {
  return (bytes as FastBuffer).ucs2Slice(offset, offset + byteCount)
}
