/** The first of many items by a number, then by id, while memory holds twice as many at most. */
export interface FirstItems<Item> {
  add(item: Item): void
  items(): readonly Item[]
  /** How many were added. */
  readonly total: number
}

export function createFirstItems<Item extends { readonly id: string }>(limit: number, numberOf: (item: Item) => number): FirstItems<Item> {
  let kept: Item[] = []
  let total = 0
  const compare = (left: Item, right: Item): number => {
    const byNumber = numberOf(left) - numberOf(right)
    // Two that have no number differ by not-a-number.
    return Number.isNaN(byNumber) || byNumber === 0 ? compareText(left.id, right.id) : byNumber
  }
  const first = (): Item[] => kept.toSorted(compare).slice(0, limit)
  return {
    add(item) {
      total += 1
      kept.push(item)
      if (kept.length >= 2 * limit + 1000) kept = first()
    },
    items: first,
    get total() {
      return total
    },
  }
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
