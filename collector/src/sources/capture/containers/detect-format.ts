/** What the first bytes of a file or member say it is. */
export type Content =
  | 'gzip'
  | 'zip'
  | 'tar'
  | 'evtx'
  | 'recording'
  | 'json-lines'
  | 'json-objects'
  | 'xml'
  | 'csv'
  | Foreign
  | 'empty'
  | 'unknown'

/** Compressions and archives that are known and not read. */
export type Foreign = '7z' | 'xz' | 'zstd' | 'bzip2'

/** Text encoding of a JSON capture, by its byte order mark or by where the zeros of its first character stand. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

export interface Detected {
  readonly content: Content
  readonly encoding: TextEncoding
  /** Length of the byte order mark. */
  readonly markBytes: number
}

/** Bytes that suffice to tell. */
export const detectionBytes: number = 64 * 1024

const signatures: readonly (readonly [Content, number, Buffer])[] = [
  ['gzip', 0, Buffer.from([0x1f, 0x8b, 0x08])],
  ['zip', 0, Buffer.from('PK\x03\x04', 'latin1')],
  ['zip', 0, Buffer.from('PK\x05\x06', 'latin1')],
  ['evtx', 0, Buffer.from('ElfFile\0', 'latin1')],
  // Without its file header, or with one that is overwritten.
  ['evtx', 0, Buffer.from('ElfChnk\0', 'latin1')],
  ['evtx', 4096, Buffer.from('ElfChnk\0', 'latin1')],
  ['recording', 0, Buffer.from('Obj\x01', 'latin1')],
  ['7z', 0, Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
  ['xz', 0, Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['zstd', 0, Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['bzip2', 0, Buffer.from('BZh', 'latin1')],
  ['tar', 257, Buffer.from('ustar', 'latin1')],
]

/** Looks at the content only; names lie. `head` holds the first `detectionBytes` or all there is. */
export function detectFormat(head: Buffer): Detected {
  const plain = { encoding: 'utf-8', markBytes: 0 } as const
  if (head.length === 0) return { content: 'empty', ...plain }
  for (const [content, offset, bytes] of signatures) {
    if (head.subarray(offset, offset + bytes.length).equals(bytes)) return { content, ...plain }
  }
  return detectText(head)
}

function detectText(head: Buffer): Detected {
  const [encoding, markBytes] = detectEncoding(head)
  const text = new TextDecoder(encoding).decode(head.subarray(markBytes))
  return { content: detectRecords(text), encoding, markBytes }
}

function detectEncoding(head: Buffer): readonly [TextEncoding, number] {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le', 2]
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be', 2]
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return ['utf-8', 3]
  // The first character of JSON is below 0x80: its other byte is zero, and no other encoding has a zero there.
  if (head.length < 2 || (head[0] === 0) === (head[1] === 0)) return ['utf-8', 0]
  return head[1] === 0 ? ['utf-16le', 0] : ['utf-16be', 0]
}

function detectRecords(text: string): Content {
  const start = text.replace(/^[\s\ufeff\0]+/, '')
  if (start.startsWith('[') || start.startsWith('"')) return 'json-objects'
  if (start.startsWith('<')) return /<Event[\s>]/.test(text) ? 'xml' : 'unknown'
  // Lines of something else before the first record do not make the rest unreadable.
  const firstRecord = /^[^\S\n]*\ufeff?\{(.*)/m.exec(text)
  if (firstRecord !== null) return isWholeObject(firstRecord[0]) ? 'json-lines' : 'json-objects'
  return /^[^\n]*"?(?:Date and Time|Event ID|EventID|TimeCreated|Id)"?[^\n]*[,;\t]/i.test(start) || isTable(start) ? 'csv' : 'unknown'
}

/** Positions count lines where one line is one record. */
function isWholeObject(line: string): boolean {
  const text = line.replace(/^[\s\ufeff]+|[\s,]+$/g, '')
  if (!text.endsWith('}')) return text.length > 200
  try {
    JSON.parse(text)
    return true
  } catch {
    return !text.includes('}{')
  }
}

/** Event Viewer writes these columns, in the language of Windows. */
function isTable(text: string): boolean {
  return /^"?Level"?[,;\t]"?Date/i.test(text)
}
