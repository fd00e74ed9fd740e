import { AvroReader, type Event, readEvent } from '@win11mon/schemas'

/** Reads what `StateWriter` wrote. Every length is checked against the bytes that are there: throws RECORD_MALFORMED. */
export class StateReader {
  readonly #avro: AvroReader

  constructor(bytes: Uint8Array) {
    this.#avro = new AvroReader(bytes)
  }

  long(): number {
    return this.#avro.long()
  }

  text(): string {
    return this.#avro.string()
  }

  boolean(): boolean {
    const value = this.#avro.long()
    if (value > 1 || value < 0) this.#avro.fail(`has ${value} where a boolean is 0 or 1`)
    return value === 1
  }

  optionalLong(): number | null {
    return this.boolean() ? this.long() : null
  }

  optionalText(): string | null {
    return this.boolean() ? this.text() : null
  }

  event(): Event {
    return readEvent(this.#avro)
  }

  /** Every item takes a byte at least, so a claimed number of them is bounded by the bytes that are left. */
  list<Item>(read: () => Item): Item[] {
    const count = this.#avro.long()
    if (count < 0 || count > this.#avro.remaining) this.#avro.fail(`claims ${count} items where ${this.#avro.remaining} bytes are left`)
    const items: Item[] = []
    for (let index = 0; index < count; index += 1) items.push(read())
    return items
  }

  scalar(): string | number {
    return this.boolean() ? this.text() : this.long()
  }

  /** One of the given words. */
  word<Word extends string>(words: readonly Word[]): Word {
    const text = this.text()
    return words.find((word) => word === text) ?? this.#avro.fail(`has "${text.slice(0, 40)}" where one of ${words.join(', ')} stands`)
  }

  /** Throws when bytes are left. */
  finish(): void {
    this.#avro.finish()
  }
}
