import { putLong, refuse } from './put-value.ts'

/** Node's own writer behind `buffer.write`: same result, without the argument checks that cost as much as a short text. */
interface FastBuffer extends Buffer {
  utf8Write(text: string, offset: number, length: number): number
}

/** Texts up to this length are copied character by character: cheaper than a call into the runtime. */
const shortTextLength = 24
/**
 * A growing buffer and the two Avro types whose size depends on their content. Generated code writes fixed-size values
 * into `buffer` itself, after it has reserved room for all of them; a text or byte string makes its own room and keeps
 * what was reserved. It may replace `buffer`: load that again after each call.
 */
export class AvroWriter {
  buffer: Buffer
  /** Where the next event starts. */
  position = 0
  readonly #initialBytes: number
  #reservedBytes = 0

  constructor(initialBytes: number) {
    this.#initialBytes = initialBytes
    this.buffer = Buffer.allocUnsafeSlow(initialBytes)
  }

  /** Makes room at `position` for `byteCount` bytes of fixed-size values and length prefixes. */
  reserve(byteCount: number): void {
    this.#reservedBytes = byteCount
    this.#makeRoom(this.position, 0)
  }

  /** A fresh copy of what was written. */
  copy(): Uint8Array {
    return new Uint8Array(this.buffer.subarray(0, this.position))
  }

  /** Forgets what was written; lets a buffer go that one large batch has blown up. */
  reset(): void {
    this.position = 0
    if (this.buffer.length > 16 * this.#initialBytes) this.buffer = Buffer.allocUnsafeSlow(this.#initialBytes)
  }

  /** Writes a text; a lone surrogate becomes U+FFFD. Returns the position behind it. */
  text(position: number, value: string): number {
    if (typeof value !== 'string') refuse(value)
    const length = value.length
    this.#makeRoom(position, length * 3)
    return length > shortTextLength ? putLongText(this.buffer, position, value) : putShortText(this.buffer, position, value)
  }

  /** Writes a byte string. Returns the position behind it. */
  bytes(position: number, value: Uint8Array): number {
    if (!(value instanceof Uint8Array)) refuse(value)
    this.#makeRoom(position, value.length)
    const start = putLong(this.buffer, position, value.length)
    this.buffer.set(value, start)
    return start + value.length
  }

  #makeRoom(position: number, byteCount: number): void {
    const neededBytes = position + byteCount + this.#reservedBytes
    if (neededBytes <= this.buffer.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(neededBytes, this.buffer.length * 2))
    this.buffer.copy(grown, 0, 0, position)
    this.buffer = grown
  }
}

function putShortText(buffer: Buffer, position: number, value: string): number {
  const length = value.length
  buffer[position] = length << 1
  for (let index = 0; index < length; index += 1) {
    const code = value.charCodeAt(index)
    if (code > 0x7f) return putLongText(buffer, position, value)
    buffer[position + 1 + index] = code
  }
  return position + 1 + length
}

/** Assumes one byte a character when it sizes the length prefix, and writes the text again when that was wrong. */
function putLongText(buffer: Buffer, position: number, value: string): number {
  const assumedStart = putLong(buffer, position, value.length)
  const byteCount = writeUtf8(buffer, assumedStart, value)
  if (byteCount === value.length) return assumedStart + byteCount
  const start = putLong(buffer, position, byteCount)
  if (start !== assumedStart) writeUtf8(buffer, start, value)
  return start + byteCount
}

function writeUtf8(buffer: Buffer, position: number, value: string): number {
  return (buffer as FastBuffer).utf8Write(value, position, value.length * 3)
}
