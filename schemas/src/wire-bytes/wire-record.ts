import { PipelineError } from '../errors.ts'
import { putLong } from '../avro/put-value.ts'
import type { WireSource } from './wire-source.ts'

/** High words from here on carry a 64-bit number beyond 2^53 - 1. */
const leastUnsafeHigh = 2 ** 21
const twoPow32 = 2 ** 32

/**
 * One record of a driver buffer, written as Avro values without an object or a string between. `open` chooses the record;
 * each other method writes the member at `offset` (bytes from the start of the record) to `target` at `position` and returns
 * the position behind it. The target must have `transcodedBytes` of room. A member that lies outside the record, or a number
 * that 53 bits do not hold, throws RECORD_MALFORMED.
 */
export class WireRecord {
  target: Buffer
  /** Bits of the optional members that have a value. */
  present = 0
  readonly #bytes: Uint8Array
  readonly #halves: Uint16Array
  readonly #words: Uint32Array
  #start = 0
  /** Where the texts and byte strings begin, and where the record ends: bytes from the start of the source. */
  #contentStart = 0
  #end = 0

  constructor(source: WireSource, target: Buffer) {
    this.#bytes = source.bytes
    this.#halves = source.halves
    this.#words = source.words
    this.target = target
  }

  /** Size and kind have been checked by who walks the batch. A longer fixed part than ours is a newer driver's: what is added is ignored. */
  open(start: number, leastFixedBytes: number): void {
    const sizeBytes = this.#words[start >> 2] as number
    const fixedBytes = this.#halves[(start >> 1) + 3] as number
    if (fixedBytes < leastFixedBytes || fixedBytes > sizeBytes) {
      throw new PipelineError('RECORD_MALFORMED', `the fixed part has ${fixedBytes} bytes, needs ${leastFixedBytes}`)
    }
    this.#start = start
    this.#contentStart = start + fixedBytes
    this.#end = start + sizeBytes
    this.present = this.#words[(start >> 2) + 2] as number
  }

