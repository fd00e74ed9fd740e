import type { BulkItem, StoredEvent } from '@win11mon/pipeline'
import { type Event, eventIdText } from '@win11mon/schemas'

import { ChangeLog } from '../host/changes.ts'
import { detect } from '../host/detect.ts'
import { type HostState, streamOf } from '../host/host-state.ts'
import { countLoss, learn } from '../host/learn.ts'
import { settle } from '../host/settle.ts'
import type { Stream } from '../ledger/stream.ts'
import type { KnownRecords } from '../admit/known-records.ts'
import { createCorrections } from './corrections.ts'
import { type StoredBatch, storedBatches } from './stored-batches.ts'

export interface ReplayOptions {
  readonly latenessUs: number
  /** Takes the records behind the events. */
  readonly records: KnownRecords
}

/**
 * Brings a new host to where its stored events leave it, as if this run had read them. Returns what corrects those rows that
 * say something else; nothing is to be written before all of them are read. Rejects with STORE_DAMAGED or IO_FAILED.
 */
export async function replayHost(
  host: HostState,
  stored: AsyncIterable<StoredEvent>,
  { latenessUs, records }: ReplayOptions,
): Promise<BulkItem[]> {
  const corrections = createCorrections()
  for await (const batch of storedBatches(stored)) {
    host.hostName ??= batch.hostName
    host.isContinued = true
    const derived = new ChangeLog(host)
    const stream = streamOf(host, batch.bootId)
    for (const { event } of batch.events) {
      countStored(stream, event)
      records.rememberStored(host.hostId, event)
      learn(host, stream, event)
    }
    settle(host, derived)
    corrections.follow(derived.items.map(({ item }) => item))
    for (const item of batch.events) note(host, stream, item, corrections)
    detect(host, latenessUs, derived)
  }
  // What they derived is documented at the end of the run.
  host.changedEntityIds.clear()
  host.removedEntityIds.clear()
  return corrections.items()
}

function note(
  host: HostState,
  stream: Stream,
  { event, stored }: StoredBatch['events'][number],
  corrections: ReturnType<typeof createCorrections>,
): void {
  stream.indexed += 1
  if (event.kind === 'gap') countLoss(host, stream, event)
  const { tree } = host
  const { bootId } = stream
  const eventId = eventIdText(bootId, event.sequence)
  const now = { actorId: tree.identify(event, 'actor', bootId), objectId: tree.identify(event, 'object', bootId) }
  corrections.note({ eventId, eventTimeUs: event.timeUs }, stored, now)
}

/** An event that is stored has its number for good: it opens a hole, or it fills one that was declared too early. */
function countStored(stream: Stream, { sequence }: Event): void {
  const { repeatedCount, gap } = stream.admission.admit(sequence, sequence)
  stream.missing += gap === null ? -repeatedCount : gap.lastSequence - gap.firstSequence + 1
  stream.lastSequence = Math.max(stream.lastSequence, sequence)
  stream.storedThrough = stream.lastSequence
}
