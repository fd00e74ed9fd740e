import { type Event, createSeenRecords } from '@win11mon/schemas'

/** What is known of the record behind an event: nothing, that the store has it from an earlier run, or that this run has read it. */
export type Acquaintance = 'new' | 'stored' | 'read'

/**
 * The records of event logs that stand in a store that keeps everything, and those that the run has read: one record is one
 * event, in whatever copy, overlap, archive or export it comes, in this run or another.
 */
export interface KnownRecords {
  /** Remembers an event of the store. */
  rememberStored(hostId: string, event: Event): void
  /** Takes the event for read. An event that is of no numbered record is always new. */
  meet(hostId: string, event: Event): Acquaintance
}

export function createKnownRecords(): KnownRecords {
  const stored = createSeenRecords()
  const read = createSeenRecords()
  return {
    rememberStored: (hostId, event) => void stored.isRepeat(hostId, event),
    meet(hostId, event) {
      if (read.isRepeat(hostId, event)) return 'read'
      return stored.has(hostId, event) ? 'stored' : 'new'
    },
  }
}
