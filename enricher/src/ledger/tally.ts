/** How often bounds of a host's memory were reached, until somebody takes the counts: detail was given up, no event. */
export class Tally {
  #counts = new Map<Bound, number>()

  add(bound: Bound, count = 1): void {
    if (count > 0) this.#counts.set(bound, (this.#counts.get(bound) ?? 0) + count)
  }

  /** The counts since the last call. */
  take(): ReadonlyMap<Bound, number> {
    const taken = this.#counts
    if (taken.size > 0) this.#counts = new Map()
    return taken
  }
}

/** Everything of a host that is bounded. `docs/guarantees.md` says what is given up where. */
export type Bound =
  | 'alert_evidence'
  | 'boots'
  | 'collector_runs'
  | 'consent_prompts'
  | 'driver_loads'
  | 'holes'
  | 'late_events'
  | 'mentions'
  | 'processes'
  | 'spellings'
  | 'streams'
  | 'time_window_items'
  | 'time_window_keys'
  | 'tombstones'
  | 'waiting_events'
