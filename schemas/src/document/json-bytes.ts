/** JSON as bytes of UTF-8 in a larger buffer, from where nobody moves them any more. */
export class JsonBytes {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  readonly #isAscii: boolean

  constructor(bytes: Buffer, start: number, end: number, isAscii: boolean) {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.#isAscii = isAscii
  }

  get length(): number {
    return this.end - this.start
  }

  /** The text itself. */
  toString(): string {
    return this.bytes.toString(this.#isAscii ? 'latin1' : 'utf8', this.start, this.end)
  }

  /** In another document it is a text. */
  toJSON(): string {
    return this.toString()
  }
}
