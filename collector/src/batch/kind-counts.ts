import { type EventKind, eventKinds } from '@win11mon/schemas'

/** Events by kind; kinds without any are left out. */
export type KindCounts = Readonly<Partial<Record<EventKind, number>>>

export function addKindCounts(one: KindCounts, other: KindCounts): KindCounts {
  const sum: Partial<Record<EventKind, number>> = { ...one }
  for (const kind of eventKinds) {
    const count = (one[kind] ?? 0) + (other[kind] ?? 0)
    if (count > 0) sum[kind] = count
  }
  return sum
}

/** `image_load=400,thread_create=12`, in the order of the kinds; empty without any. */
export function kindCountsText(counts: KindCounts): string {
  return eventKinds
    .filter((kind) => counts[kind] !== undefined)
    .map((kind) => `${kind}=${counts[kind]}`)
    .join(',')
}

/** The reverse. What is no kind of ours is left out: the text may be damaged. */
export function parseKindCounts(text: string): KindCounts {
  const counts: Partial<Record<EventKind, number>> = {}
  for (const part of text.split(',')) {
    const [name, count] = part.split('=')
    const kind = eventKinds.find((known) => known === name)
    if (kind !== undefined && Number.isSafeInteger(Number(count))) counts[kind] = Number(count)
  }
  return counts
}
