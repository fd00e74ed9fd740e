/**
 * How many requests may be under way: one more for each round that went well, half as many when the other side is busy. Many
 * writers share it.
 */
export interface RequestLimit {
  /** Resolves when a request may start; call `end` when it is over. */
  start(): Promise<void>
  end(result: 'well' | 'busy' | 'failed'): void
  readonly limit: number
  readonly underWay: number
}

export function createRequestLimit(max: number): RequestLimit {
  let limit = max
  let underWay = 0
  const waiting: (() => void)[] = []

  function admit(): void {
    while (waiting.length > 0 && underWay < Math.floor(limit)) {
      underWay += 1
      waiting.shift()?.()
    }
  }

  return {
    start: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        admit()
      }),
    end(result) {
      underWay -= 1
      if (result === 'well') limit = Math.min(max, limit + 1 / limit)
      else if (result === 'busy') limit = Math.max(1, limit / 2)
      admit()
    },
    get limit() {
      return Math.floor(limit)
    },
    get underWay() {
      return underWay
    },
  }
}
