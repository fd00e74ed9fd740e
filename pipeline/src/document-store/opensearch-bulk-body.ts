import type { JsonBytes } from '@win11mon/schemas'

/** Lines of JSON as the bytes of a request: documents are copied as they are. */
export class BulkBody {
  #bytes: Buffer
  #length = 0

  /** `expectedBytes` saves growing; it may be wrong. */
  constructor(expectedBytes: number) {
    this.#bytes = Buffer.allocUnsafeSlow(expectedBytes)
  }

  get length(): number {
    return this.#length
  }

  /** What was written; nothing can be added afterwards. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  text(text: string): void {
    // A unit of UTF-16 becomes three bytes at most; counted only where that decides about growing.
    if (this.#length + text.length * 3 > this.#bytes.length) this.#reserve(Buffer.byteLength(text))
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** Bytes that many lines repeat. */
  raw(part: Uint8Array): void {
    this.#reserve(part.length)
    let at = this.#length
    for (let index = 0; index < part.length; index += 1) this.#bytes[at++] = part[index] as number
    this.#length = at
  }

  /** An id as JSON, quotes included. */
  id(id: string): void {
    this.#reserve(id.length + 2)
    const start = this.#length
    let at = start
    this.#bytes[at++] = quote
    for (let index = 0; index < id.length; index += 1) {
      const code = id.charCodeAt(index)
      if (plain[code] !== 1) {
        this.text(JSON.stringify(id))
        return
      }
      this.#bytes[at++] = code
    }
    this.#bytes[at++] = quote
    this.#length = at
  }

  json({ bytes, start, end }: JsonBytes): void {
    this.#reserve(end - start)
    this.#length += bytes.copy(this.#bytes, this.#length, start, end)
  }

  #reserve(byteCount: number): void {
    const neededBytes = this.#length + byteCount
    if (neededBytes <= this.#bytes.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(neededBytes, this.#bytes.length * 2))
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
  }
}

const quote = 0x22
/** Characters that ids of ours are made of. */
const plain = new Uint8Array(128)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-') plain[character.charCodeAt(0)] = 1
