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
  readonly #revoked = new AbortController()
  #calls: Promise<unknown> = Promise.resolve()
  #committed = -1
  #cancelIdle: () => void = () => undefined
  /** The offset that comes next; undefined before the first record. */
  nextOffset: number | undefined

  constructor(options: PartitionWorkOptions) {
    this.#options = options
    this.#awaitIdle()
  }

  /** True when the handler has dealt with the records; false when it failed or the partition was taken away before its turn. */
  async handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<boolean> {
    this.#cancelIdle()
    const isHandled = await this.#call((handler) => handler.handle(records, signal))
    this.#awaitIdle()
    return isHandled
  }

  /** Resolves when the handler's last call is done and what it said is committed. */
  async revoke(): Promise<void> {
    if (this.#revoked.signal.aborted) return
    this.#cancelIdle()
    const last = this.#call((handler) => handler.revoke())
    this.#revoked.abort()
    await last
  }

  #awaitIdle(): void {
    if (this.#revoked.signal.aborted) return
    this.#cancelIdle = this.#options.clock.after(this.#options.idleAfterMs, () => {
      void this.#call((handler) => handler.idle(this.#revoked.signal)).then(() => this.#awaitIdle())
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
        this.#options.onFailure(error)
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
