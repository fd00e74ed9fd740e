import type { Tally } from '../ledger/tally.ts'

/** What a rule remembers of an event: texts and numbers only, so that it can be saved. */
export interface WindowItem {
  readonly timeUs: number
  readonly [field: string]: string | number
}

/** Keys a window holds at most; those not used for the longest time go first. */
const maxKeys = 4096
/** Items a key holds at most; the oldest goes first. */
const maxItems = 1024

/**
 * Items of the last `durationUs` of event time, by key, bounded in number. Keys lie in two generations: those used since the
 * last turn of the window and those used before. At a turn the older ones are dropped whole, which costs nothing per key.
 */
export class TimeWindow<Item extends WindowItem = WindowItem> {
  readonly #durationUs: number
  readonly #tally: Tally
  #young = new Map<string, Item[]>()
  #old = new Map<string, Item[]>()
  #newestUs = -Infinity
  #turnedUs = -Infinity

  constructor(durationUs: number, tally: Tally) {
    this.#durationUs = durationUs
    this.#tally = tally
  }

  add(key: string, item: Item): void {
    this.#passTime(item.timeUs)
    const items = this.#youngItems(key)
    if (items === undefined) {
      this.#young.set(key, [item])
      return
    }
    while (items[0] !== undefined && items[0].timeUs < item.timeUs - this.#durationUs) items.shift()
    if (items.length >= maxItems) {
      items.shift()
      this.#tally.add('time_window_items')
    }
    items.push(item)
  }

  /** Items of a key that are not older than the window before `nowUs` and not newer than it, oldest first. */
  recent(key: string, nowUs: number): readonly Item[] {
    const items = this.#young.get(key) ?? this.#old.get(key)
    return items === undefined ? [] : items.filter((item) => item.timeUs <= nowUs && nowUs - item.timeUs <= this.#durationUs)
  }

  /** Forgets keys that nothing after `untilUs` can look at. */
  expire(untilUs: number): void {
    for (const generation of [this.#young, this.#old]) {
      for (const [key, items] of generation) {
        if (items.every(({ timeUs }) => timeUs < untilUs - this.#durationUs)) generation.delete(key)
      }
    }
  }

  /** For saving. */
  entries(): (readonly [key: string, items: readonly Item[]])[] {
    return [...this.#old, ...this.#young]
  }

  restore(key: string, items: readonly Item[]): void {
    this.#young.set(key, [...items])
    for (const { timeUs } of items) this.#newestUs = Math.max(this.#newestUs, timeUs)
  }

  /** A key that is used again is young again. */
  #youngItems(key: string): Item[] | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old === undefined) return undefined
    this.#old.delete(key)
    this.#young.set(key, old)
    return old
  }

  /** A turn comes when every item of the older generation is too old to be looked at, or when there are too many keys. */
  #passTime(timeUs: number): void {
    this.#newestUs = Math.max(this.#newestUs, timeUs)
    const isFull = this.#young.size >= maxKeys / 2
    if (!isFull && this.#newestUs - this.#turnedUs <= this.#durationUs) return
    if (isFull) this.#tally.add('time_window_keys', this.#keysInUse())
    this.#old = this.#young
    this.#young = new Map()
    this.#turnedUs = this.#newestUs
  }

  #keysInUse(): number {
    const sinceUs = this.#newestUs - this.#durationUs
    return [...this.#old.values()].filter((items) => (items.at(-1)?.timeUs ?? 0) >= sinceUs).length
  }
}
