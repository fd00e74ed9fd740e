import { PipelineError } from '../errors.ts'

/** Node's own writer behind `buffer.write`: same result, without the argument checks that cost as much as a short text. */
interface FastBuffer extends Buffer {
  utf8Write(text: string, offset: number, length: number): number
}

/** Texts up to this length are copied character by character: cheaper than a call into the runtime. */
const shortTextLength = 24
const twoPow27 = 2 ** 27

/**
 * Appends Avro values to a growing buffer. Fixed-size values do not check for room: call `reserve` with the sum of their
 * sizes first; texts and byte strings make their own room and keep what was reserved. A value that its type cannot
 * carry throws RECORD_MALFORMED and leaves a partial write behind: set `position` back.
 */
export class AvroWriter {
  position = 0
  #buffer: FastBuffer
  readonly #initialBytes: number
  #reserved = 0

  constructor(initialBytes: number) {
    this.#initialBytes = initialBytes
    this.#buffer = allocate(initialBytes)
  }

  /** Makes room for `byteCount` bytes of fixed-size values. */
  reserve(byteCount: number): void {
    this.#reserved = byteCount
    this.#ensure(0)
  }

  /** Copies what was written to `target` and returns the number of bytes. */
  copyTo(target: Uint8Array, offset: number): number {
    return this.#buffer.copy(target, offset, 0, this.position)
  }

  /** A fresh copy of what was written. */
  copy(): Uint8Array {
    return new Uint8Array(this.#buffer.subarray(0, this.position))
  }

  /** Forgets what was written; lets a buffer go that one large batch has blown up. */
  reset(): void {
    this.position = 0
    if (this.#buffer.length > 16 * this.#initialBytes) this.#buffer = allocate(this.#initialBytes)
  }

  byte(value: number): void {
    this.#buffer[this.position++] = value
  }

  boolean(value: boolean): void {
    if (value !== true && value !== false) this.refuse(value)
    this.#buffer[this.position++] = value ? 1 : 0
  }

  int(value: number): void {
    if ((value | 0) !== value) this.refuse(value)
    this.long(value)
  }

  /** A whole number within ±(2^53 - 1). */
  long(value: number): void {
    if ((value | 0) !== value) return this.#wideLong(value)
    const buffer = this.#buffer
    let position = this.position
    let rest = ((value << 1) ^ (value >> 31)) >>> 0
    while (rest > 0x7f) {
      buffer[position++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    buffer[position++] = rest
    this.position = position
  }

  double(value: number): void {
    if (typeof value !== 'number') this.refuse(value)
    this.position = this.#buffer.writeDoubleLE(value, this.position)
  }

  /** Eight bytes, copied. */
  address(value: Uint8Array): void {
    if (!(value instanceof Uint8Array) || value.length !== 8) this.refuse(value)
    this.#copy(value)
  }

  /** Sixteen bytes, copied. */
  identifier(value: Uint8Array): void {
    if (!(value instanceof Uint8Array) || value.length !== 16) this.refuse(value)
    this.#copy(value)
  }

  bytes(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) this.refuse(value)
    this.#ensure(value.length)
    this.long(value.length)
    this.#copy(value)
  }

  /** Any text; a lone surrogate becomes U+FFFD. */
  string(value: string): void {
    if (typeof value !== 'string') this.refuse(value)
    const length = value.length
    this.#ensure(length * 3)
    if (length > shortTextLength || !this.#shortAscii(value, length)) this.#anyText(value, length)
  }

  /** The index of a symbol in its enum. */
  symbol<Symbol extends string>(symbols: readonly Symbol[], value: Symbol): void {
    const index = symbols.indexOf(value)
    if (index < 0) this.refuse(value)
    this.#buffer[this.position++] = index << 1
  }

  optionalBoolean(value: boolean | null): void {
    if (this.#branch(value)) this.boolean(value)
  }

  optionalInt(value: number | null): void {
    if (this.#branch(value)) this.int(value)
  }

  optionalLong(value: number | null): void {
    if (this.#branch(value)) this.long(value)
  }

  optionalDouble(value: number | null): void {
    if (this.#branch(value)) this.double(value)
  }

  optionalAddress(value: Uint8Array | null): void {
    if (this.#branch(value)) this.address(value)
  }

  optionalBytes(value: Uint8Array | null): void {
    if (this.#branch(value)) this.bytes(value)
  }

  optionalString(value: string | null): void {
    if (this.#branch(value)) this.string(value)
  }

  optionalSymbol<Symbol extends string>(symbols: readonly Symbol[], value: Symbol | null): void {
    if (this.#branch(value)) this.symbol(symbols, value)
  }

  /** Throws; the caller that knows the field's name says which it was. */
  refuse(value: unknown): never {
    throw new PipelineError('RECORD_MALFORMED', `The value ${describeValue(value)} does not fit its Avro type.`)
  }

  /** Writes the branch of a `null | T` union and tells whether the value follows. */
  #branch<Value>(value: Value | null): value is Value {
    if (value === null || value === undefined) {
      this.#buffer[this.position++] = 0
      return false
    }
    this.#buffer[this.position++] = 2
    return true
  }

  #wideLong(value: number): void {
    if (!Number.isSafeInteger(value)) this.refuse(value)
    const magnitude = value < 0 ? -value - 1 : value
    const low = ((magnitude & 0x7ffffff) << 1) | (value < 0 ? 1 : 0)
    const buffer = this.#buffer
    let position = this.position
    buffer[position++] = (low & 0x7f) | 0x80
    buffer[position++] = ((low >>> 7) & 0x7f) | 0x80
    buffer[position++] = ((low >>> 14) & 0x7f) | 0x80
    buffer[position++] = (low >>> 21) | 0x80
    let high = Math.floor(magnitude / twoPow27)
    while (high > 0x7f) {
      buffer[position++] = (high & 0x7f) | 0x80
      high >>>= 7
    }
    buffer[position++] = high
    this.position = position
  }

  /** Writes the text when it is all ASCII; otherwise leaves the position where it was. */
  #shortAscii(value: string, length: number): boolean {
    const buffer = this.#buffer
    let position = this.position
    buffer[position++] = length << 1
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) return false
      buffer[position++] = code
    }
    this.position = position
    return true
  }

  /** Assumes one byte a character when it chooses the size of the length prefix, and writes the text again when that was wrong. */
  #anyText(value: string, length: number): void {
    const start = this.position
    this.long(length)
    const byteCount = this.#buffer.utf8Write(value, this.position, length * 3)
    if (byteCount !== length) {
      const textStart = this.position
      this.position = start
      this.long(byteCount)
      if (this.position !== textStart) this.#buffer.utf8Write(value, this.position, byteCount)
    }
    this.position += byteCount
  }

  #copy(value: Uint8Array): void {
    if (value.length <= 16) {
      for (let index = 0; index < value.length; index += 1) this.#buffer[this.position + index] = value[index] as number
    } else {
      this.#buffer.set(value, this.position)
    }
    this.position += value.length
  }

  #ensure(byteCount: number): void {
    const needed = this.position + byteCount + this.#reserved
    if (needed <= this.#buffer.length) return
    const grown = allocate(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(grown, 0, 0, this.position)
    this.#buffer = grown
  }
}

function allocate(byteCount: number): FastBuffer {
  return Buffer.allocUnsafeSlow(byteCount) as FastBuffer
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (typeof value === 'object' && value !== null) return `of type ${value.constructor?.name ?? 'object'}`
  return String(value)
}
