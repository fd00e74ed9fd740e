import { crc32 } from 'node:zlib'

import type { Database, SqliteValue, Statement } from '@win11mon/pipeline'
import { type EventBatch, PipelineError, decodeBatch } from '@win11mon/schemas'

import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import type { SpooledBatch } from '../../batch/spooled-batch.ts'
import { type BatchDescription, descriptionColumns, descriptionCrc, fromRow, priorities, toColumns } from './batch-description.ts'

/** Corrupt batches that are kept to be looked at. */
const keptCorruptBatches = 16

/** What rows hold together. `bytes` is what they take in the file. */
export interface Totals {
  readonly rows: number
  readonly bytes: number
  readonly events: number
}

/** A batch that may be dropped; `description` is undefined when its columns are damaged. */
export interface Victim extends Totals {
  readonly id: number
  readonly description: BatchDescription | undefined
}

export interface StoredRow {
  readonly id: number
  /** Undefined when checksums do not match and nothing can be made of the row. */
  readonly batch: SpooledBatch | undefined
  readonly description: BatchDescription | undefined
}

/** The rows of the spool. Nothing here commits; every write belongs into the caller's transaction. */
export interface BatchTable {
  insert(id: number, batch: EncodedBatch, isDeclaration?: boolean): void
  /** The highest id that was given out so far; 0 before the first. */
  lastId(): number
  /** The first row after this id. */
  next(afterId: number): StoredRow | undefined
  /** Rows after this id by ascending priority, then the oldest first, until they take at least `bytes`. */
  victims(afterId: number, bytes: number): Victim[]
  delete(id: number): void
  deleteThrough(id: number): void
  setAside(id: number): void
  /** Of one row. */
  totalsOf(id: number): Totals
  /** Of all rows up to and including this id; of all when it is omitted. */
  totals(throughId?: number): Totals
}

/** Bytes a batch takes: its description, and for a long value pages of its own. */
export function storedBytes(valueBytes: number): number {
  return valueBytes + 256 + (valueBytes > pageBytes / 2 ? pageBytes + Math.ceil(valueBytes / 1024) : 0)
}

/** Page size of the file; larger ones are slower here. */
export const pageBytes = 4096
const storedBytesSql = `length(value) + 256 + (length(value) > ${pageBytes / 2}) * (${pageBytes} + (length(value) + 1023) / 1024)`

export function prepareBatchTable(database: Database): BatchTable {
  const columns = [...descriptionColumns, 'description_crc', 'value_crc', 'value']
  const insert = database.prepare(`INSERT INTO batches (id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`)
  const lastId = prepareRead(
    database,
    "SELECT max((SELECT total(seq) FROM sqlite_sequence WHERE name = 'batches'), (SELECT ifnull(max(id), 0) FROM batches)) AS id",
  )
  const next = prepareRead(database, `SELECT id, ${columns.join(', ')} FROM batches WHERE id > ? ORDER BY id LIMIT 1`)
  const remove = database.prepare('DELETE FROM batches WHERE id = ?')
  const removeThrough = database.prepare('DELETE FROM batches WHERE id <= ?')
  const copyAside = database.prepare('INSERT INTO corrupt_batches SELECT * FROM batches WHERE id = ?')
  const forget = database.prepare(
    `DELETE FROM corrupt_batches WHERE rowid NOT IN (SELECT rowid FROM corrupt_batches ORDER BY rowid DESC LIMIT ${keptCorruptBatches})`,
  )
  const sums = `SELECT count(*) AS row_count, total(${storedBytesSql}) AS bytes, total(event_count) AS events FROM batches`
  const totals = prepareRead(database, `${sums} WHERE id BETWEEN ? AND ?`)

  function totalsBetween(first: number, last: number): Totals {
    const row = totals.get(first, last)
    return { rows: Number(row?.['row_count'] ?? 0), bytes: Number(row?.['bytes'] ?? 0), events: Number(row?.['events'] ?? 0) }
  }

  return {
    insert(id, batch, isDeclaration = false) {
      const described = toColumns(batch, isDeclaration)
      insert.run(id, ...described, descriptionCrc(described), crc32(batch.value), batch.value)
    },
    lastId: () => Number(lastId.get()?.['id'] ?? 0),
    next(afterId) {
      const row = next.get(afterId)
      return row === undefined ? undefined : openRow(row)
    },
    victims: prepareVictims(database),
    delete: (id) => void remove.run(id),
    deleteThrough: (id) => void removeThrough.run(id),
    setAside(id) {
      copyAside.run(id)
      remove.run(id)
      forget.run()
    },
    totalsOf: (id) => totalsBetween(id, id),
    totals: (throughId = Number.MAX_SAFE_INTEGER) => totalsBetween(0, throughId),
  }
}

/** Damage can turn a number into one that only a bigint holds. */
function prepareRead(database: Database, sql: string): Statement {
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  return statement
}

function prepareVictims(database: Database): BatchTable['victims'] {
  const describe = `SELECT id, ${descriptionColumns.join(', ')}, description_crc, ${storedBytesSql} AS bytes FROM batches`
  const next = prepareRead(database, `${describe} WHERE id > ? AND priority = ? ORDER BY id LIMIT 1`)
  const newest = database.prepare('SELECT max(id) AS id FROM batches')
  /** No low-priority row up to here: rows only come at the end, so nothing is looked at twice and no index is needed. */
  let noLowThrough = 0

  function collect(priority: number, afterId: number, bytes: number): Victim[] {
    const found: Victim[] = []
    let missing = bytes
    let lastId = afterId
    while (missing > 0) {
      const row = next.get(lastId, priority)
      if (row === undefined) break
      const victim = toVictim(row)
      found.push(victim)
      missing -= victim.bytes
      lastId = victim.id
    }
    return found
  }

  return (afterId, bytes) => {
    const victims = collect(priorities.low, Math.max(afterId, noLowThrough), bytes)
    noLowThrough = victims[0] === undefined ? Number(newest.get()?.['id'] ?? 0) : victims[0].id - 1
    for (const priority of [priorities.high, priorities.declaration]) {
      const freed = victims.reduce((sum, victim) => sum + victim.bytes, 0)
      victims.push(...collect(priority, afterId, bytes - freed))
    }
    return victims
  }
}

type Row = Readonly<Record<string, SqliteValue>>

function toVictim(row: Row): Victim {
  const events = Number(row['event_count'] ?? 0)
  return { id: Number(row['id']), rows: 1, bytes: Number(row['bytes']), events, description: fromRow(row) }
}

/** A value that is intact says itself whose it is, even when the columns beside it are damaged. */
function openRow(row: Row): StoredRow {
  const id = Number(row['id'])
  const description = fromRow(row)
  const value = row['value']
  if (!(value instanceof Uint8Array) || crc32(value) !== Number(row['value_crc'])) return { id, batch: undefined, description }
  if (description !== undefined)
    return { id, batch: { id, hostId: description.hostId, eventCount: description.eventCount, value }, description }
  const decoded = decode(value)
  const batch = decoded && { id, hostId: decoded.hostId, eventCount: decoded.events.length, value }
  return { id, batch, description }
}

function decode(value: Uint8Array): EventBatch | undefined {
  try {
    return decodeBatch(value)
  } catch (error) {
    if (error instanceof PipelineError) return undefined
    throw error
  }
}
