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

interface Counted {
  readonly timeUs: number
  readonly subject: string
  readonly eventId: string
}

/** Counts one more; true when it is time to look at the ticks of the window. */
export function countUp(window: TimeWindow<Tick>, actor: string, { timeUs, subject, eventId }: Counted): boolean {
  const second = Math.floor(timeUs / secondUs) * secondUs
  const known = window.newest(actor, '', second, (tick) => tick.subject === subject)
  if (known === undefined) {
    window.add(actor, '', { timeUs: second, subject, count: 1, eventId })
    return true
  }
  known.count += 1
  return known.count % lookEvery === 0
}
