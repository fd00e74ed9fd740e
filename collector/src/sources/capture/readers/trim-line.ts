/** White space, zeros, marks of byte order and the end-of-file character of DOS. */
const ignoredBefore: ReadonlySet<number> = new Set([0x00, 0x09, 0x0d, 0x1a, 0x20, 0xef, 0xbb, 0xbf])
/** The same, and the comma between the elements of an array. */
const ignoredBehind: ReadonlySet<number> = new Set([0x00, 0x09, 0x0d, 0x1a, 0x20, 0x2c])

/** The place of a line's content: without white space, marks of byte order before it and a comma behind it. */
export function trimLine(bytes: Buffer, from: number, to: number): readonly [start: number, end: number] {
  let start = from
  let end = to
  while (start < end && ignoredBefore.has(bytes[start] ?? 0)) start += 1
  while (end > start && ignoredBehind.has(bytes[end - 1] ?? 0)) end -= 1
  return [start, end]
}
