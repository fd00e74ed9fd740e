import { PipelineError } from '../errors.ts'

/** Node's own readers behind `buffer.toString`: same result, without the argument checks. */
interface FastBuffer extends Buffer {
  utf8Slice(start: number, end: number): string
}

/** Texts up to this length are put together character by character: cheaper than a call into the runtime. */
const shortTextLength = 6
const twoPow27 = 2 ** 27
const twoPow26 = 2 ** 26

/**
 * Reads Avro values from one payload. Every read checks its bounds, and a claimed length is compared with the bytes that
 * are there before anything is allocated, so the work is bounded by the size of the payload. Throws RECORD_MALFORMED.
 */
export class AvroReader {
  #position = 0
  readonly #buffer: FastBuffer
  readonly #end: number

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) as FastBuffer
    this.#end = bytes.byteLength
  }

  get remaining(): number {
    return this.#end - this.#position
  }

  boolean(): boolean {
    const value = this.#byte()
    if (value > 1) this.fail(`has ${value} where a boolean is 0 or 1`)
    return value === 1
  }

  /** A whole number within ±(2^53 - 1). */
  long(): number {
    const first = this.#byte()
    if (first < 0x80) return (first >>> 1) ^ -(first & 1)
    let low = first & 0x7f
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.#byte()
      low |= (byte & 0x7f) << shift
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1)
    }
    return this.#wideLong(low)
  }

  address(): Uint8Array {
    return this.fixed(8)
  }

  /** A copy of the next `byteCount` bytes. */
  fixed(byteCount: number): Uint8Array {
    const start = this.#take(byteCount)
    const copy = new Uint8Array(byteCount)
    for (let index = 0; index < byteCount; index += 1) copy[index] = this.#buffer[start + index] as number
    return copy
  }

  bytes(): Uint8Array {
    const end = this.length() + this.#position
    const copy = new Uint8Array(this.#buffer.subarray(this.#position, end))
    this.#position = end
    return copy
  }

  /** Bytes that are not UTF-8 become U+FFFD. */
  string(): string {
    const byteCount = this.length()
    const start = this.#position
    const end = start + byteCount
    this.#position = end
    if (byteCount > shortTextLength) return this.#buffer.utf8Slice(start, end)
    let text = ''
    for (let index = start; index < end; index += 1) {
      const byte = this.#buffer[index] as number
      if (byte > 0x7f) return this.#buffer.utf8Slice(start, end)
      text += String.fromCharCode(byte)
    }
    return text
  }

  symbol<Symbol extends string>(symbols: readonly Symbol[]): Symbol {
    const index = this.long()
    return symbols[index] ?? this.fail(`has no symbol number ${index} in its enum`)
  }

  optionalBoolean(): boolean | null {
    return this.#isPresent() ? this.boolean() : null
  }

  optionalLong(): number | null {
    return this.#isPresent() ? this.long() : null
  }

  optionalAddress(): Uint8Array | null {
    return this.#isPresent() ? this.address() : null
  }

  optionalBytes(): Uint8Array | null {
    return this.#isPresent() ? this.bytes() : null
  }

  optionalString(): string | null {
    return this.#isPresent() ? this.string() : null
  }

  optionalSymbol<Symbol extends string>(symbols: readonly Symbol[]): Symbol | null {
    return this.#isPresent() ? this.symbol(symbols) : null
  }

  /** The length of a text or byte string, checked against the bytes that are left. */
  length(): number {
    const length = this.long()
    if (length < 0 || length > this.#end - this.#position) {
      this.fail(`claims a length of ${length} bytes where ${this.#end - this.#position} are left`)
    }
    return length
  }

  /**
   * The number of items in the next block of an array; 0 ends the array. A negative count is followed by the size of the
   * block in bytes, for readers that skip it.
   */
  blockCount(): number {
    const count = this.long()
    if (count >= 0) return count
    const byteCount = this.long()
    if (byteCount < 0 || byteCount > this.remaining) this.fail(`claims a block of ${byteCount} bytes where ${this.remaining} are left`)
    return -count
  }

  skip(byteCount: number): void {
    this.#take(byteCount)
  }

  /** Throws when bytes are left. */
  finish(): void {
    if (this.remaining > 0) this.fail(`has ${this.remaining} bytes after its end`)
  }

  /** Throws; `what` completes a sentence whose subject is the payload. */
  fail(what: string): never {
    throw new PipelineError('RECORD_MALFORMED', `The payload ${what}, at byte ${this.#position} of ${this.#end}.`)
  }

  #isPresent(): boolean {
    const branch = this.#byte()
    if (branch === 0) return false
    if (branch !== 2) this.fail('has a union branch other than null and the value')
    return true
  }

  #byte(): number {
    if (this.#position >= this.#end) this.fail('ends inside a value')
    return this.#buffer[this.#position++] as number
  }

  #take(byteCount: number): number {
    const start = this.#position
    if (byteCount > this.#end - start) this.fail(`ends inside a value of ${byteCount} bytes`)
    this.#position = start + byteCount
    return start
  }

  #wideLong(low: number): number {
    let high = 0
    let scale = 1
    for (let count = 4; count < 10; count += 1) {
      const byte = this.#byte()
      high += (byte & 0x7f) * scale
      if (byte < 0x80) return this.#joinLong(low, high)
      scale *= 128
    }
    return this.fail('has an integer of more than ten bytes')
  }

  #joinLong(low: number, high: number): number {
    if (high >= twoPow26) this.fail('has an integer beyond 2^53 - 1')
    const magnitude = high * twoPow27 + (low >>> 1)
    if ((low & 1) === 0) return magnitude
    if (magnitude === Number.MAX_SAFE_INTEGER) this.fail('has an integer beyond -(2^53 - 1)')
    return -magnitude - 1
  }
}
