import {
  type PartitionHandler,
  PipelineError,
  type PositionedRecord,
  type RefusedRecord,
  type SafePosition,
  type StageCounter,
} from '@win11mon/pipeline'
import { type BatchHeader, type Event, toIdText } from '@win11mon/schemas'

import type { AlertChange } from '../alert/alert.ts'
import { decodeRecord } from '../consume/decode-record.ts'
import type { RefusedBatch } from '../consume/check-batch.ts'
import { account, advance, documentChanged, release } from '../host/advance.ts'
import { type ApplyOptions, type Arrival, applyBatch } from '../host/apply-batch.ts'
import type { Changes } from '../host/changes.ts'
import { type HostState, createHostState } from '../host/host-state.ts'
import { refuseBatch } from '../host/refuse-batch.ts'
import { restoreHost } from '../host/save-host.ts'
import { createKnownRecords } from '../admit/known-records.ts'
import { deadLetterDocument } from '../index/dead-letter-document.ts'
import { documentContinued } from '../replay/document-continued.ts'
import { replayHost } from '../replay/replay-host.ts'
import type { EnricherOptions } from './enricher-options.ts'
import { letterOf, refusedDocument } from './letters.ts'
import { Outbox } from './outbox.ts'

/** Documents that wait at most before they are written: what one call hands in may be large. */
const maxWaitingItems = 16_000

interface Arriving {
  readonly arrival: Arrival
  readonly signal: AbortSignal
}

/** Hosts that are advanced in one turn of the loop, so that no turn takes long. */
const hostsPerTurn = 64

/**
 * decode ─► admit ─► tree ─► score ─► detect ─► alert ─► documents ─► outbox, for one partition. A record is safe to commit
 * when everything that it led to has an outcome; a record that comes again changes nothing.
 */
export class PartitionEnricher implements PartitionHandler {
  readonly #options: EnricherOptions & Pick<ApplyOptions, 'records'>
  readonly #outbox: Outbox
  readonly #stage: StageCounter
  readonly #hosts = new Map<string, HostState>()
  /** Hosts that something waits in, the one heard of longest ago first. */
  readonly #unsettled = new Map<string, HostState>()
  /** Hosts that are others than when they were last asked for. */
  readonly #changed = new Set<HostState>()
  readonly #eventCounts = new Map<Event['kind'], number>()
  #alertChanges: AlertChange[] = []
  /** What nobody can take and is not kept yet. */
  #letters: RefusedRecord[] = []
  readonly #records = createKnownRecords()
  #storedElsewhere = 0

  constructor(options: EnricherOptions) {
    const records = options.history === undefined ? undefined : this.#records
    this.#options = { ...options, records, onEvent: (event, host) => this.#note(event, host, options) }
    this.#outbox = new Outbox({ ...options, onRefused: (letter) => this.#letters.push(refusedDocument(letter)) })
    this.#stage = options.stage
  }

  /** By host id. */
  get hosts(): ReadonlyMap<string, HostState> {
    return this.#hosts
  }

  /** Events read of which the store had another copy or export. */
  get storedElsewhere(): number {
    return this.#storedElsewhere
  }

  get eventCounts(): ReadonlyMap<Event['kind'], number> {
    return this.#eventCounts
  }

