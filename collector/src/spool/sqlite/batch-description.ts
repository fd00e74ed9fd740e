import { crc32 } from 'node:zlib'

import type { SqliteValue } from '@win11mon/pipeline'

import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import { kindCountsText, parseKindCounts } from '../../batch/kind-counts.ts'

export type BatchDescription = Omit<EncodedBatch, 'value'>

/** Columns that describe a batch, in the order of `toColumns`. */
export const descriptionColumns = [
  'host_id',
  'host_name',
  'boot_id',
  'first_sequence',
  'last_sequence',
  'event_count',
  'kind_counts',
  'first_time_us',
  'last_time_us',
  'priority',
] as const

/** What goes first when there is no room, in this order; declarations of what went are the last to go. */
export const priorities = { low: 0, high: 1, declaration: 2 } as const

/** Names are stored as bytes: text may end at a NUL on its way into the file. */
export function toColumns(batch: BatchDescription, isDeclaration: boolean): SqliteValue[] {
  const { hostId, hostName, bootId, firstSequence, lastSequence, eventCount, firstTimeUs, lastTimeUs, isLowPriority } = batch
  const kinds = kindCountsText(batch.kindCounts)
  const name = toNameBytes(hostName)
  const priority = isDeclaration ? priorities.declaration : isLowPriority ? priorities.low : priorities.high
  return [hostId, name, bootId, firstSequence, lastSequence, eventCount, kinds, firstTimeUs, lastTimeUs, priority]
}

/** Checksum over the columns as they are stored. */
export function descriptionCrc(columns: readonly SqliteValue[]): number {
  return columns.reduce<number>((crc, column) => crc32(column instanceof Uint8Array ? column : `${column};`, crc), 0)
}

type Row = Readonly<Record<string, SqliteValue>>

/** Undefined when the columns are not those that were written. */
export function fromRow(row: Row): BatchDescription | undefined {
  const columns = descriptionColumns.map((name) => row[name] ?? null)
  if (descriptionCrc(columns) !== Number(row['description_crc'])) return undefined
  const [hostId, hostName, bootId, firstSequence, lastSequence, eventCount, kinds, ...rest] = columns
  if (!(hostId instanceof Uint8Array && bootId instanceof Uint8Array)) return undefined
  const [firstTimeUs = 0, lastTimeUs = 0, priority = 0] = rest.map(Number)
  return {
    hostId,
    hostName: fromNameBytes(hostName),
    bootId,
    firstSequence: Number(firstSequence),
    lastSequence: Number(lastSequence),
    eventCount: Number(eventCount),
    kindCounts: parseKindCounts(String(kinds)),
    firstTimeUs,
    lastTimeUs,
    isLowPriority: priority === priorities.low,
  }
}

export function toNameBytes(name: string | null): Uint8Array | null {
  return name === null ? null : Buffer.from(name)
}

export function fromNameBytes(bytes: SqliteValue | undefined): string | null {
  return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : null
}
