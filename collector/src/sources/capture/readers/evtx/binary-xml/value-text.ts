import type { Chunk } from './chunk.ts'
import { utf16Text } from './utf16-text.ts'
import { ansiText } from './ansi-text.ts'
import { fileTimeText, systemTimeText } from './date-time-text.ts'
import { guidText, securityIdentifierText } from './identifier-text.ts'
import { hexadecimalText, signed64Text, unsigned64Text } from './number-text.ts'
import { type Value, valueTypes } from './value.ts'

type Format = (view: DataView, offset: number, byteCount: number) => string

interface FixedFormat {
  readonly byteCount: number
  readonly text: Format
}

/** Types whose values have one size. */
const fixedFormats: ReadonlyMap<number, FixedFormat> = new Map<number, FixedFormat>([
  [valueTypes.signed8, { byteCount: 1, text: (view, offset) => String(view.getInt8(offset)) }],
  [valueTypes.unsigned8, { byteCount: 1, text: (view, offset) => String(view.getUint8(offset)) }],
  [valueTypes.signed16, { byteCount: 2, text: (view, offset) => String(view.getInt16(offset, true)) }],
  [valueTypes.unsigned16, { byteCount: 2, text: (view, offset) => String(view.getUint16(offset, true)) }],
  [valueTypes.signed32, { byteCount: 4, text: (view, offset) => String(view.getInt32(offset, true)) }],
  [valueTypes.unsigned32, { byteCount: 4, text: (view, offset) => String(view.getUint32(offset, true)) }],
  [valueTypes.signed64, { byteCount: 8, text: signed64Text }],
  [valueTypes.unsigned64, { byteCount: 8, text: unsigned64Text }],
  [valueTypes.float32, { byteCount: 4, text: (view, offset) => String(view.getFloat32(offset, true)) }],
  [valueTypes.float64, { byteCount: 8, text: (view, offset) => String(view.getFloat64(offset, true)) }],
  [valueTypes.boolean, { byteCount: 4, text: (view, offset) => String(view.getUint32(offset, true) !== 0) }],
  [valueTypes.guid, { byteCount: 16, text: guidText }],
  [valueTypes.fileTime, { byteCount: 8, text: fileTimeText }],
  [valueTypes.systemTime, { byteCount: 16, text: systemTimeText }],
  [valueTypes.hexadecimal32, { byteCount: 4, text: hexadecimalText }],
  [valueTypes.hexadecimal64, { byteCount: 8, text: hexadecimalText }],
])

/** Undefined for a type whose values differ in size, or that is not known. */
export function fixedSize(type: number): number | undefined {
  return fixedFormats.get(type)?.byteCount
}

/**
 * A single value as Windows shows it: numbers in decimal, those of the hexadecimal types with `0x`, times in UTC with seven
 * digits, bytes in hexadecimal. A value whose size does not fit its type is shown as its bytes: it costs no more than itself.
 */
export function valueText(chunk: Chunk, { type, offset, byteCount }: Value): string {
  if (byteCount === 0) return ''
  chunk.allowance.spendText(byteCount)
  switch (type) {
    case valueTypes.none:
      return ''
    case valueTypes.text:
      return withoutTrailingZeros(utf16Text(chunk.bytes, offset, byteCount & ~1))
    case valueTypes.ansiText:
      return withoutTrailingZeros(ansiText(chunk.bytes, offset, byteCount))
    case valueTypes.size:
      return byteCount === 4 || byteCount === 8 ? hexadecimalText(chunk.view, offset, byteCount) : bytesText(chunk, offset, byteCount)
    case valueTypes.boolean:
      return String(chunk.bytes.subarray(offset, offset + byteCount).some((byte) => byte !== 0))
    case valueTypes.securityIdentifier:
      return securityIdentifierText(chunk.view, offset, byteCount) ?? bytesText(chunk, offset, byteCount)
    default:
      return fixedText(chunk, { type, offset, byteCount })
  }
}

function fixedText(chunk: Chunk, { type, offset, byteCount }: Value): string {
  const format = fixedFormats.get(type)
  return format?.byteCount === byteCount ? format.text(chunk.view, offset, byteCount) : bytesText(chunk, offset, byteCount)
}

function bytesText({ bytes }: Chunk, offset: number, byteCount: number): string {
  return bytes.toString('hex', offset, offset + byteCount).toUpperCase()
}

/** Text is stored with and without the zero at its end. A zero in the middle is the log's own. */
function withoutTrailingZeros(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1
  return end === text.length ? text : text.slice(0, end)
}
