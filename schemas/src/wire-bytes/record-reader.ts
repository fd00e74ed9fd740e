import { PipelineError } from '../errors.ts'
import type { WireForm } from '../wire-layout.ts'

/** A mark of order at the start is part of the text. */
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** Bytes of one driver record. Every read is checked against the record's own end; nothing here knows a kind. */
export class RecordReader {
  readonly #view: DataView
  readonly #fixedBytes: number

  /** `fixedBytes` is where the texts and bytes of the record begin. */
  constructor(record: Uint8Array, fixedBytes: number) {
    this.#view = new DataView(record.buffer, record.byteOffset, record.byteLength)
    this.#fixedBytes = fixedBytes
  }

  /** A fixed-width integer. 64-bit numbers must fit 53 bits; times, lengths and sequences do. */
  integer(form: WireForm, offset: number, field: string): number {
    switch (form) {
      case 'u8':
        return this.#view.getUint8(this.#check(offset, 1, field))
      case 'u16':
        return this.#view.getUint16(this.#check(offset, 2, field), true)
      case 'u32':
        return this.#view.getUint32(this.#check(offset, 4, field), true)
      case 'i32':
        return this.#view.getInt32(this.#check(offset, 4, field), true)
      case 'u64':
        return this.#long(offset, this.#view.getUint32(this.#check(offset, 8, field) + 4, true), field)
      case 'i64':
        return this.#long(offset, this.#view.getInt32(this.#check(offset, 8, field) + 4, true), field)
      default:
        throw new PipelineError('RECORD_MALFORMED', `${field}: ${form} is not an integer`)
    }
  }

  /** Eight bytes that are only copied: an address. */
  address(offset: number, field: string): Uint8Array {
    const start = this.#check(offset, 8, field)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, 8).slice()
  }

  /** A copy of a counted member's bytes. */
  bytes(offset: number, field: string): Uint8Array {
    return this.#counted(offset, field).slice()
  }

  /** A counted member as text. Lone surrogates become U+FFFD. */
  text(offset: number, field: string): string {
    const counted = this.#counted(offset, field)
    if (counted.length % 2 === 1) throw new PipelineError('RECORD_MALFORMED', `${field}: a text of ${counted.length} bytes is no UTF-16`)
    return utf16.decode(counted)
  }

  #counted(offset: number, field: string): Uint8Array {
    const at = this.#fixedBytes + this.#view.getUint16(this.#check(offset, 4, field), true)
    const lengthBytes = this.#view.getUint16(offset + 2, true)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#check(at, lengthBytes, field), lengthBytes)
  }

  #long(offset: number, high: number, field: string): number {
    const value = high * 0x1_0000_0000 + this.#view.getUint32(offset, true)
    if (!Number.isSafeInteger(value)) throw new PipelineError('RECORD_MALFORMED', `${field}: ${value} does not fit 53 bits`)
    return value
  }

  #check(start: number, sizeBytes: number, field: string): number {
    if (start + sizeBytes > this.#view.byteLength) {
      throw new PipelineError('RECORD_MALFORMED', `${field}: needs ${sizeBytes} bytes at ${start}, the record has ${this.#view.byteLength}`)
    }
    return start
  }
}
