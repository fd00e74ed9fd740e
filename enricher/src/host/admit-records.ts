import { type Event, isOfNumberedRecord } from '@win11mon/schemas'

import type { AdmittedEvents } from '../admit/admit-events.ts'
import type { KnownRecords } from '../admit/known-records.ts'
import { siblingBootId } from '../admit/sibling-stream.ts'
import type { Stream } from '../ledger/stream.ts'
import type { ChangeCounters } from './changes.ts'
import { type HostState, streamOf } from './host-state.ts'

/** Events of one stream that are new. */
export interface NewEvents {
  readonly stream: Stream
  readonly events: readonly Event[]
}

interface Admission {
  readonly records: KnownRecords
  readonly counters: ChangeCounters
  /** The run has read an event that the store had already. */
  readonly onStored: (event: Event) => void
}

/**
 * What numbers say of a batch, corrected by what is known of its records: a new number does not make a new event of a record
 * that stands in the store, and a number that was seen does not make a repeat of a record that does not.
 */
export function admitRecords(host: HostState, stream: Stream, admitted: AdmittedEvents<Event>, admission: Admission): NewEvents[] {
  const events = admitted.events.filter((event) => isNewRecord(host, stream, event, admission))
  const misnumbered = admitted.repeated.filter((event) => isMisnumbered(host, event, admission))
  if (misnumbered.length === 0) return [{ stream, events }]
  stream.repeated -= misnumbered.length
  admission.counters.repeated -= misnumbered.length
  return [{ stream, events }, numberedBeside(host, stream, misnumbered)]
}

function isNewRecord({ hostId }: HostState, stream: Stream, event: Event, { records, counters, onStored }: Admission): boolean {
  const acquaintance = records.meet(hostId, event)
  if (acquaintance === 'new') return true
  stream.elsewhere += 1
  counters.repeated += 1
  if (acquaintance === 'read') return false
  counters.storedElsewhere += 1
  onStored(event)
  return false
}

function isMisnumbered({ hostId }: HostState, event: Event, { records, onStored }: Admission): boolean {
  if (!isOfNumberedRecord(event)) {
    onStored(event)
    return false
  }
  const acquaintance = records.meet(hostId, event)
  if (acquaintance === 'stored') onStored(event)
  return acquaintance === 'new'
}

function numberedBeside(host: HostState, { bootId }: Stream, events: readonly Event[]): NewEvents {
  const stream = streamOf(host, siblingBootId(bootId))
  stream.isOfThisRun = true
  const first = stream.admission.next
  stream.admission.admit(first, first + events.length - 1)
  stream.lastSequence = first + events.length - 1
  return { stream, events: events.map((event, index) => ({ ...event, sequence: first + index })) }
}
