import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import type { PartitionHandler, PositionedRecord, SafePosition } from './event-log.ts'

export interface PartitionWorkOptions {
  readonly handler: PartitionHandler
  readonly clock: Clock
  readonly idleAfterMs: number
  /** Makes a position the one where the next consumer starts after. Does not reject. */
  readonly commit: (position: number) => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/** One assigned partition: makes one call of its handler at a time, tells it when nothing comes, commits what it calls safe. */
export class PartitionWork {
  readonly #options: PartitionWorkOptions
  /** Nothing is worth waiting for any more. */
  readonly #leaving = new AbortController()
  readonly #revoked = new AbortController()
  #calls: Promise<unknown> = Promise.resolve()
  #committed = -1
  #cancelIdle: () => void = () => undefined
  /** The offset that comes next; undefined before the first record. */
  nextOffset: number | undefined
  /** The first record of the present call of the handler. */
  present: { readonly offset: number; readonly appendedMs: number } | undefined
  /** Where the handler wants to go on from; undefined when it goes on where it is. */
  rewoundTo: number | undefined

  constructor(options: PartitionWorkOptions) {
    this.#options = options
    this.#awaitIdle()
  }

  /** True when the handler has dealt with the records; false when it failed or the partition was taken away before its turn. */
  async handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<boolean> {
    this.#cancelIdle()
    const leaving = AbortSignal.any([signal, this.#leaving.signal])
    const isHandled = await this.#call((handler) => handler.handle(records, leaving))
    this.#awaitIdle()
    return isHandled
  }

  /** Resolves when the handler's last call is done and what it said is committed. */
  async revoke(): Promise<void> {
    if (this.#revoked.signal.aborted) return
    this.#cancelIdle()
    // A handler that waits for a store would keep a partition that is somebody else's.
    this.#leaving.abort()
    const last = this.#call((handler) => handler.revoke())
    this.#revoked.abort()
    await last
  }

  #awaitIdle(): void {
    if (this.#revoked.signal.aborted) return
    this.#cancelIdle = this.#options.clock.after(this.#options.idleAfterMs, () => {
      void this.#call((handler) => handler.idle(this.#leaving.signal)).then(() => this.#awaitIdle())
    })
  }

  /** In turn; a call that is asked for after the revocation is not made. */
  #call(call: (handler: PartitionHandler) => Promise<SafePosition>): Promise<boolean> {
    if (this.#revoked.signal.aborted) return Promise.resolve(false)
    const made = this.#calls.then(async () => {
      try {
        await this.#commit(await call(this.#options.handler))
        return true
      } catch (error) {
        // What it gave up because it was told to comes again to whoever has the partition next.
        if (!this.#leaving.signal.aborted || !isTemporary(error)) this.#options.onFailure(error)
        return false
      }
    })
    this.#calls = made
    return made
  }

  async #commit(position: SafePosition): Promise<void> {
    if (position === undefined || position <= this.#committed) return
    this.#committed = position
    await this.#options.commit(position)
  }
}

function isTemporary(error: unknown): boolean {
  return error instanceof PipelineError && error.isRetryable
}
