import { setImmediate } from 'node:timers/promises'

import { type Change, type Database, PipelineError, type Statement, createChange } from '@win11mon/pipeline'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { SpooledBatch } from '../batch/spooled-batch.ts'
import type { SpoolCounts } from '../ledger/spool-counts.ts'
import type { Spool } from './spool.ts'
import { type StoredRow, type Victim, pageBytes, storedBytes } from './sqlite/batch-table.ts'
import { type Commit, createCommit, noRoomError } from './sqlite/commit.ts'
import { type DiskRoom, createDiskRoom } from './sqlite/disk-room.ts'
import type { SqliteSpoolOptions } from './sqlite/spool-options.ts'
import { type Tables, loadTables } from './sqlite/tables.ts'
import { SpoolTally } from './sqlite/spool-tally.ts'
import { type SpoolFile, closeSpoolFile, openSpoolFile } from './sqlite/spool-file.ts'
import { type UnwrittenBatch, UnwrittenBatches } from './sqlite/unwritten.ts'

export type { SqliteSpoolOptions } from './sqlite/spool-options.ts'

const defaultReserveBytes = 256 * 1024 * 1024

/** How often a spool without room looks whether somebody made some. */
const retryMs = 250
/** Free pages the file keeps for the next burst, and how many it gives back at a time. */
const [keptFreePages, vacuumPages] = [2_048, 256]

/**
 * A spool in a SQLite file: what `append` accepted survives a kill at any moment. One process a directory, else
 * SPOOL_HELD. A file that cannot be read is set aside. Rejects with IO_FAILED when the directory cannot be written.
 *
 * What was read and not yet removed is never dropped: the log may have it. On a full disk `append` waits.
 */
export async function openSqliteSpool(options: SqliteSpoolOptions): Promise<Spool> {
  const { directory, agentVersion, reserveBytes = defaultReserveBytes } = options
  const room = createDiskRoom(directory, reserveBytes)
  const open = (): Promise<SpoolFile<Tables>> =>
    openSpoolFile(directory, (opened) => loadTables(opened, agentVersion), options.checkedBytes)
  const { database, contents, quarantinedFiles } = await open().catch((error: unknown) => {
    const isDiskFull = error instanceof PipelineError && error.isRetryable
    if (isDiskFull && room.giveUpBallast()) return open()
    throw error
  })
  const commit = createCommit(database, { room, directory, checkpoint: options.checkpoint })
  return new SqliteSpool(options, { database, ...contents, room, commit, quarantinedFiles })
}

interface Parts extends Tables {
  readonly database: Database
  readonly room: DiskRoom
  readonly commit: Commit
  readonly quarantinedFiles: number
}

class SqliteSpool implements Spool {
  readonly #options: SqliteSpoolOptions
  readonly #parts: Parts
  readonly #pageCount: Statement
  readonly #freePageCount: Statement
  readonly #change: Change = createChange()
  readonly #tally: SpoolTally
  readonly #unwritten: UnwrittenBatches
  #writeTimer: NodeJS.Timeout | undefined
  /** Of the newest batch, written or not. */
  #lastId: number
  /** The log has everything up to here, even when the disk was too full to delete it. */
  #removedThrough = 0
  /** What was read up to here may be in the log already. */
  #readThrough = 0
  #isEnded = false

  constructor(options: SqliteSpoolOptions, parts: Parts) {
    this.#options = options
    this.#parts = parts
    this.#tally = new SpoolTally(parts.held, parts.quarantinedFiles)
    this.#unwritten = new UnwrittenBatches(options.writeDelayMs ?? 0)
    this.#lastId = parts.lastId
    this.#pageCount = parts.database.prepare('PRAGMA page_count')
    this.#freePageCount = parts.database.prepare('PRAGMA freelist_count')
    parts.room.remakeBallast()
  }

