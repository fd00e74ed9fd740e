import { isoStart, isoTime } from '../iso-time.ts'
import { putPlain, putRaw } from './put-text.ts'

/**
 * Numbers, times and bytes as they stand in JSON: each function writes one at `position` and returns the position behind it. The
 * buffer must have room: 24 bytes for a number, 32 for a time, two for each byte.
 */
const zero = 0x30
const million = 1_000_000
const digits = Uint8Array.from(Buffer.from('0123456789abcdef'))
const words = { true: Uint8Array.from(Buffer.from('true')), false: Uint8Array.from(Buffer.from('false')) }
/** From here on the part above six digits no longer fits 31 bits. */
const widest = 2 ** 31 * million

export function putFlag(bytes: Uint8Array, position: number, value: boolean): number {
  return putRaw(bytes, position, value ? words.true : words.false)
}

export function putNumber(bytes: Uint8Array, position: number, value: number): number {
  if ((value | 0) === value && value >= 0) return putSmall(bytes, position, value)
  if (!(value > 0 && value < widest)) return putPlain(bytes, position, String(value))
  const high = Math.floor(value / million)
  const low = value - high * million
  if ((low | 0) !== low) return putPlain(bytes, position, String(value))
  return high === 0 ? putSmall(bytes, position, low) : putSix(bytes, putSmall(bytes, position, high), low)
}

/** A whole number from 0 that fits 31 bits. */
function putSmall(bytes: Uint8Array, position: number, value: number): number {
  let rest = value | 0
  const end = position + digitCount(rest)
  for (let index = end - 1; index >= position; index -= 1) {
    const next = (rest / 10) | 0
    bytes[index] = zero + rest - next * 10
    rest = next
  }
  return end
}

function digitCount(value: number): number {
  if (value < 1_000_000) {
    if (value < 1_000) return value < 10 ? 1 : value < 100 ? 2 : 3
    return value < 10_000 ? 4 : value < 100_000 ? 5 : 6
  }
  if (value < 100_000_000) return value < 10_000_000 ? 7 : 8
  return value < 1_000_000_000 ? 9 : 10
}

/** Six digits, with zeros in front. */
function putSix(bytes: Uint8Array, position: number, value: number): number {
  let rest = value | 0
  for (let index = position + 5; index >= position; index -= 1) {
    const next = (rest / 10) | 0
    bytes[index] = zero + rest - next * 10
    rest = next
  }
  return position + 6
}

let rememberedSecond = NaN
/** What `isoTime` says before the microseconds; empty where it can say no time. */
let rememberedBytes = new Uint8Array()

/** The inside of the text of `isoTime`. */
export function putTime(bytes: Uint8Array, position: number, timeUs: number): number {
  const second = Math.floor(timeUs / million)
  const microseconds = timeUs - second * million
  if (second !== rememberedSecond) {
    const text = isoTime(timeUs)
    rememberedBytes = Uint8Array.from(Buffer.from(text.endsWith('Z') ? text.slice(0, -7) : ''))
    rememberedSecond = second
  }
  if (rememberedBytes.length === 0 || (microseconds | 0) !== microseconds) return putPlain(bytes, position, isoTime(timeUs))
  const end = putSix(bytes, putRaw(bytes, position, rememberedBytes), microseconds)
  bytes[end] = 0x5a
  return end + 1
}

/** The same of a process's start, which every event of the process repeats. */
export function putStart(bytes: Uint8Array, position: number, startUs: number): number {
  return putPlain(bytes, position, isoStart(startUs))
}

/** The inside of the text of `addressText`: the number that eight little-endian bytes are. */
export function putAddress(bytes: Uint8Array, position: number, address: Uint8Array): number {
  bytes[position] = zero
  bytes[position + 1] = 0x78
  let at = position + 2
  for (let index = address.length - 1; index >= 0; index -= 1) at = putHexByte(bytes, at, address[index] as number)
  return at
}

export function putHex(bytes: Uint8Array, position: number, value: Uint8Array): number {
  let at = position
  for (let index = 0; index < value.length; index += 1) at = putHexByte(bytes, at, value[index] as number)
  return at
}

function putHexByte(bytes: Uint8Array, position: number, byte: number): number {
  bytes[position] = digits[byte >> 4] as number
  bytes[position + 1] = digits[byte & 15] as number
  return position + 2
}
