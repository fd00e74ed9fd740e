import { trimLine } from './trim-line.ts'

const openBrace = 0x7b
const closeBrace = 0x7d
/** Beginnings of objects that are tried in a broken line. */
const maxTries = 64
/** Longer lines are not searched. */
const maxSearchedBytes = 1024 * 1024

/** Where a whole object begins that ends with the line: the next record was written into one that was cut off. -1 when there is none. */
export function findWholeObject(bytes: Buffer, from: number, lineEnd: number): number {
  const [, end] = trimLine(bytes, from, lineEnd)
  if (bytes[end - 1] !== closeBrace || end - from > maxSearchedBytes) return -1
  let tries = 0
  for (let at = bytes.indexOf(openBrace, from); at >= 0 && at < end && tries < maxTries; at = bytes.indexOf(openBrace, at + 1)) {
    tries += 1
    if (isJson(bytes.toString('utf8', at, end))) return at
  }
  return -1
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The next object that follows another: `}, {`. -1 when there is none. */
export function findElement(bytes: Buffer, from: number): number {
  const text = bytes.toString('latin1', from)
  const found = /\}\s*,\s*\{/.exec(text)
  return found === null ? -1 : from + found.index + found[0].length - 1
}
