import { randomBytes } from 'node:crypto'

import type { Database, SqliteValue } from '@win11mon/pipeline'
import { type Gap, PipelineError, eventKinds, kindNumber, newEvent, toIdText } from '@win11mon/schemas'

import { type EventStream, createEventStream } from '../../sources/event-stream.ts'
import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import { type KindCounts, addKindCounts, kindCountsText, parseKindCounts } from '../../batch/kind-counts.ts'
import { type BatchDescription, fromNameBytes, toNameBytes } from './batch-description.ts'

const lossReasons = ['spool_full', 'spool_corrupt', 'spool_dropped'] as const
export type LossReason = (typeof lossReasons)[number]

/**
 * Losses that wait to be declared. Neighbours in the same stream become one, so that weeks without an event log end in
 * a few gap events. Nothing here commits; every write belongs into the caller's transaction.
 */
export interface LossTable {
  add(lost: BatchDescription, reason: LossReason): void
  isEmpty(): boolean
  /** Batches of the spool's own streams, one a host, with a gap event for every loss. */
  encode(): EncodedBatch[]
  clear(): void
  /** What `encode` returned was not stored: its numbers do not exist. */
  forgetNumbers(): void
}

const columns = 'host_id, host_name, boot_id, reason, first_sequence, last_sequence, event_count, kind_counts, first_time_us, last_time_us'

/** Events a batch of gap events holds at most. */
const batchEvents = 500

export function prepareLossTable(database: Database, agentVersion: string): LossTable {
  const insert = database.prepare(`INSERT OR REPLACE INTO losses (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const ofStream = 'boot_id = ? AND reason = ?'
  const neighbours = database.prepare(
    `SELECT ${columns} FROM losses WHERE ${ofStream} AND (last_sequence = ? OR first_sequence = ?) ORDER BY first_sequence`,
  )
  const remove = database.prepare(`DELETE FROM losses WHERE ${ofStream} AND first_sequence = ?`)
  const first = database.prepare('SELECT 1 FROM losses LIMIT 1')
  const all = database.prepare(`SELECT ${columns} FROM losses ORDER BY host_id, first_time_us`)
  for (const statement of [neighbours, all]) statement.setReadBigInts(true)
  const clear = database.prepare('DELETE FROM losses')
  const streams = new Map<string, EventStream>()

  function streamOf(loss: Loss): EventStream {
    const host = toIdText(loss.hostId)
    const known = streams.get(host)
    if (known !== undefined) return known
    const { hostId, hostName } = loss
    const stream = createEventStream({ hostId, hostName, bootId: randomBytes(16), agentVersion, batchEvents })
    streams.set(host, stream)
    return stream
  }

  /** A damaged row must not keep the others from being declared. */
  function addGap(loss: Loss): EncodedBatch | undefined {
    try {
      return streamOf(loss).add(toGap(loss))
    } catch (error) {
      if (error instanceof PipelineError) return undefined
      throw error
    }
  }

  return {
    add(lost, reason) {
      const { bootId, firstSequence, lastSequence } = lost
      const loss = { ...lost, reason }
      const beside = neighbours.all(bootId, reason, firstSequence - 1, lastSequence + 1).map(toLoss)
      for (const neighbour of beside) remove.run(bootId, reason, neighbour.firstSequence)
      insert.run(...toRow(beside.reduce(join, loss)))
    },
    isEmpty: () => first.get() === undefined,
    encode() {
      const batches: (EncodedBatch | undefined)[] = []
      for (const loss of all.all().map(toLoss)) batches.push(addGap(loss))
      for (const stream of streams.values()) batches.push(stream.flush())
      return batches.filter((batch) => batch !== undefined)
    },
    clear: () => void clear.run(),
    forgetNumbers: () => streams.clear(),
  }
}

interface Loss extends Omit<BatchDescription, 'isLowPriority'> {
  readonly reason: LossReason
}

function join(one: Loss, other: Loss): Loss {
  return {
    ...one,
    firstSequence: Math.min(one.firstSequence, other.firstSequence),
    lastSequence: Math.max(one.lastSequence, other.lastSequence),
    eventCount: one.eventCount + other.eventCount,
    kindCounts: addKindCounts(one.kindCounts, other.kindCounts),
    firstTimeUs: Math.min(one.firstTimeUs, other.firstTimeUs),
    lastTimeUs: Math.max(one.lastTimeUs, other.lastTimeUs),
  }
}

/** The time is that of the lost events, not of the drop: in a replayed stream "now" would lie years ahead of everything else. */
function toGap(loss: Loss): Gap {
  const event = newEvent.gap()
  event.timeUs = loss.lastTimeUs
  event.lostCount = loss.eventCount
  nameKinds(event, loss.kindCounts)
  event.reason = loss.reason
  event.firstTimeUs = loss.firstTimeUs
  event.lastTimeUs = loss.lastTimeUs
  event.lostBootId = toIdText(loss.bootId)
  event.firstSequence = loss.firstSequence
  event.lastSequence = loss.lastSequence
  event.detail = explanations[loss.reason]
  return event
}

function nameKinds(event: Gap, counts: KindCounts): void {
  const kinds = eventKinds.filter((kind) => counts[kind] !== undefined)
  const [only] = kinds
  if (kinds.length > 1) event.lostByKind = kindCountsText(counts)
  else if (only !== undefined) {
    event.lostKind = only
    event.lostKindNumber = kindNumber[only]
  }
}

function toRow(loss: Loss): SqliteValue[] {
  const { hostId, hostName, bootId, reason, firstSequence, lastSequence, eventCount, firstTimeUs, lastTimeUs } = loss
  const kinds = kindCountsText(loss.kindCounts)
  return [hostId, toNameBytes(hostName), bootId, reason, firstSequence, lastSequence, eventCount, kinds, firstTimeUs, lastTimeUs]
}

function toLoss(row: Readonly<Record<string, SqliteValue>>): Loss {
  return {
    hostId: bytesOf(row['host_id']),
    hostName: fromNameBytes(row['host_name']),
    bootId: bytesOf(row['boot_id']),
    reason: lossReasons.find((reason) => reason === row['reason']) ?? 'spool_corrupt',
    firstSequence: Number(row['first_sequence']),
    lastSequence: Number(row['last_sequence']),
    eventCount: Number(row['event_count']),
    kindCounts: parseKindCounts(String(row['kind_counts'])),
    firstTimeUs: Number(row['first_time_us']),
    lastTimeUs: Number(row['last_time_us']),
  }
}

function bytesOf(value: SqliteValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array()
}

const explanations: Record<LossReason, string> = {
  spool_full: 'dropped from a full spool.',
  spool_corrupt: 'damaged in the spool.',
  spool_dropped: 'dropped from the spool with `win11mon spool drop`.',
}
