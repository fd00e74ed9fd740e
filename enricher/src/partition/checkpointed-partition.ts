import type { PartitionControl, PartitionHandler, PositionedRecord, SafePosition, StateStore } from '@win11mon/pipeline'

import type { HostState } from '../host/host-state.ts'
import type { CheckpointStep } from './checkpoint.ts'
import { HostKeeper } from './host-keeper.ts'
import type { EnricherOptions, FirstRecord, FoundHost } from './enricher-options.ts'
import { PartitionEnricher } from './partition-enricher.ts'
import { OwedHosts } from './owed-hosts.ts'
import { Rebuild } from './rebuild.ts'

export interface CheckpointOptions {
  /** At most so long after a record was taken its host is kept and its position committed. Milliseconds. */
  readonly checkpointMs: number
  /** How long a host that nothing comes of stays in memory. Milliseconds. */
  readonly quietMs: number
  /** How far back in the log a lost host is made again from. Milliseconds. */
  readonly rebuildMs: number
  /** How long after its newest event the state of a host is forgotten. Milliseconds. */
  readonly forgetAfterMs: number
  /** Told after each step of a checkpoint. */
  readonly onStep?: ((step: CheckpointStep) => void) | undefined
}

export interface CheckpointedPartitionOptions extends Omit<EnricherOptions, 'findHost' | 'history'>, CheckpointOptions {
  readonly states: StateStore
  /** Name of the partition in the state store. */
  readonly partition: string
  readonly control: PartitionControl
}

/** After a pause hosts look quiet whose events are still in the log: for so long only a log that has nothing more is believed. */
const catchUpMs = 60_000
const pauseMs = 1_000

/** How often hosts are looked for that have been gone for long. */
const forgetEveryMs = 3_600_000

/** How often the ledger of a host is written that goes on and on. */
const accountMs = 30_000

/**
 * One partition of a log that several share. A checkpoint is: documents taken, then the states of the hosts that changed
 * written, then the position committed. Whoever goes on from it, here or elsewhere, finds each host at its own position and
 * drops what that host has taken already, so a kill at any moment changes no document.
 */
export class CheckpointedPartition implements PartitionHandler {
  readonly #options: CheckpointedPartitionOptions
  readonly #enricher: PartitionEnricher
  readonly #keeper: HostKeeper
  readonly #rebuild: Rebuild
  readonly #owed: OwedHosts
  /** Hosts whose newest state is not kept yet. */
  readonly #unsaved = new Set<HostState>()
  /** Hosts whose ledger has changed since it was written last. */
  readonly #unaccounted = new Set<HostState>()
  #accountedMs: number
  #forgotMs = -Infinity
  /** Position of the newest record that has been taken. */
  #taken: SafePosition
  #checkpointedMs: number
  #calledMs: number
  #catchingUpUntilMs: number
  /** After an error memory is ahead of the documents: then nothing of it is kept. */
  #hasFailed = false

