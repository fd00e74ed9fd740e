/** A table of an image file points outside of what is there, or does not end. */
export class PeDamage extends Error {}

/** Cursorless view of the bytes of an image file: every read checks its bounds. */
export class PeView {
  readonly #bytes: Buffer

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.#bytes.length
  }

  u16(offset: number): number {
    return this.#bytes.readUInt16LE(this.#checked(offset, 2))
  }

  u32(offset: number): number {
    return this.#bytes.readUInt32LE(this.#checked(offset, 4))
  }

  /** A name that ends with a zero byte, at most so long. */
  name(offset: number, most: number): string {
    const end = this.#bytes.indexOf(0, this.#checked(offset, 1))
    if (end < 0 || end - offset > most) throw new PeDamage(`a name at ${offset} does not end within ${most} bytes`)
    return this.#bytes.toString('latin1', offset, end)
  }

  /** UTF-16 up to a zero, at most so many units, within a block that ends there. */
  wideName(offset: number, end: number, most: number): string {
    const units: number[] = []
    for (let at = offset; at + 2 <= end && units.length < most; at += 2) {
      const unit = this.u16(at)
      if (unit === 0) break
      units.push(unit)
    }
    return String.fromCharCode(...units)
  }

  has(text: string): boolean {
    return this.#bytes.includes(text, 0, 'latin1') || this.#bytes.includes(Buffer.from(text, 'utf16le'))
  }

  #checked(offset: number, size: number): number {
    if (Number.isInteger(offset) && offset >= 0 && offset + size <= this.#bytes.length) return offset
    throw new PeDamage(`${size} bytes at ${offset} lie outside of the file`)
  }
}
