/**
 * Parts of JSON as bytes: each function writes one at `position` and returns the position behind it. The buffer must have room:
 * six bytes for each unit of a text, since `\u` and four digits is the longest that one becomes.
 */

const backslash = 0x5c
const digits = Uint8Array.from(Buffer.from('0123456789abcdef'))

/** What follows the backslash in a text that is escaped in two characters; 0 for one that stands for itself, 1 for `\u00xx`. */
const escapes = new Uint8Array(128).fill(1, 0, 32)
for (const [character, letter] of ['""', '\\\\', '\bb', '\tt', '\nn', '\ff', '\rr'])
  escapes[(character ?? '').charCodeAt(0)] = (letter ?? '').charCodeAt(0)

/** Whether every byte of what was written since it was set is a character of its own. */
export const written = { isAscii: true }

/** Bytes that are the same in many documents. */
export function putRaw(bytes: Uint8Array, position: number, part: Uint8Array): number {
  const length = part.length
  for (let index = 0; index < length; index += 1) bytes[position + index] = part[index] as number
  return position + length
}

/** The inside of a text of ASCII that needs no escaping: ids, symbols, times. */
export function putPlain(bytes: Uint8Array, position: number, text: string): number {
  const length = text.length
  for (let index = 0; index < length; index += 1) bytes[position + index] = text.charCodeAt(index)
  return position + length
}

/** The inside of any text, escaped as `JSON.stringify` does. */
export function putText(bytes: Uint8Array, position: number, text: string): number {
  const length = text.length
  let at = position
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x80) return putWide(bytes, at, text, index)
    const escape = escapes[unit] as number
    if (escape === 0) bytes[at++] = unit
    else at = putEscape(bytes, at, unit, escape)
  }
  return at
}

function putEscape(bytes: Uint8Array, position: number, unit: number, escape: number): number {
  bytes[position] = backslash
  if (escape === 1) return putUnit(bytes, position + 1, unit)
  bytes[position + 1] = escape
  return position + 2
}

/** `uXXXX` */
function putUnit(bytes: Uint8Array, position: number, unit: number): number {
  bytes[position] = 0x75
  for (let index = 0; index < 4; index += 1) bytes[position + 1 + index] = digits[(unit >> (12 - 4 * index)) & 15] as number
  return position + 5
}

/** The rest of a text in which a character beyond ASCII was found. */
function putWide(bytes: Uint8Array, position: number, text: string, from: number): number {
  written.isAscii = false
  let at = position
  for (let index = from; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) at = escapes[unit] === 0 ? putUtf8(bytes, at, unit) : putEscape(bytes, at, unit, escapes[unit] as number)
    else if ((unit & 0xf800) !== 0xd800) at = putUtf8(bytes, at, unit)
    else if (isPair(unit, text.charCodeAt(index + 1))) at = putUtf8(bytes, at, text.codePointAt(index++) as number)
    else at = putEscape(bytes, at, unit, 1)
  }
  return at
}

function isPair(high: number, low: number): boolean {
  return high < 0xdc00 && (low & 0xfc00) === 0xdc00
}

function putUtf8(bytes: Uint8Array, position: number, code: number): number {
  if (code < 0x80) {
    bytes[position] = code
    return position + 1
  }
  const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
  bytes[position] = ((0xff00 >> (following + 1)) & 0xff) | (code >> (6 * following))
  for (let index = 1; index <= following; index += 1) bytes[position + index] = 0x80 | ((code >> (6 * (following - index))) & 0x3f)
  return position + 1 + following
}