  u8(position: number, offset: number): number {
    return putSmall(this.target, position, (this.#bytes[this.#start + offset] as number) << 1)
  }

  u32(position: number, offset: number): number {
    return putWords(this.target, position, this.#words[(this.#start + offset) >> 2] as number, 0)
  }

  u64(position: number, offset: number, field: string): number {
    const at = (this.#start + offset) >> 2
    const [low, high] = [this.#words[at] as number, this.#words[at + 1] as number]
    if (high >= leastUnsafeHigh) unsafe(field, high * twoPow32 + low)
    return putWords(this.target, position, low, high)
  }

  i64(position: number, offset: number, field: string): number {
    const at = (this.#start + offset) >> 2
    const [low, high] = [this.#words[at] as number, this.#words[at + 1] as number]
    if (high < leastUnsafeHigh) return putWords(this.target, position, low, high)
    const value = (high | 0) * twoPow32 + low
    if (!Number.isSafeInteger(value)) unsafe(field, value)
    return putLong(this.target, position, value)
  }

  boolean(position: number, offset: number): number {
    this.target[position] = this.#bytes[this.#start + offset] === 0 ? 0 : 1
    return position + 1
  }

  /** `branches` gives the Avro branch of each wire number. */
  symbol(position: number, offset: number, branches: Uint8Array): number {
    this.target[position] = branches[this.#bytes[this.#start + offset] as number] as number
    return position + 1
  }

  address(position: number, offset: number): number {
    const at = this.#start + offset
    for (let index = 0; index < 8; index += 1) this.target[position + index] = this.#bytes[at + index] as number
    return position + 8
  }

  byteString(position: number, offset: number, field: string): number {
    const start = this.#counted(offset, field)
    const lengthBytes = this.#lengthBytes(offset)
    const first = putSmall(this.target, position, lengthBytes << 1)
    for (let index = 0; index < lengthBytes; index += 1) this.target[first + index] = this.#bytes[start + index] as number
    return first + lengthBytes
  }

  /** UTF-16 becomes UTF-8: one byte a character is assumed until a character proves that wrong. */
  text(position: number, offset: number, field: string): number {
    const start = this.#counted(offset, field)
    const lengthBytes = this.#lengthBytes(offset)
    if (lengthBytes % 2 === 1) odd(field, lengthBytes)
    const first = putSmall(this.target, position, lengthBytes)
    for (let at = start, index = first; at < start + lengthBytes; at += 2, index += 1) {
      const code = this.#bytes[at] as number
      if (code > 0x7f || this.#bytes[at + 1] !== 0) return this.#wideText(position, start, start + lengthBytes)
      this.target[index] = code
    }
    return first + (lengthBytes >> 1)
  }

  /** The catalogue's name for a wire number, as an optional text: null when no kind has it. */
  kindName(position: number, offset: number, names: ReadonlyMap<number, Uint8Array>): number {
    const name = names.get(this.#words[(this.#start + offset) >> 2] as number)
    this.target[position] = name === undefined ? 0 : 2
    if (name === undefined) return position + 1
    const first = putSmall(this.target, position + 1, name.length << 1)
    this.target.set(name, first)
    return first + name.length
  }

  /** Any text; a lone surrogate becomes U+FFFD. */
  #wideText(position: number, start: number, end: number): number {
    let index = putSmall(this.target, position, this.#utf8Bytes(start, end) << 1)
    for (let at = start; at < end; at += 2) {
      const code = this.#scalar(at, end)
      if (code > 0xffff) at += 2
      index = putScalar(this.target, index, code)
    }
    return index
  }

  #utf8Bytes(start: number, end: number): number {
    let count = 0
    for (let at = start; at < end; at += 2) {
      const code = this.#scalar(at, end)
      if (code > 0xffff) at += 2
      count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    }
    return count
  }

  /** The Unicode scalar value that begins at `at`. */
  #scalar(at: number, end: number): number {
    const unit = this.#unit(at)
    if (unit < 0xd800 || unit > 0xdfff) return unit
    const next = unit < 0xdc00 && at + 2 < end ? this.#unit(at + 2) : 0
    return next >= 0xdc00 && next <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : 0xfffd
  }

  /** Texts need not lie at even addresses. */
  #unit(at: number): number {
    return (this.#bytes[at] as number) | ((this.#bytes[at + 1] as number) << 8)
  }

  #lengthBytes(offset: number): number {
    return this.#halves[((this.#start + offset) >> 1) + 1] as number
  }

  #counted(offset: number, field: string): number {
    const start = this.#contentStart + (this.#halves[(this.#start + offset) >> 1] as number)
    const lengthBytes = this.#lengthBytes(offset)
    if (start + lengthBytes > this.#end) outside(field, lengthBytes, this.#end - start)
    return start
  }
}

/** A number of at most 53 bits in two words: the low 28 bits of its zigzag fit 32-bit arithmetic, and so does the rest. */
function putWords(target: Buffer, position: number, low: number, high: number): number {
  const rest = (high << 5) | (low >>> 27)
  if (rest === 0) return putSmall(target, position, low << 1)
  target[position] = (low << 1) | 0x80
  target[position + 1] = (low >>> 6) | 0x80
  target[position + 2] = (low >>> 13) | 0x80
  target[position + 3] = (low >>> 20) | 0x80
  return putSmall(target, position + 4, rest)
}

/** A variable-length integer below 2^31. */
function putSmall(target: Buffer, position: number, value: number): number {
  let rest = value
  while (rest > 0x7f) {
    target[position++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  target[position++] = rest
  return position
}

function putScalar(target: Buffer, position: number, code: number): number {
  if (code < 0x80) {
    target[position] = code
    return position + 1
  }
  const trailing = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
  target[position] = (0xf00 >> (trailing + 1)) | (code >> (6 * trailing))
  for (let index = trailing; index > 0; index -= 1) target[position + trailing + 1 - index] = 0x80 | ((code >> (6 * (index - 1))) & 0x3f)
  return position + trailing + 1
}

function outside(field: string, lengthBytes: number, leftBytes: number): never {
  throw new PipelineError('RECORD_MALFORMED', `${field}: needs ${lengthBytes} bytes where the record has ${leftBytes} left`)
}

function odd(field: string, lengthBytes: number): never {
  throw new PipelineError('RECORD_MALFORMED', `${field}: a text of ${lengthBytes} bytes is no UTF-16`)
}

function unsafe(field: string, value: number): never {
  throw new PipelineError('RECORD_MALFORMED', `${field}: ${value} does not fit 53 bits`)
}
