import { type Clock, type Ownership, PipelineError, type RetryPolicy, type StageCounter, type StateStore, retry } from '@win11mon/pipeline'

import type { HostSettings } from '../host/host-settings.ts'
import type { HostState } from '../host/host-state.ts'
import { decodeState, encodeState, forgottenState, isForgotten } from './state-blob.ts'

export interface HostKeeperOptions extends Pick<HostSettings, 'exceptions'> {
  readonly store: StateStore
  /** Name of the partition in the store: nobody else's, whatever shares the store. */
  readonly partition: string
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly stage: StageCounter
  /** Called when the store has lost every state of the partition, which is ours again. */
  readonly onLost: () => void
  readonly onRetry?: ((error: PipelineError, delayMs: number) => void) | undefined
}

/** What the store has of a host: its state, nothing, something that cannot be used, or that there was one long ago. */
export type KeptHost = HostState | 'none' | 'damaged' | 'forgotten'

/** Hosts that are forgotten in one go. */
const forgottenPerTurn = 256

/** States that are encoded in one turn of the loop: the group must hear of us meanwhile. */
const statesPerTurn = 32

/** Long enough for a pause that a group does not forgive to be noticed. */
const confirmAfterMs = 1_000

/** The state that is a list of hosts; no host id has such a character. */
const listId = '#owed'

/** Keeps the hosts of one partition in a state store, as its owner. */
export class HostKeeper {
  readonly #options: HostKeeperOptions
  #ownership: Ownership | undefined
  /** When the store last said that the partition is ours. */
  #answeredMs = 0

  constructor(options: HostKeeperOptions) {
    this.#options = options
  }

  /** Resolves once the partition is ours in the store. */
  async own(signal: AbortSignal): Promise<Ownership> {
    this.#ownership ??= await this.#patiently((store) => store.acquire(this.#options.partition), signal)
    return this.#ownership
  }

  /** Rejects with STATE_FENCED when the partition is somebody else's by now. Asks only after a while without an answer. */
  async confirm(signal: AbortSignal): Promise<void> {
    if (this.#options.clock.elapsedMs() - this.#answeredMs >= confirmAfterMs) await this.#get(listId, signal)
  }

  async find(hostId: string, signal: AbortSignal): Promise<KeptHost> {
    const bytes = await this.#get(hostId, signal)
    if (bytes === undefined) return 'none'
    if (isForgotten(bytes)) return 'forgotten'
    const host = decodeState(bytes, this.#options)
    if (!(host instanceof PipelineError)) return host
    this.#options.stage.error(host.code)
    return 'damaged'
  }

  async readList(signal: AbortSignal): Promise<Uint8Array | undefined> {
    return await this.#get(listId, signal)
  }

  /**
   * Resolves when the store has all of them, and after them the list. False when it has lost the others meanwhile. Rejects with
   * STATE_FENCED when the partition is somebody else's by now.
   */
  async save(hosts: Iterable<HostState>, list: Uint8Array, signal: AbortSignal): Promise<boolean> {
    const all = [...hosts]
    for (let first = 0; first < all.length; first += statesPerTurn) {
      const states = new Map(all.slice(first, first + statesPerTurn).map((host) => [host.hostId, encodeState(host)]))
      if (!(await this.#put(states, signal))) return false
      await new Promise((resolve) => setImmediate(resolve))
    }
    return await this.#put(new Map([[listId, list]]), signal)
  }

  /**
   * Forgets hosts whose state was put last before a time: first what it says, and when that was long ago that there was one.
   * Resolves with how many were, and whether there may be more.
   */
  async forget(beforeUs: number, isNeeded: (hostId: string) => boolean, signal: AbortSignal): Promise<{ count: number; isDone: boolean }> {
    const ownership = await this.own(signal)
    const stale = await this.#patiently((store) => store.stale(ownership, beforeUs, forgottenPerTurn), signal)
    if (stale === 'lost') return { count: 0, isDone: true }
    const left = new Map<string, Uint8Array | null>()
    for (const hostId of stale) {
      if (hostId === listId || isNeeded(hostId)) continue
      const bytes = await this.#get(hostId, signal)
      if (bytes !== undefined) left.set(hostId, isForgotten(bytes) ? null : forgottenState)
    }
    if (left.size > 0) await this.#put(left, signal)
    const count = [...left.values()].filter((bytes) => bytes !== null).length
    return { count, isDone: stale.length < forgottenPerTurn || left.size === 0 }
  }

  async #put(states: ReadonlyMap<string, Uint8Array | null>, signal: AbortSignal): Promise<boolean> {
    const ownership = await this.own(signal)
    const answer = await this.#patiently((store) => store.put(ownership, states), signal)
    if (answer !== 'lost') return true
    await this.#ownAgain(signal)
    return false
  }

  async #get(id: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const ownership = await this.own(signal)
    const answer = await this.#patiently((store) => store.get(ownership, id), signal)
    if (answer !== 'lost') return answer
    await this.#ownAgain(signal)
    return undefined
  }

  async #ownAgain(signal: AbortSignal): Promise<void> {
    this.#ownership = undefined
    const { epoch, isKnown, partition } = await this.own(signal)
    // Somebody else was first. Both may try again; the group decides.
    if (isKnown)
      throw new PipelineError('STATE_FENCED', `The states of ${partition} were acquired by another before epoch ${epoch}.`, {
        isRetryable: true,
      })
    this.#options.onLost()
  }

  /** Whoever is fenced off does not try again here: the states are another's. */
  async #patiently<Result>(work: (store: StateStore) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const { clock, policy, stage, store, onRetry } = this.#options
    const outcome = await retry(() => work(store).then((value) => ({ value }), unlessFenced), {
      clock,
      policy,
      signal,
      onRetry: (error, delayMs) => {
        stage.error(error.code)
        onRetry?.(error, delayMs)
      },
    })
    if ('fenced' in outcome) throw outcome.fenced
    this.#answeredMs = clock.elapsedMs()
    return outcome.value
  }
}

function unlessFenced(error: unknown): { readonly fenced: PipelineError } {
  if (error instanceof PipelineError && error.code === 'STATE_FENCED') return { fenced: error }
  throw error
}