  /**
   * Goes on with a host where `saveHost` left it. Call before its first record comes. False when the state cannot be read,
   * which is counted: then the host starts anew.
   */
  restore(state: Uint8Array): boolean {
    const host = restoreHost(state, this.#options)
    if (host instanceof PipelineError) {
      this.#stage.error(host.code)
      return false
    }
    this.adopt(host)
    return true
  }

  /**
   * The hosts that changed since the last call, to be saved. Call between two calls of `handle` or `idle`: then all that they
   * led to has an outcome.
   */
  takeChanged(): HostState[] {
    const changed = [...this.#changed]
    this.#changed.clear()
    return changed
  }

  /** Ends before the first record of a host whose records come again. */
  async handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<SafePosition> {
    let taken: SafePosition
    for (const record of records) {
      if (!(await this.#take(record, signal))) break
      taken = record.position
      if (this.#outbox.size >= maxWaitingItems) await this.#outbox.flush(signal)
    }
    this.#options.onTaken?.()
    await this.flush(signal)
    return taken
  }

  /** Resolves when everything that was taken has an outcome. */
  async flush(signal: AbortSignal): Promise<void> {
    await this.#outbox.flush(signal)
    if (this.#letters.length > 0) await this.#options.keepLetters?.(this.#letters, signal)
    this.#letters = []
    if (this.#alertChanges.length > 0) await this.#options.onAlertsStored?.(this.#alertChanges)
    this.#alertChanges = []
  }

  /** Takes a host out of memory. Call it for one that is saved and has nothing waiting. */
  forget(hostId: string): void {
    this.#hosts.delete(hostId)
  }

  /** Ids of hosts in which something waits for later events. */
  unsettled(): Iterable<string> {
    return this.#unsettled.keys()
  }

  /** Goes on with a host although nothing comes of it: something may wait in it. */
  adopt(host: HostState): void {
    this.#hosts.set(host.hostId, host)
    this.#unsettled.set(host.hostId, host)
  }

  /** Writes what the ledgers of these hosts say now. Call it when everything has an outcome, and `flush` afterwards. */
  account(hosts: Iterable<HostState>): void {
    for (const host of hosts) this.#outbox.add(account(host, this.#options.issuedThrough).items)
  }

  /** Writes the documents that are out of date, of hosts that somebody else goes on with. Call `flush` afterwards. */
  documentPending(): void {
    for (const host of this.#hosts.values()) if (host.changedEntityIds.size > 0) this.#collect(host, documentChanged(host))
  }

  /** Something that all documents of the host say is otherwise now: they are written again with the next quiet moment. */
  documentAnew(host: HostState): void {
    for (const node of host.tree.processes()) host.changedEntityIds.add(node.entityId)
    this.#unsettled.set(host.hostId, host)
  }

  /** A host that has gone quiet gets its last alerts and documents without waiting for its next event. */
  async idle(signal: AbortSignal): Promise<SafePosition> {
    this.settleQuiet()
    await this.flush(signal)
    return undefined
  }

  /** Lets go of what waits in hosts that have been quiet for longer than an event may be late. */
  settleQuiet(): void {
    const quietSinceUs = this.#options.clock.nowUs() - this.#options.latenessUs
    let turns = hostsPerTurn
    for (const [hostId, host] of this.#unsettled) {
      if (host.arrivedUs > quietSinceUs || (turns -= 1) < 0) break
      this.#unsettled.delete(hostId)
      this.#collect(host, advance(host, this.#options.issuedThrough))
    }
  }

  revoke(): Promise<SafePosition> {
    return Promise.resolve(undefined)
  }

  /** Lets go of everything that waits for late events: nothing more will come. */
  async release(signal: AbortSignal): Promise<void> {
    for (const host of this.#hosts.values()) {
      this.#collect(host, release(host, this.#options.issuedThrough))
      if (this.#options.history !== undefined) this.#collect(host, await documentContinued(host, this.#options.history))
      await this.flush(signal)
    }
    this.#unsettled.clear()
    await this.flush(signal)
  }

  /** False when the records of its host come again. */
  async #take(record: PositionedRecord, signal: AbortSignal): Promise<boolean> {
    const decoded = decodeRecord(record)
    const arrival: Arrival = { position: record.position, arrivedUs: this.#options.clock.nowUs() }
    if ('error' in decoded) return await this.#refuse(record, decoded, { arrival, signal })
    const { batch } = decoded
    const host = await this.#hostOf(record, batch, signal)
    if (host === undefined) return false
    this.#unsettled.delete(host.hostId)
    this.#unsettled.set(host.hostId, host)
    if (this.#isTaken(host, record)) return true
    this.#options.beforeBatch?.(host, batch, record.position)
    this.#stage.received(batch.events.length)
    this.#collect(host, applyBatch(host, batch, arrival, this.#options))
    return true
  }

  #isTaken(host: HostState, { position }: PositionedRecord): boolean {
    return this.#options.findHost !== undefined && host.streams.size > 0 && position <= host.version
  }

  /** Keeps a batch that cannot be taken, with its bytes and the reason, and the account of its numbers. */
  async #refuse(record: PositionedRecord, refused: RefusedBatch, { arrival, signal }: Arriving): Promise<boolean> {
    const { error, eventCount, header, sequences } = refused
    if (header === null) {
      this.#noteRefused(record, refused)
      this.#stage.dropped('dead_letter', eventCount ?? 0)
      this.#outbox.add([{ item: { operation: 'create', document: deadLetterDocument(letterOf(record, refused)) }, account: null }])
      return true
    }
    const host = await this.#hostOf(record, header, signal)
    if (host === undefined) return false
    if (this.#isTaken(host, record)) return true
    this.#noteRefused(record, refused)
    this.#options.beforeBatch?.(host, header, record.position)
    this.#stage.dropped('dead_letter', (eventCount ?? 0) - sequences.length)
    this.#collect(host, refuseBatch(host, { header, sequences, letter: letterOf(record, { error, eventCount }) }, arrival))
    return true
  }

  #noteRefused(record: PositionedRecord, { error, eventCount }: RefusedBatch): void {
    this.#stage.error(error.code)
    this.#stage.received(eventCount ?? 0)
    this.#letters.push({ ...record, reason: error.code.toLowerCase(), message: error.message })
  }

  /** Undefined when its records come again. */
  async #hostOf(record: PositionedRecord, header: BatchHeader, signal: AbortSignal): Promise<HostState | undefined> {
    const known = this.#hosts.get(record.key)
    if (known !== undefined) return known
    const first = { hostId: record.key, position: record.position, header }
    const found = (await this.#options.findHost?.(first, signal)) ?? 'new'
    if (found === 'comes_again') return undefined
    if (found === 'new') return await this.#meet(header.hostId)
    this.#hosts.set(found.hostId, found)
    return found
  }

  /** The first record of a host: what earlier runs stored of it comes first. */
  async #meet(hostIdBytes: Uint8Array): Promise<HostState> {
    const host = createHostState(hostIdBytes, this.#options)
    const { history, latenessUs } = this.#options
    if (history !== undefined) {
      const corrections = await replayHost(host, history.hostEvents(toIdText(hostIdBytes)), { latenessUs, records: this.#records })
      this.#outbox.add(corrections.map((item) => ({ item, account: null })))
    }
    this.#hosts.set(host.hostId, host)
    return host
  }

  #note(event: Event, host: HostState, { onEvent }: EnricherOptions): void {
    this.#eventCounts.set(event.kind, (this.#eventCounts.get(event.kind) ?? 0) + 1)
    onEvent?.(event, host)
  }

  #collect(host: HostState, { items, alerts, counters }: Changes): void {
    this.#stage.dropped('repeated', counters.repeated)
    this.#storedElsewhere += counters.storedElsewhere
    this.#stage.sent(counters.counted)
    this.#changed.add(host)
    for (const change of alerts) this.#options.onAlert?.(change)
    if (this.#options.onAlertsStored !== undefined) this.#alertChanges.push(...alerts)
    for (const [bound, count] of host.tally.take()) this.#stage.bounded(bound, count)
    this.#outbox.add(items)
  }
}
