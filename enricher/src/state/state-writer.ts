import { AvroWriter, type Event, eventFixedBytes, putLong, writeEvent } from '@win11mon/schemas'

const initialBytes = 64 * 1024
/** The longest a long and the length prefix of a text can be. */
const longBytes = 10

/** Writes the state of a host as bytes: the values of Avro, and events as batches carry them. What it writes `StateReader` reads. */
export class StateWriter {
  readonly #avro = new AvroWriter(initialBytes)

  /** A whole number within ±(2^53 - 1). */
  long(value: number): void {
    this.#avro.reserve(longBytes)
    this.#avro.position = putLong(this.#avro.buffer, this.#avro.position, value)
  }

  text(value: string): void {
    this.#avro.reserve(longBytes)
    this.#avro.position = this.#avro.text(this.#avro.position, value)
  }

  boolean(value: boolean): void {
    this.long(value ? 1 : 0)
  }

  /** Times that may be infinite, like every other optional number. */
  optionalLong(value: number | null): void {
    const isPresent = value !== null && Number.isFinite(value)
    this.boolean(isPresent)
    if (isPresent) this.long(value)
  }

  optionalText(value: string | null): void {
    this.boolean(value !== null)
    if (value !== null) this.text(value)
  }

  event(event: Event): void {
    this.#avro.reserve(eventFixedBytes)
    writeEvent(this.#avro, event)
  }

  /** The number of items, then each of them. */
  list<Item>(items: Iterable<Item>, write: (item: Item) => void): void {
    const all = Array.isArray(items) ? (items as readonly Item[]) : [...items]
    this.long(all.length)
    for (const item of all) write(item)
  }

  /** Text or number, told apart. */
  scalar(value: string | number): void {
    this.boolean(typeof value === 'string')
    if (typeof value === 'string') this.text(value)
    else this.long(value)
  }

  /** A fresh copy of what `write` wrote. The writer can be used again and again, also after an error. */
  bytesOf(write: () => void): Uint8Array {
    this.#avro.reset()
    write()
    return this.#avro.copy()
  }
}
