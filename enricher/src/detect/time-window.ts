import type { Tally } from '../ledger/tally.ts'

/** What a rule remembers of an event: texts and numbers only, so that it can be saved. */
export interface WindowItem {
  readonly timeUs: number
  readonly [field: string]: string | number
}

/** Pairs of actor and object that a window holds at most; those not used for the longest time go first. */
const maxKeys = 4096
/** Items a pair holds at most; the oldest goes first. */
const maxItems = 1024

const noItems: readonly never[] = []

/** Items by actor, then by object. */
class Generation<Item extends WindowItem> {
  /** Made at the first use: most windows of most hosts stay empty. */
  #byActor: Map<string, Map<string, Item[]>> | undefined
  size = 0

  get(actor: string, object: string): Item[] | undefined {
    return this.#byActor?.get(actor)?.get(object)
  }

  set(actor: string, object: string, items: Item[]): void {
    const byActor = (this.#byActor ??= new Map<string, Map<string, Item[]>>())
    const known = byActor.get(actor)
    if (known === undefined) byActor.set(actor, new Map([[object, items]]))
    else known.set(object, items)
    this.size += 1
  }

  delete(actor: string, object: string): void {
    const known = this.#byActor?.get(actor)
    if (known?.delete(object) !== true) return
    this.size -= 1
    if (known.size === 0) this.#byActor?.delete(actor)
  }

  *entries(): Generator<WindowEntry<Item>> {
    for (const [actor, byObject] of this.#byActor ?? []) for (const [object, items] of byObject) yield { actor, object, items }
  }
}

export interface WindowEntry<Item extends WindowItem> {
  readonly actor: string
  readonly object: string
  readonly items: readonly Item[]
}

/**
 * Items of the last `durationUs` of event time, by actor and object (an empty text where there is none), bounded in number.
 * Pairs lie in two generations: those used since the last turn of the window and those used before. At a turn the older ones
 * are dropped whole, which costs nothing per pair.
 */
export class TimeWindow<Item extends WindowItem = WindowItem> {
  readonly #durationUs: number
  readonly #tally: Tally
  #young = new Generation<Item>()
  #old = new Generation<Item>()
  #newestUs = -Infinity
  #turnedUs = -Infinity

  constructor(durationUs: number, tally: Tally) {
    this.#durationUs = durationUs
    this.#tally = tally
  }

  add(actor: string, object: string, item: Item): void {
    this.#passTime(item.timeUs)
    const items = this.#youngItems(actor, object)
    if (items === undefined) {
      this.#young.set(actor, object, [item])
      return
    }
    while (items[0] !== undefined && items[0].timeUs < item.timeUs - this.#durationUs) items.shift()
    if (items.length >= maxItems) {
      items.shift()
      this.#tally.add('time_window_items')
    }
    items.push(item)
  }

  /** Items of a pair that are not older than the window before `nowUs` and not newer than it, oldest first. */
  recent(actor: string, object: string, nowUs: number): readonly Item[] {
    // Most windows are empty most of the time.
    if (this.#young.size === 0 && this.#old.size === 0) return noItems
    const items = this.#young.get(actor, object) ?? this.#old.get(actor, object)
    return items === undefined ? [] : items.filter((item) => item.timeUs <= nowUs && nowUs - item.timeUs <= this.#durationUs)
  }

  /** The item of a pair that was added last among those of this time that are wanted; a look at the newest few. */
  newest(actor: string, object: string, timeUs: number, isWanted: (item: Item) => boolean): Item | undefined {
    const items = this.#young.get(actor, object) ?? this.#old.get(actor, object) ?? noItems
    for (let place = items.length - 1; place >= 0; place -= 1) {
      const item = items[place]
      if (item === undefined || item.timeUs < timeUs) return undefined
      if (item.timeUs === timeUs && isWanted(item)) return item
    }
    return undefined
  }

  /** Forgets pairs that nothing after `untilUs` can look at. */
  expire(untilUs: number): void {
    for (const generation of [this.#young, this.#old]) {
      for (const { actor, object, items } of generation.entries()) {
        if (items.every(({ timeUs }) => timeUs < untilUs - this.#durationUs)) generation.delete(actor, object)
      }
    }
  }

  /** For saving. */
  entries(): WindowEntry<Item>[] {
    return [...this.#old.entries(), ...this.#young.entries()]
  }

  restore({ actor, object, items }: WindowEntry<Item>): void {
    this.#young.set(actor, object, [...items])
    for (const { timeUs } of items) this.#newestUs = Math.max(this.#newestUs, timeUs)
  }

  /** A pair that is used again is young again. */
  #youngItems(actor: string, object: string): Item[] | undefined {
    const young = this.#young.get(actor, object)
    if (young !== undefined) return young
    const old = this.#old.get(actor, object)
    if (old === undefined) return undefined
    this.#old.delete(actor, object)
    this.#young.set(actor, object, old)
    return old
  }

  /** A turn comes when every item of the older generation is too old to be looked at, or when there are too many pairs. */
  #passTime(timeUs: number): void {
    if (timeUs > this.#newestUs) this.#newestUs = timeUs
    const isFull = this.#young.size >= maxKeys / 2
    if (!isFull && this.#newestUs - this.#turnedUs <= this.#durationUs) return
    if (isFull) this.#tally.add('time_window_keys', this.#pairsInUse())
    this.#old = this.#young
    this.#young = new Generation()
    this.#turnedUs = this.#newestUs
  }

  #pairsInUse(): number {
    const sinceUs = this.#newestUs - this.#durationUs
    return [...this.#old.entries()].filter(({ items }) => (items.at(-1)?.timeUs ?? 0) >= sinceUs).length
  }
}