  constructor(options: CheckpointedPartitionOptions) {
    this.#options = options
    this.#keeper = new HostKeeper({ ...options, store: options.states, onLost: () => this.#lost() })
    this.#rebuild = new Rebuild(options)
    this.#enricher = new PartitionEnricher({
      ...options,
      findHost: (first, signal) => this.#find(first, signal),
      onTaken: () => options.onStep?.('records_taken'),
      beforeBatch: (host, header, position) => this.#rebuild.adopt(host, header, position),
    })
    this.#owed = new OwedHosts()
    const nowMs = options.clock.elapsedMs()
    this.#checkpointedMs = nowMs
    this.#calledMs = nowMs
    this.#accountedMs = nowMs
    this.#catchingUpUntilMs = nowMs + catchUpMs
  }

  /** Hosts in memory. */
  get hostCount(): number {
    return this.#enricher.hosts.size
  }

  async handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<SafePosition> {
    return await this.#guarded(async () => {
      this.#noteCall()
      await this.#own(signal)
      const taken = await this.#enricher.handle(records, signal)
      this.#taken = taken ?? this.#taken
      this.#noteCall()
      if (!this.#isDue()) return undefined
      if (this.#options.clock.elapsedMs() >= this.#catchingUpUntilMs) await this.#settleQuiet(signal)
      return await this.#checkpoint(signal)
    })
  }

  async idle(signal: AbortSignal): Promise<SafePosition> {
    return await this.#guarded(async () => {
      this.#noteCall()
      await this.#own(signal)
      this.#catchingUpUntilMs = 0
      await this.#settleQuiet(signal)
      return this.#isDue() ? await this.#checkpoint(signal) : undefined
    })
  }

  /** The last chance to write and to keep what was taken: whoever comes next may come late, and has less to do again. */
  async revoke(): Promise<SafePosition> {
    if (this.#hasFailed) return undefined
    const hasEnded = new AbortController()
    hasEnded.abort()
    try {
      // The group may have moved on long ago.
      await this.#keeper.confirm(hasEnded.signal)
      if (!this.#rebuild.isUnderWay(this.#taken)) this.#enricher.documentPending()
      this.#accountedMs = -Infinity
      return await this.#checkpoint(hasEnded.signal)
    } catch {
      // The partition is another's, or a store is away: the records come again to whoever has it next.
      return undefined
    }
  }

  async #guarded(work: () => Promise<SafePosition>): Promise<SafePosition> {
    try {
      return await work()
    } catch (error) {
      this.#hasFailed = true
      throw error
    }
  }

  async #own(signal: AbortSignal): Promise<void> {
    const { isKnown } = await this.#keeper.own(signal)
    // Before documents are written: after a pause the partition may be another's, who is further on.
    await this.#keeper.confirm(signal)
    if (this.#owed.isKnown) return
    const list = await this.#keeper.readList(signal)
    // An owner who did not come to a checkpoint leaves its epoch and nothing else: what was lost before it still is.
    this.#rebuild.begin(!isKnown || list === undefined)
    this.#owed.read(list)
  }

  /** The first record of a host that is not in memory: it is in the store, new, or lost. */
  async #find(first: FirstRecord, signal: AbortSignal): Promise<FoundHost> {
    const kept = await this.#keeper.find(first.hostId, signal)
    return typeof kept === 'object' ? kept : await this.#rebuild.judge(first, kept)
  }

  /** What is in memory is all that is left, and is kept again as a whole. */
  #lost(): void {
    this.#rebuild.begin(true)
    for (const host of this.#enricher.hosts.values()) this.#unsaved.add(host)
  }

  async #settleQuiet(signal: AbortSignal): Promise<void> {
    for (const hostId of this.#owed.next(this.#enricher.hosts)) {
      const kept = await this.#keeper.find(hostId, signal)
      if (typeof kept === 'object') this.#enricher.adopt(kept)
    }
    for (const host of this.#rebuild.finished(this.#enricher.hosts.values(), this.#taken)) this.#enricher.documentAnew(host)
    await this.#enricher.idle(signal)
  }

  #isDue(): boolean {
    return this.#options.clock.elapsedMs() - this.#checkpointedMs >= this.#options.checkpointMs
  }

  /** Nothing is kept of a partition that is being made again: it would pass for whole. */
  async #checkpoint(signal: AbortSignal): Promise<SafePosition> {
    const { onStep, clock } = this.#options
    if (this.#taken === undefined && this.#enricher.hosts.size === 0) return undefined
    if (this.#rebuild.isUnderWay(this.#taken)) return undefined
    await this.#enricher.flush(signal)
    onStep?.('documents_taken')
    for (const host of this.#enricher.takeChanged()) {
      this.#unsaved.add(host)
      this.#unaccounted.add(host)
    }
    await this.#account(signal)
    if (this.#unsaved.size > 0) await this.#save(signal)
    onStep?.('states_written')
    await this.#forgetGone(signal)
    this.#forgetQuiet()
    this.#checkpointedMs = clock.elapsedMs()
    return this.#taken
  }

  /** A host that is never quiet has a ledger all the same. */
  async #account(signal: AbortSignal): Promise<void> {
    const nowMs = this.#options.clock.elapsedMs()
    if (nowMs - this.#accountedMs < accountMs) return
    this.#accountedMs = nowMs
    this.#enricher.account(this.#unaccounted)
    this.#unaccounted.clear()
    await this.#enricher.flush(signal)
  }

  /** When the store loses what it had meanwhile, there is more to keep than before. */
  async #save(signal: AbortSignal): Promise<void> {
    while (!(await this.#keeper.save(this.#unsaved, this.#owed.list(this.#enricher.unsettled()), signal)));
    this.#unsaved.clear()
  }

  /** What nobody hears of any more leaves the state store, too. */
  async #forgetGone(signal: AbortSignal): Promise<void> {
    const { clock, forgetAfterMs, rebuildMs, stage } = this.#options
    if (signal.aborted || clock.elapsedMs() - this.#forgotMs < forgetEveryMs) return
    const beforeUs = clock.nowUs() - Math.max(forgetAfterMs, rebuildMs) * 1_000
    const isNeeded = (hostId: string): boolean => this.#enricher.hosts.has(hostId) || this.#owed.has(hostId)
    const { count, isDone } = await this.#keeper.forget(beforeUs, isNeeded, signal)
    if (count > 0) stage.bounded('forgotten_hosts', count)
    if (isDone) this.#forgotMs = clock.elapsedMs()
  }

  #forgetQuiet(): void {
    const { clock, quietMs } = this.#options
    const quietSinceUs = clock.nowUs() - quietMs * 1_000
    const unsettled = new Set(this.#enricher.unsettled())
    for (const { hostId, arrivedUs } of this.#enricher.hosts.values()) {
      if (arrivedUs < quietSinceUs && !unsettled.has(hostId)) this.#enricher.forget(hostId)
    }
  }

  /** A call that took long, or came late, leaves a backlog behind. */
  #noteCall(): void {
    const nowMs = this.#options.clock.elapsedMs()
    if (nowMs - this.#calledMs > pauseMs) this.#catchingUpUntilMs = nowMs + catchUpMs
    this.#calledMs = nowMs
  }
}
