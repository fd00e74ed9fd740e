import { createHash } from 'node:crypto'

/**
 * Deterministic random numbers: four 32-bit words of state, stepped by xorshift (Marsaglia's xor128) and mixed once more
 * by a multiplication, because the low bits of plain xorshift are weak. Period 2^128 - 1; not for secrets.
 */
export interface Random {
  /** A multiple of 2^-32 of [0, 1). */
  fraction(): number
  /** An integer of [0, limit); limit must be a positive integer of at most 2^32. */
  below(limit: number): number
  /** An integer of [low, high], both included. */
  between(low: number, high: number): number
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean
  /** Any element; the list must not be empty. */
  pick<Item>(items: readonly Item[]): Item
}

/** 32 bytes that depend on nothing but the parts: ids and generator states are cut from them. */
export function seedBytes(...parts: readonly (string | number)[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

export function createRandom(seed: Uint8Array): Random {
  const words = new DataView(seed.buffer, seed.byteOffset, 16)
  let a = words.getInt32(0, true) | 1
  let b = words.getInt32(4, true)
  let c = words.getInt32(8, true)
  let d = words.getInt32(12, true)

  function fraction(): number {
    const mixed = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = d ^ (d >>> 19) ^ mixed ^ (mixed >>> 8)
    return (Math.imul(d, 0x9e3779b1) >>> 0) / 0x1_0000_0000
  }

  return {
    fraction,
    below: (limit) => Math.floor(fraction() * limit),
    between: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, Math.floor(fraction() * items.length)),
  }
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${items.length}`)
  return item
}

/** Items with weights, prepared for many draws. */
export interface WeightedChoice<Item> {
  draw(random: Random): Item
}

export function weighted<Item>(entries: readonly (readonly [weight: number, item: Item])[]): WeightedChoice<Item> {
  const items = entries.map(([, item]) => item)
  const bounds: number[] = []
  let total = 0
  for (const [weight] of entries) {
    total += weight
    bounds.push(total)
  }

  return {
    draw(random) {
      const point = random.fraction() * total
      let index = 0
      while (index < items.length - 1 && point >= (bounds[index] ?? total)) index += 1
      return itemAt(items, index)
    },
  }
}
