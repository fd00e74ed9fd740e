const firstSlots = 1 << 14

/** A set of pairs of 32-bit numbers, without an object for each. */
export class PairSet {
  readonly #maxSize: number
  #slots = new Uint32Array(firstSlots * 2)
  #size = 0

  /** @param maxSize what is added after that is not kept. */
  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  get size(): number {
    return this.#size
  }

  has(high: number, low: number): boolean {
    const slot = slotOf(this.#slots, high, low)
    return this.#slots[slot * 2] === high && this.#slots[slot * 2 + 1] === low
  }

  add(high: number, low: number): void {
    if (this.#size >= this.#maxSize) return
    if (this.#size * 3 >= this.#slots.length) this.#grow()
    put(this.#slots, high, low)
    this.#size += 1
  }

  #grow(): void {
    const larger = new Uint32Array(this.#slots.length * 2)
    for (let index = 0; index < this.#slots.length; index += 2) {
      const high = this.#slots[index] ?? 0
      const low = this.#slots[index + 1] ?? 0
      if (high !== 0 || low !== 0) put(larger, high, low)
    }
    this.#slots = larger
  }
}

/** Where the pair stands, or would. */
function slotOf(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / 2 - 1
  let slot = low & mask
  while ((slots[slot * 2] !== 0 || slots[slot * 2 + 1] !== 0) && (slots[slot * 2] !== high || slots[slot * 2 + 1] !== low))
    slot = (slot + 1) & mask
  return slot
}

function put(slots: Uint32Array, high: number, low: number): void {
  const slot = slotOf(slots, high, low)
  slots[slot * 2] = high
  slots[slot * 2 + 1] = low
}
