import type { Random } from './random.ts'

/**
 * Process and thread ids as Windows hands them out: multiples of four from one table for both; a freed id goes to the
 * end of a queue and comes back once enough others wait before it.
 */
export interface IdTable {
  /** A free id and the time it was freed, `-Infinity` for an id that was never used. */
  take(nowUs: number): { readonly id: number; readonly freedUs: number }
  free(id: number, nowUs: number): void
}

/** Freed ids that always stay in the queue. */
const queueFloor = 256
/** Ids of the table that go to threads nobody reports, between two of ours. */
const mostSkipped = 3
/** No id comes back sooner than this. */
const quarantineUs = 5_000

export function createIdTable(firstId: number, random: Random): IdTable {
  const queue: { readonly id: number; readonly freedUs: number }[] = []
  let head = 0
  let nextId = firstId

  return {
    take(nowUs) {
      const oldest = queue[head]
      if (oldest === undefined || queue.length - head <= queueFloor || nowUs - oldest.freedUs < quarantineUs) {
        const id = nextId
        nextId += 4 * (1 + random.below(mostSkipped + 1))
        return { id, freedUs: -Infinity }
      }
      head += 1
      if (head >= 1024) head -= queue.splice(0, head).length
      return oldest
    },
    free: (id, nowUs) => void queue.push({ id, freedUs: nowUs }),
  }
}
