import {
  type DocumentHistory,
  type PartitionHandler,
  PipelineError,
  type PositionedRecord,
  type SafePosition,
  type StageCounter,
} from '@win11mon/pipeline'
import { type Event, toIdText } from '@win11mon/schemas'

import type { AlertChange } from '../alert/alert.ts'
import { decodeRecord } from '../consume/decode-record.ts'
import type { RefusedBatch } from '../consume/check-batch.ts'
import { type IssuedThrough, advance, release } from '../host/advance.ts'
import { type Arrival, applyBatch } from '../host/apply-batch.ts'
import type { Changes } from '../host/changes.ts'
import type { HostSettings } from '../host/host-settings.ts'
import { type HostState, createHostState } from '../host/host-state.ts'
import { refuseBatch } from '../host/refuse-batch.ts'
import { restoreHost } from '../host/save-host.ts'
import { deadLetterDocument } from '../index/dead-letter-document.ts'
import { documentContinued } from '../replay/document-continued.ts'
import { replayHost } from '../replay/replay-host.ts'
import { Outbox, type OutboxOptions } from './outbox.ts'

export interface EnricherOptions extends HostSettings, OutboxOptions {
  /** The store's earlier events, when runs go on where others ended; never of a store that forgets. */
  readonly history?: DocumentHistory | undefined
  /** How far the sources are, where that is known: the ledger's documents say it. */
  readonly issuedThrough?: IssuedThrough | undefined
  readonly onEvent?: ((event: Event, host: HostState) => void) | undefined
  /** Every change of every alert, in order, before its document is written. */
  readonly onAlert?: ((change: AlertChange) => void) | undefined
}

/** Hosts that are advanced in one turn of the loop, so that no turn takes long. */
const hostsPerTurn = 64

/**
 * decode ─► admit ─► tree ─► score ─► detect ─► alert ─► documents ─► outbox, for one partition. A record is safe to commit
 * when everything that it led to has an outcome; a record that comes again changes nothing.
 */
export class PartitionEnricher implements PartitionHandler {
  readonly #options: EnricherOptions
  readonly #outbox: Outbox
  readonly #stage: StageCounter
  readonly #hosts = new Map<string, HostState>()
  /** Hosts that something waits in, the one heard of longest ago first. */
  readonly #unsettled = new Map<string, HostState>()
  /** Hosts that are others than when they were last asked for. */
  readonly #changed = new Set<HostState>()
  readonly #eventCounts = new Map<Event['kind'], number>()

  constructor(options: EnricherOptions) {
    this.#options = { ...options, onEvent: (event, host) => this.#note(event, host, options) }
    this.#outbox = new Outbox(options)
    this.#stage = options.stage
  }

  /** By host id. */
  get hosts(): ReadonlyMap<string, HostState> {
    return this.#hosts
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
    this.#hosts.set(host.hostId, host)
    this.#unsettled.set(host.hostId, host)
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

  async handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<SafePosition> {
    for (const record of records) await this.#take(record)
    await this.#outbox.flush(signal)
    return records.at(-1)?.position
  }

  /** A host that has gone quiet gets its last alerts and documents without waiting for its next event. */
  async idle(signal: AbortSignal): Promise<SafePosition> {
    const quietSinceUs = this.#options.clock.nowUs() - this.#options.latenessUs
    let turns = hostsPerTurn
    for (const [hostId, host] of this.#unsettled) {
      if (host.arrivedUs > quietSinceUs || (turns -= 1) < 0) break
      this.#unsettled.delete(hostId)
      this.#collect(host, advance(host, this.#options.issuedThrough))
    }
    await this.#outbox.flush(signal)
    return undefined
  }

  revoke(): Promise<SafePosition> {
    return Promise.resolve(undefined)
  }

  /** Lets go of everything that waits for late events: nothing more will come. */
  async release(signal: AbortSignal): Promise<void> {
    for (const host of this.#hosts.values()) {
      this.#collect(host, release(host, this.#options.issuedThrough))
      if (this.#options.history !== undefined) this.#collect(host, await documentContinued(host, this.#options.history))
      await this.#outbox.flush(signal)
    }
    this.#unsettled.clear()
    await this.#outbox.flush(signal)
  }

  async #take(record: PositionedRecord): Promise<void> {
    const decoded = decodeRecord(record)
    const arrival: Arrival = { position: record.position, arrivedUs: this.#options.clock.nowUs() }
    if ('error' in decoded) return this.#refuse(record, decoded, arrival)
    const { batch } = decoded
    const host = await this.#hostOf(record.key, batch.hostId)
    this.#stage.received(batch.events.length)
    this.#unsettled.delete(host.hostId)
    this.#unsettled.set(host.hostId, host)
    this.#collect(host, applyBatch(host, batch, arrival, this.#options))
  }

  /** Keeps a batch that cannot be taken, with its bytes and the reason, and the account of its numbers. */
  async #refuse(record: PositionedRecord, { error, eventCount, header, sequences }: RefusedBatch, arrival: Arrival): Promise<void> {
    this.#stage.error(error.code)
    this.#stage.received(eventCount ?? 0)
    const letter = { hostId: record.key, reason: `${error.code}: ${error.message}`, eventCount, bytes: record.value }
    if (header === null) {
      this.#stage.dropped('dead_letter', eventCount ?? 0)
      this.#outbox.add([{ item: { operation: 'create', document: deadLetterDocument(letter) }, account: null }])
      return
    }
    const host = await this.#hostOf(record.key, header.hostId)
    this.#stage.dropped('dead_letter', (eventCount ?? 0) - sequences.length)
    this.#collect(host, refuseBatch(host, { header, sequences, letter }, arrival))
  }

  async #hostOf(key: string, hostIdBytes: Uint8Array): Promise<HostState> {
    return this.#hosts.get(key) ?? (await this.#meet(hostIdBytes))
  }

  /** The first record of a host: what earlier runs stored of it comes first. */
  async #meet(hostIdBytes: Uint8Array): Promise<HostState> {
    const host = createHostState(hostIdBytes, this.#options)
    const { history, latenessUs } = this.#options
    if (history !== undefined) {
      const corrections = await replayHost(host, history.hostEvents(toIdText(hostIdBytes)), latenessUs)
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
    this.#stage.sent(counters.counted)
    this.#changed.add(host)
    for (const change of alerts) this.#options.onAlert?.(change)
    for (const [bound, count] of host.tally.take()) this.#stage.bounded(bound, count)
    this.#outbox.add(items)
  }
}
