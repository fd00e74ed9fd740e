interface Entry {
  readonly literal: string
  /** Where the gram that finds it begins in it. */
  readonly offset: number
  readonly owners: readonly number[]
}

/** Characters that a literal is found by; none is shorter. */
const gramLength = 4
const filterSize = 1 << 16

/**
 * Finds which of many texts stand in a longer one, in one walk over it: four characters at a time are looked up in a table
 * of bits, and only where a bit is set a text is compared. Of each text the four characters that the fewest others have
 * are used, so that `.exe` finds nothing.
 */
export class LiteralIndex {
  readonly #filter = new Uint8Array(filterSize)
  readonly #entries = new Map<string, Entry[]>()

  /** @param owners numbers by text; every text has at least four characters. */
  constructor(owners: ReadonlyMap<string, readonly number[]>) {
    const frequency = new Map<string, number>()
    for (const literal of owners.keys()) for (const gram of gramsOf(literal)) frequency.set(gram, (frequency.get(gram) ?? 0) + 1)
    for (const [literal, numbers] of owners) this.#add(literal, rarest(literal, frequency), numbers)
  }

  /** Calls `found` with the owners of every text that stands in this one; more than once when it does so repeatedly. */
  search(text: string, found: (owner: number) => void): void {
    let hash = 0
    for (let index = 0; index < text.length; index += 1) {
      hash = ((hash << 4) ^ text.charCodeAt(index)) & (filterSize - 1)
      if (this.#filter[hash] === 1 && index >= gramLength - 1) this.#compare(text, index - gramLength + 1, found)
    }
  }

  #add(literal: string, offset: number, owners: readonly number[]): void {
    const gram = literal.slice(offset, offset + gramLength)
    this.#filter[hashOf(gram)] = 1
    const entries = this.#entries.get(gram)
    const entry = { literal, offset, owners }
    if (entries === undefined) this.#entries.set(gram, [entry])
    else entries.push(entry)
  }

  #compare(text: string, start: number, found: (owner: number) => void): void {
    for (const { literal, offset, owners } of this.#entries.get(text.slice(start, start + gramLength)) ?? []) {
      if (text.startsWith(literal, start - offset) && start >= offset) for (const owner of owners) found(owner)
    }
  }
}

/** Older characters are shifted out: the hash is one of the last four. */
function hashOf(gram: string): number {
  let hash = 0
  for (let index = 0; index < gram.length; index += 1) hash = ((hash << 4) ^ gram.charCodeAt(index)) & (filterSize - 1)
  return hash
}

function gramsOf(literal: string): string[] {
  return Array.from({ length: literal.length - gramLength + 1 }, (_, index) => literal.slice(index, index + gramLength))
}

function rarest(literal: string, frequency: ReadonlyMap<string, number>): number {
  let best = 0
  let lowest = Infinity
  for (const [offset, gram] of gramsOf(literal).entries()) {
    const count = frequency.get(gram) ?? 0
    if (count >= lowest) continue
    lowest = count
    best = offset
  }
  return best
}
