import type { BulkItem } from '@win11mon/pipeline'
import type { Event, EventBatch } from '@win11mon/schemas'

import type { HostState } from '../host-state.ts'
import { holeDocument, holeId } from '../index/gap-document.ts'
import type { StreamCounts } from '../ledger.ts'
import { type FilledHole, sizeOf } from './holes.ts'

export interface AdmittedBatch {
  /** Events never seen before. */
  readonly events: readonly Event[]
  /** Events that were seen before, in this run or in an earlier one. */
  readonly repeated: readonly Event[]
}

/** Tells new events from repeated ones and keeps the account of both. A loss that turns out to be none is taken back. */
export function admitBatch(host: HostState, stream: StreamCounts, batch: EventBatch, items: BulkItem[]): AdmittedBatch {
  const { firstSequence, lastSequence, events } = batch
  const { repeatedCount, gap, filled = [] } = host.admission.admit(stream.bootId, firstSequence, lastSequence)
  stream.lastSequence = Math.max(stream.lastSequence, lastSequence)
  const timeUs = events[0]?.timeUs ?? 0
  if (gap !== null) {
    stream.missing += sizeOf(gap)
    items.push({ operation: 'create', document: holeDocument(host.hostId, stream.bootId, gap, timeUs) })
  }
  if (repeatedCount === 0) return { events, repeated: [] }
  const lateCount = filled.reduce((sum, { part }) => sum + sizeOf(part), 0)
  stream.missing -= lateCount
  stream.repeated += repeatedCount - lateCount
  for (const one of filled) items.push(...shrinkItems(host, stream, one, timeUs))
  const known = events.slice(0, repeatedCount)
  return {
    events: [...known.filter((event) => isLate(event, filled)), ...events.slice(repeatedCount)],
    repeated: known.filter((event) => !isLate(event, filled)),
  }
}

function isLate({ sequence }: Event, filled: readonly FilledHole[]): boolean {
  return filled.some(({ part }) => sequence >= part.firstSequence && sequence <= part.lastSequence)
}

/** What is left of a hole is declared in its place. */
function shrinkItems({ hostId }: HostState, { bootId }: StreamCounts, { hole, left }: FilledHole, timeUs: number): BulkItem[] {
  return [
    { operation: 'delete', family: 'gaps', id: holeId(bootId, hole) },
    ...left.map((rest): BulkItem => ({ operation: 'put', document: holeDocument(hostId, bootId, rest, timeUs) })),
  ]
}
