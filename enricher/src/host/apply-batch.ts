import { type BatchHeader, type Event, type EventBatch, eventIdText, isOfNumberedRecord, toIdText } from '@win11mon/schemas'

import { type AdmittedEvents, admitEvents } from '../admit/admit-events.ts'
import type { KnownRecords } from '../admit/known-records.ts'
import { eventDocument } from '../index/event-document.ts'
import { gapDocument } from '../index/gap-document.ts'
import type { Stream } from '../ledger/stream.ts'
import type { Evidence } from '../score/evidence.ts'
import { accountNumbers } from './account-numbers.ts'
import { type NewEvents, admitRecords } from './admit-records.ts'
import { ChangeLog, type Changes } from './changes.ts'
import { detect } from './detect.ts'
import { documentProcesses } from './document-processes.ts'
import type { HostSettings } from './host-settings.ts'
import { type HostState, streamOf } from './host-state.ts'
import { countLoss, learn } from './learn.ts'
import { retireIfDue } from './retire.ts'
import { noteEvidence, settle } from './settle.ts'

/** Where a batch stands in the log and when it came. */
export interface Arrival {
  readonly position: number
  /** By our clock, microseconds since 1970. */
  readonly arrivedUs: number
}

export interface ApplyOptions extends HostSettings {
  /** Called for every event of this run that was admitted or is stored from an earlier one, once, after the tree has seen it. */
  readonly onEvent?: ((event: Event, host: HostState) => void) | undefined
  /** For runs that go on where others ended: which records the store has. */
  readonly records?: KnownRecords | undefined
}

/**
 * admit ─► tree ─► score ─► detect ─► alert ─► documents, for one batch of one host: a function of the host's state and the
 * batch that touches nothing else. A batch that comes again changes nothing but the count of repeats.
 */
export function applyBatch(host: HostState, batch: EventBatch, arrival: Arrival, options: ApplyOptions): Changes {
  const changes = new ChangeLog(host)
  const stream = arrive(host, batch, arrival)
  const admitted = admitEvents(stream.admission, batch.events)
  accountNumbers(host, stream, admitted, { timeUs: batch.events[0]?.timeUs ?? 0, changes })
  changes.counters.repeated += admitted.repeated.length
  for (const { stream: numbered, events } of newEvents(host, stream, admitted, { changes, options })) {
    takeIn(host, numbered, { events, changes, options })
  }
  detect(host, options.latenessUs, changes)
  host.batchesSinceDocuments += 1
  if (host.batchesSinceDocuments >= options.documentsAfterBatches) documentProcesses(host, changes)
  retireIfDue(host, options, changes)
  return changes
}

function newEvents(
  host: HostState,
  stream: Stream,
  admitted: AdmittedEvents<Event>,
  { changes, options }: Pick<Intake, 'changes' | 'options'>,
): NewEvents[] {
  const { records, onEvent } = options
  if (records !== undefined) {
    const onStored = (event: Event): void => (isOfNumberedRecord(event) ? onEvent?.(event, host) : noteStored(host, stream, event, options))
    return admitRecords(host, stream, admitted, { records, counters: changes.counters, onStored })
  }
  for (const event of admitted.repeated) noteStored(host, stream, event, options)
  return [{ stream, events: admitted.events }]
}

/** The stream that the batch is of. */
export function arrive(host: HostState, batch: BatchHeader, { position, arrivedUs }: Arrival): Stream {
  host.version = Math.max(host.version, position)
  host.arrivedUs = Math.max(host.arrivedUs, arrivedUs)
  host.hostName ??= batch.hostName
  const stream = streamOf(host, toIdText(batch.bootId))
  stream.isOfThisRun = true
  return stream
}

interface Intake {
  readonly events: readonly Event[]
  readonly changes: ChangeLog
  readonly options: ApplyOptions
}

function takeIn(host: HostState, stream: Stream, { events, changes, options }: Intake): void {
  const evidence: Evidence[] = []
  for (const event of events) {
    for (const item of learn(host, stream, event)) evidence.push(item)
    options.onEvent?.(event, host)
  }
  settle(host, changes)
  for (const event of events) documentEvent(host, stream, event, { changes, options })
  for (const item of evidence) noteEvidence(host, item)
}

function documentEvent(host: HostState, stream: Stream, event: Event, { changes, options }: Omit<Intake, 'events'>): void {
  if (event.kind === 'gap') {
    countLoss(host, stream, event)
    changes.put(gapDocument(event, host.hostId, stream.bootId, eventIdText(stream.bootId, event.sequence)))
  }
  if (!options.indexesEvents) {
    stream.indexed += 1
    changes.counters.counted += 1
    return
  }
  const { hostId, hostName, tree } = host
  const { bootId } = stream
  const actorId = tree.identify(event, 'actor', bootId)
  const objectId = tree.identify(event, 'object', bootId)
  const eventId = eventIdText(bootId, event.sequence)
  const document = eventDocument(event, { eventId, hostId, hostName, bootId, actorId, objectId })
  changes.add({ operation: 'create', document }, { stream, events: 1, outcome: 'indexed' })
}

/** An event that an earlier run stored and this one reads again is one of this run, the first time it comes. */
function noteStored(host: HostState, stream: Stream, event: Event, { onEvent }: ApplyOptions): void {
  if (event.sequence > stream.storedThrough || event.sequence <= stream.readAgainThrough) return
  stream.readAgainThrough = event.sequence
  onEvent?.(event, host)
}
