import type { TimeWindow, WindowItem } from './time-window.ts'

/** What one actor did to one subject within one second: one item however often, so that a burst costs no more than its seconds. */
export interface Tick extends WindowItem {
  /** Start of the second. */
  readonly timeUs: number
  readonly subject: string
  count: number
  /** Event that the second began with. */
  readonly eventId: string
}

const secondUs = 1_000_000
/** A sum is looked at when so many more have come: a burst asks a rule a few times, not thousands. */
const lookEvery = 10

/** Counts one more; returns the ticks of the window when it is time to look at them. */
export function countUp(
  window: TimeWindow<Tick>,
  actor: string,
  { timeUs, subject, eventId }: Omit<Tick, 'count'> & { readonly timeUs: number; readonly subject: string; readonly eventId: string },
): readonly Tick[] | undefined {
  const second = Math.floor(timeUs / secondUs) * secondUs
  const ticks = window.recent(actor, '', timeUs)
  const known = ticks.findLast((tick) => tick.timeUs === second && tick.subject === subject)
  if (known === undefined) {
    const tick: Tick = { timeUs: second, subject, count: 1, eventId }
    window.add(actor, '', tick)
    return [...ticks, tick]
  }
  known.count += 1
  return known.count % lookEvery === 0 ? ticks : undefined
}