  append(batch: EncodedBatch, signal: AbortSignal): Promise<void> {
    this.#lastId += 1
    const held = this.#unwritten.add(this.#lastId, batch, signal)
    if (this.#options.writeDelayMs === undefined || this.#unwritten.isFull) this.#write()
    else this.#writeLater(this.#options.writeDelayMs)
    this.#change.notify()
    return held
  }

  async read(maxBatches: number, signal: AbortSignal): Promise<readonly SpooledBatch[]> {
    for (;;) {
      this.#declareLosses()
      const batches = this.#readBatches(maxBatches)
      if (batches.length > 0 || signal.aborted) return batches
      // Damaged batches that were just set aside are declared first.
      if (this.#declareLosses()) continue
      const { batches: table, losses } = this.#parts
      const isStuck = (this.#tally.held.rows > 0 && table.next(this.#removedThrough) !== undefined) || !losses.isEmpty()
      if (this.#isEnded && !isStuck) return []
      await (isStuck ? this.#pause(signal) : this.#change.next(signal))
      // What is appended in the same turn is read with it.
      await setImmediate()
    }
  }

  async remove(id: number): Promise<void> {
    this.#removedThrough = Math.max(this.#removedThrough, id)
    this.#unwritten.heldThrough(id)
    this.#deleteRemoved()
    if (this.#unwritten.isDue) this.#write()
    this.#change.notify()
  }

  end(): void {
    this.#isEnded = true
    this.#change.notify()
  }

  get counts(): SpoolCounts {
    return this.#tally.counts
  }

  close(): Promise<void> {
    this.#write()
    clearTimeout(this.#writeTimer)
    this.#unwritten.refuse(noRoomError(this.#options.directory))
    closeSpoolFile(this.#options.directory, this.#parts.database, this.#parts.room)
    return Promise.resolve()
  }

  #writeLater(delayMs: number): void {
    this.#writeTimer ??= setTimeout(() => {
      this.#writeTimer = undefined
      this.#write()
    }, delayMs)
  }

  /** Writes what is not written, in its order, as far as there is room; for the rest it comes back. */
  #write(): void {
    if (this.#unwritten.isEmpty) return
    try {
      this.#deleteRemoved()
      const all = this.#unwritten.all
      // All with one sync, or one after the other as far as there is room.
      if (!this.#tryWrite(all)) all.every((entry) => this.#tryWrite([entry]))
      this.#parts.room.remakeBallast()
    } catch (error) {
      // Whoever appended them has them still, and appends them to the file that is opened next.
      this.#unwritten.refuse(error)
    }
    this.#unwritten.refuse(noRoomError(this.#options.directory), ({ signal }) => signal.aborted)
    if (!this.#unwritten.isEmpty) this.#writeLater(retryMs)
  }

  #tryWrite(entries: readonly UnwrittenBatch[]): boolean {
    const neededBytes = entries.reduce((sum, { batch }) => sum + storedBytes(batch.value.length), 0)
    const excessBytes = this.#tally.held.bytes + neededBytes - this.#limitBytes()
    const fits = excessBytes <= 0 && this.#insert(entries, [])
    const isWritten = fits || (entries.length === 1 && this.#dropFor(entries, excessBytes > 0 ? excessBytes : neededBytes))
    if (isWritten) this.#unwritten.heldThrough(entries.at(-1)?.id ?? 0)
    return isWritten
  }

  /** Never below what the file has already: its pages are used again. */
  #limitBytes(): number {
    const fileBytes = Number(this.#pageCount.get()?.['page_count'] ?? 0) * pageBytes
    return Math.min(this.#options.maxBytes, fileBytes + this.#parts.room.freeBytes())
  }

  /** Makes room by dropping at least so many bytes; a batch that nothing can make room for is tried when nothing else is held. */
  #dropFor(entries: readonly UnwrittenBatch[], bytes: number): boolean {
    if (this.#tally.held.rows === 0) return this.#insert(entries, [])
    if (this.#options.whenFull === 'wait') return false
    const victims = this.#parts.batches.victims(Math.max(this.#readThrough, this.#removedThrough), bytes)
    const freedBytes = victims.reduce((sum, victim) => sum + victim.bytes, 0)
    if (freedBytes < bytes && victims.length < this.#tally.held.rows) return false
    return this.#insert(entries, victims)
  }

  /** Drops and declares the victims and holds the batches, all or nothing. False when the disk has no room for that. */
  #insert(entries: readonly UnwrittenBatch[], victims: readonly Victim[]): boolean {
    const { batches, losses } = this.#parts
    const isDone = this.#parts.commit(() => {
      for (const { id, description } of victims) {
        batches.delete(id)
        if (description !== undefined) losses.add(description, 'spool_full')
      }
      for (const entry of entries) batches.insert(entry.id, entry.batch)
    }, 'append')
    if (!isDone) return false
    for (const victim of victims) this.#tally.dropped(victim)
    for (const { batch } of entries) this.#tally.appended(batch)
    return true
  }

  /** At most a quarter of the spool, since what was read cannot be dropped. */
  #readBatches(maxBatches: number): SpooledBatch[] {
    const found: SpooledBatch[] = []
    let bytes = 0
    let lastId = this.#removedThrough
    const isRoomFor = (): boolean => found.length < maxBatches && bytes < this.#options.maxBytes / 4
    while (this.#tally.held.rows > 0 && isRoomFor()) {
      const row = this.#parts.batches.next(lastId)
      if (row === undefined) break
      lastId = row.id
      if (row.batch === undefined) {
        if (!this.#setAside(row)) return found
        continue
      }
      if (found.length === 0 && row.description !== undefined) this.#tally.oldestIs(row.description.firstTimeUs)
      found.push(row.batch)
      bytes += row.batch.value.length
      this.#readThrough = Math.max(this.#readThrough, row.id)
    }
    for (const { id, batch } of this.#unwritten.all) {
      if (!isRoomFor()) break
      const { hostId, eventCount, value } = batch
      found.push({ id, hostId, eventCount, value })
      bytes += value.length
      this.#readThrough = id
    }
    return found
  }

  /** False when the disk has no room for it: nothing behind the row is read then, so that its loss is declared before it is removed. */
  #setAside({ id, description }: StoredRow): boolean {
    const { batches, losses } = this.#parts
    const totals = batches.totalsOf(id)
    const isDone = this.#parts.commit(() => {
      batches.setAside(id)
      if (description !== undefined) losses.add(description, 'spool_corrupt')
    })
    if (!isDone) return false
    this.#tally.setAside(totals)
    return true
  }

  /** Turns losses into gap events at the end of the spool; true when there were some. */
  #declareLosses(): boolean {
    const { batches, losses } = this.#parts
    if (losses.isEmpty()) return false
    // What is declared comes after what was appended before it.
    this.#write()
    if (!this.#unwritten.isEmpty) return false
    const declared = losses.encode()
    const isDone = this.#parts.commit(() => {
      losses.clear()
      for (const [index, batch] of declared.entries()) batches.insert(this.#lastId + 1 + index, batch, true)
    })
    if (!isDone) losses.forgetNumbers()
    else for (const batch of declared) this.#tally.declared(batch)
    if (isDone) this.#lastId += declared.length
    return isDone
  }

  #deleteRemoved(): void {
    const { batches, database } = this.#parts
    if (this.#tally.held.rows === 0) return
    const removed = batches.totals(this.#removedThrough)
    if (removed.rows === 0) return
    if (!this.#parts.commit(() => batches.deleteThrough(this.#removedThrough), 'remove')) return
    this.#tally.removed(removed)
    const freePages = Number(this.#freePageCount.get()?.['freelist_count'] ?? 0)
    if (this.#tally.held.rows === 0 && freePages > keptFreePages)
      this.#parts.commit(() => database.exec(`PRAGMA incremental_vacuum(${vacuumPages})`))
  }

  /** Resolves when something was appended or removed, or somebody else may have made room on the disk. */
  async #pause(signal: AbortSignal): Promise<void> {
    const timer = setTimeout(() => this.#change.notify(), retryMs)
    await this.#change.next(signal)
    clearTimeout(timer)
  }
}
