import { PipelineError } from '../errors.ts'

const twoPow27 = 2 ** 27
const twoPowMinus27 = 2 ** -27
/** From here on the part above 28 bits needs four bytes. */
const leastTimeHigh = 2 ** 21

/**
 * Values whose size does not depend on their content: each function writes one at `position` and returns the position
 * behind it. The buffer must have room. A value that the type cannot carry throws RECORD_MALFORMED.
 */

/** A whole number within ±(2^53 - 1), at most 8 bytes. */
export function putLong(buffer: Buffer, position: number, value: number): number {
  if ((value | 0) !== value) return putWideLong(buffer, position, value)
  let rest = ((value << 1) ^ (value >> 31)) >>> 0
  while (rest > 0x7f) {
    buffer[position++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  buffer[position++] = rest
  return position
}

/** The low 28 bits fit 32-bit arithmetic, and so does the rest: doubles are only used to take the two apart. */
function putWideLong(buffer: Buffer, position: number, value: number): number {
  if (typeof value !== 'number' || !(value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER)) refuse(value)
  const magnitude = value < 0 ? -value - 1 : value
  const high = (magnitude * twoPowMinus27) | 0
  const rest = magnitude - high * twoPow27
  if ((rest | 0) !== rest) refuse(value)
  const low = (rest << 1) | (value < 0 ? 1 : 0)
  buffer[position] = low | 0x80
  buffer[position + 1] = (low >>> 7) | 0x80
  buffer[position + 2] = (low >>> 14) | 0x80
  buffer[position + 3] = (low >>> 21) | 0x80
  return high < leastTimeHigh ? putLongRest(buffer, position + 4, high) : putTimeRest(buffer, position + 4, high)
}

function putLongRest(buffer: Buffer, position: number, high: number): number {
  let rest = high
  while (rest > 0x7f) {
    buffer[position++] = rest | 0x80
    rest >>>= 7
  }
  buffer[position++] = rest
  return position
}

/** Today's times need all eight bytes: no loop. */
function putTimeRest(buffer: Buffer, position: number, high: number): number {
  buffer[position] = high | 0x80
  buffer[position + 1] = (high >>> 7) | 0x80
  buffer[position + 2] = (high >>> 14) | 0x80
  buffer[position + 3] = high >>> 21
  return position + 4
}

export function putBoolean(buffer: Buffer, position: number, value: boolean): number {
  if (typeof value !== 'boolean') refuse(value)
  buffer[position] = value ? 1 : 0
  return position + 1
}

/** The index of a symbol in its enum of at most 64. */
export function putSymbol<Symbol extends string>(buffer: Buffer, position: number, symbols: readonly Symbol[], value: Symbol): number {
  const index = symbols.indexOf(value)
  if (index < 0) refuse(value)
  buffer[position] = index << 1
  return position + 1
}

/** Eight bytes, copied. */
export function putAddress(buffer: Buffer, position: number, value: Uint8Array): number {
  if (!(value instanceof Uint8Array) || value.length !== 8) refuse(value)
  for (let index = 0; index < 8; index += 1) buffer[position + index] = value[index] as number
  return position + 8
}

/** Throws; the caller that knows the field's name says which it was. */
export function refuse(value: unknown): never {
  throw new PipelineError('RECORD_MALFORMED', `A value of type ${typeof value} does not fit its Avro type.`)
}
