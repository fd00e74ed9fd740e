import type { Event } from '@win11mon/schemas'

import type { Silence } from './activity.ts'

/** From the first to the last event of one driver. */
export interface DriverSpan {
  readonly bootId: string
  firstUs: number
  lastUs: number
}

/**
 * When which of our drivers was loaded: its boot id is made when it loads, so that nothing it spans is a boot. Events of
 * captures, and those that the collector makes itself, come in streams that may span one.
 */
export class DriverSpans {
  readonly #spans = new Map<string, DriverSpan>()
  #newest: DriverSpan | undefined

  add(event: Event, bootId: string): void {
    if (!isOfDriver(event)) return
    const span = this.#newest?.bootId === bootId ? this.#newest : this.#open(bootId, event.timeUs)
    if (event.timeUs < span.firstUs) span.firstUs = event.timeUs
    if (event.timeUs > span.lastUs) span.lastUs = event.timeUs
  }

  goOnAcross({ firstUs, lastUs }: Silence): boolean {
    for (const span of this.#spans.values()) if (span.firstUs <= firstUs && span.lastUs >= lastUs) return true
    return false
  }

  /** Forgets the drivers that were heard of last before the boundary. */
  retire(boundaryUs: number): void {
    for (const [bootId, { lastUs }] of this.#spans) if (lastUs < boundaryUs) this.#spans.delete(bootId)
    this.#newest = undefined
  }

  /** For saving. */
  all(): Iterable<DriverSpan> {
    return this.#spans.values()
  }

  restore(span: DriverSpan): void {
    this.#spans.set(span.bootId, span)
  }

  #open(bootId: string, timeUs: number): DriverSpan {
    const span = this.#spans.get(bootId) ?? { bootId, firstUs: timeUs, lastUs: timeUs }
    this.#spans.set(bootId, span)
    this.#newest = span
    return span
  }
}

/** The driver gives the start time of every process that it names; records of other sources know it of a create at best. */
function isOfDriver(event: Event): boolean {
  switch (event.kind) {
    case 'gap':
    case 'agent_heartbeat':
    case 'process_create':
    case 'process_snapshot':
      return false
    default:
      return event.processStartUs !== null && (!('sourceRecord' in event) || event.sourceRecord === null)
  }
}
