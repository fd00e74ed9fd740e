import { toIdText } from '@win11mon/schemas'

import { type KindCounts, addKindCounts } from '../batch/kind-counts.ts'
import type { BatchDescription } from './sqlite/batch-description.ts'
import { type StoredRow, prepareBatchTable } from './sqlite/batch-table.ts'
import { createCommit } from './sqlite/commit.ts'
import { createDiskRoom } from './sqlite/disk-room.ts'
import { prepareLossTable } from './sqlite/loss-table.ts'
import { closeSpoolFile, openStoredSpoolFile } from './sqlite/spool-file.ts'

/** What a spool holds of one stream. */
export interface StoredStream {
  readonly hostId: string
  readonly hostName: string | null
  readonly bootId: string
  readonly batches: number
  readonly events: number
  readonly bytes: number
  readonly kindCounts: KindCounts
  readonly firstSequence: number
  readonly lastSequence: number
  readonly firstTimeUs: number
  readonly lastTimeUs: number
}

export interface StoredContents {
  /** In the order in which they come in the spool. */
  readonly streams: readonly StoredStream[]
  /** Batches whose checksum is wrong. */
  readonly damagedBatches: number
  /** Some losses wait to be declared by the next run. */
  readonly hasUndeclaredLosses: boolean
}

/** A spool that no collector runs on, for whoever looks after it. */
export interface StoredSpool {
  /** Reads everything once, and checks every checksum. */
  contents(): StoredContents
  /** Framed batches in their order, damaged ones left out. */
  values(): Iterable<Uint8Array>
  /** Takes every batch out; the next run of a collector declares them lost, by stream, number and kind. Returns the events. */
  drop(): number
  close(): void
}

/** Rejects with INPUT_MISSING, SPOOL_HELD, INPUT_UNREADABLE or IO_FAILED. */
export async function openStoredSpool(directory: string, agentVersion: string): Promise<StoredSpool> {
  const { database, contents: tables } = await openStoredSpoolFile(directory, (opened) => ({
    batches: prepareBatchTable(opened),
    losses: prepareLossTable(opened, agentVersion),
  }))
  const { batches, losses } = tables
  const room = createDiskRoom(directory, 0)
  const commit = createCommit(database, { room, directory, checkpoint: undefined })

  function* rows(): Iterable<StoredRow> {
    for (let row = batches.next(0); row !== undefined; row = batches.next(row.id)) yield row
  }

  return {
    contents: () => ({ ...describeRows(rows()), hasUndeclaredLosses: !losses.isEmpty() }),
    *values() {
      for (const { batch } of rows()) if (batch !== undefined) yield batch.value
    },
    drop() {
      const { events } = batches.totals()
      commit(() => {
        for (const { description } of rows()) if (description !== undefined) losses.add(description, 'spool_dropped')
        batches.deleteThrough(Number.MAX_SAFE_INTEGER)
      })
      return events
    },
    close: () => closeSpoolFile(directory, database, room),
  }
}

function describeRows(rows: Iterable<StoredRow>): Omit<StoredContents, 'hasUndeclaredLosses'> {
  const streams = new Map<string, StoredStream>()
  let damagedBatches = 0
  for (const { batch, description } of rows) {
    if (batch === undefined) damagedBatches += 1
    if (description === undefined) continue
    const bootId = toIdText(description.bootId)
    streams.set(bootId, extend(streams.get(bootId) ?? emptyStream(description), description, batch?.value.length ?? 0))
  }
  return { streams: [...streams.values()], damagedBatches }
}

function emptyStream({ hostId, hostName, bootId }: BatchDescription): StoredStream {
  const ids = { hostId: toIdText(hostId), hostName, bootId: toIdText(bootId) }
  const counts = { batches: 0, events: 0, bytes: 0, kindCounts: {} }
  return { ...ids, ...counts, firstSequence: Infinity, lastSequence: 0, firstTimeUs: Infinity, lastTimeUs: -Infinity }
}

function extend(stream: StoredStream, batch: BatchDescription, bytes: number): StoredStream {
  return {
    ...stream,
    batches: stream.batches + 1,
    events: stream.events + batch.eventCount,
    bytes: stream.bytes + bytes,
    kindCounts: addKindCounts(stream.kindCounts, batch.kindCounts),
    firstSequence: Math.min(stream.firstSequence, batch.firstSequence),
    lastSequence: Math.max(stream.lastSequence, batch.lastSequence),
    firstTimeUs: Math.min(stream.firstTimeUs, batch.firstTimeUs),
    lastTimeUs: Math.max(stream.lastTimeUs, batch.lastTimeUs),
  }
}
