/** Items of the last `durationUs` of event time, by key, bounded in number. */
export interface TimeWindow<Item extends { readonly timeUs: number }> {
  add(key: string, item: Item): void
  /** Items of a key that are not older than the window before `nowUs` and not newer than it, oldest first. */
  recent(key: string, nowUs: number): readonly Item[]
}

/** Keys a window holds at most; the one used longest ago goes first. */
const maxKeys = 4096
/** Items a key holds at most; the oldest goes first. */
const maxItems = 1024

export function createTimeWindow<Item extends { readonly timeUs: number }>(durationUs: number): TimeWindow<Item> {
  const itemsByKey = new Map<string, Item[]>()

  return {
    add(key, item) {
      const known = itemsByKey.get(key)
      const items = known ?? []
      // Keys are put in order of use only when some may have to go soon.
      const isCrowded = itemsByKey.size > maxKeys / 2
      if (isCrowded) itemsByKey.delete(key)
      if (isCrowded || known === undefined) itemsByKey.set(key, items)
      while (items[0] !== undefined && (items[0].timeUs < item.timeUs - durationUs || items.length >= maxItems)) items.shift()
      items.push(item)
      const oldest = itemsByKey.size > maxKeys ? itemsByKey.keys().next().value : undefined
      if (oldest !== undefined) itemsByKey.delete(oldest)
    },
    recent: (key, nowUs) => (itemsByKey.get(key) ?? []).filter((item) => item.timeUs <= nowUs && nowUs - item.timeUs <= durationUs),
  }
}
