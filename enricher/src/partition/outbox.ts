import {
  type BulkItem,
  type BulkOutcome,
  type Clock,
  type Document,
  type DocumentWriter,
  PipelineError,
  type RetryPolicy,
  type StageCounter,
  retry,
} from '@win11mon/pipeline'

import type { ChangeItem, ItemAccount } from '../host/changes.ts'
import { type DeadLetter, deadLetterDocument } from '../index/dead-letter-document.ts'

/** Items a bulk holds at most. */
const maxItems = 8_000

export interface OutboxOptions {
  readonly writer: DocumentWriter
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly stage: StageCounter
  /** Called for each failure that is tried again. */
  readonly onRetry?: ((error: PipelineError, delayMs: number) => void) | undefined
  /** Called for each document that the store will never take. */
  readonly onRefused?: ((letter: DeadLetter) => void) | undefined
}

/**
 * Holds documents until each has an outcome: taken, there already, superseded, or kept as a dead letter with the reason.
 * Counts move with the outcome and not before. What may be taken later is sent again, those items only; the others pass.
 */
export class Outbox {
  readonly #options: OutboxOptions
  #pending: ChangeItem[] = []
  /** Last item for each document that is replaced as a whole: an older one would undo it when it is sent again. */
  #latest = new Map<string, ChangeItem>()

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#pending.length
  }

  add(items: readonly ChangeItem[]): void {
    for (const item of items) this.#push(item)
  }

  /**
   * Resolves when nothing waits any more. Rejects when the store cannot be written to at all, when the signal is aborted or
   * the policy gives up; what waits then stays, and the next call goes on with it.
   */
  async flush(signal: AbortSignal): Promise<void> {
    const { clock, policy, onRetry, stage } = this.#options
    while (this.#pending.length > 0) {
      await retry(() => this.#writeSome(), {
        clock,
        policy,
        signal,
        onRetry: (error, delayMs) => {
          stage.error(error.code)
          onRetry?.(error, delayMs)
        },
      })
    }
  }

  #push(pending: ChangeItem): void {
    this.#pending.push(pending)
    const key = documentKeyOf(pending.item)
    if (key !== undefined) this.#latest.set(key, pending)
  }

  /** Sends one bulk. Rejects, retryably, when nothing of it got an outcome or some of it is to be sent again. */
  async #writeSome(): Promise<void> {
    this.#dropReplaced()
    const sent = this.#pending.slice(0, maxItems)
    const outcomes = await this.#options.writer.bulk(sent.map(({ item }) => item))
    const failed = sent.filter((_, index) => isToBeRetried(outcomes[index]))
    const again = withDependants(sent, failed)
    this.#pending = [...again, ...this.#pending.slice(sent.length)]
    const kept = new Set(again)
    for (const [index, pending] of sent.entries()) if (!kept.has(pending)) this.#settle(pending, outcomes[index])
    if (failed.length > 0) throw retryableError(outcomes, failed.length)
  }

  /** An item that a later one replaces need not be written. */
  #dropReplaced(): void {
    if (this.#latest.size === 0) return
    this.#pending = this.#pending.filter((pending) => {
      const key = documentKeyOf(pending.item)
      return key === undefined || this.#latest.get(key) === pending
    })
  }

  #settle(pending: ChangeItem, outcome: BulkOutcome | undefined): void {
    const key = documentKeyOf(pending.item)
    if (key !== undefined && this.#latest.get(key) === pending) this.#latest.delete(key)
    if (outcome?.status === 'failed') this.#refused(pending, outcome.reason)
    else if (pending.account !== null) this.#count(pending.account)
  }

  #count({ stream, events, outcome }: ItemAccount): void {
    stream.held -= events
    stream[outcome] += events
    if (outcome === 'indexed') this.#options.stage.sent(events)
    else this.#options.stage.dropped('dead_letter', events)
  }

  /** The store will never take it: kept as a dead letter. When not even that is taken, the loss shows in the ledger. */
  #refused({ item, account }: ChangeItem, reason: string): void {
    this.#options.stage.error('DOCUMENT_REFUSED')
    if ((item.operation === 'create' || item.operation === 'put') && item.document.family !== 'dead_letters') {
      const letter = letterOf(item.document, reason)
      this.#options.onRefused?.(letter)
      const dead = account === null ? null : { ...account, outcome: 'deadLettered' as const }
      this.#push({ item: { operation: 'create', document: deadLetterDocument(letter) }, account: dead })
      return
    }
    if (account === null) return
    account.stream.held -= account.events
    this.#options.stage.dropped('document_refused', account.events)
  }
}

function letterOf(document: Document, reason: string): DeadLetter {
  const hostId = 'host_id' in document.columns ? document.columns.host_id : null
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  return { hostId, reason: `DOCUMENT_REFUSED: ${reason}`, eventCount: document.family === 'events' ? 1 : null, bytes }
}

/** The document that an item replaces or deletes as a whole. */
function documentKeyOf(item: BulkItem): string | undefined {
  if (item.operation === 'put') return `${item.document.family} ${item.document.id}`
  return item.operation === 'delete' ? `${item.family} ${item.id}` : undefined
}

function isToBeRetried(outcome: BulkOutcome | undefined): boolean {
  return outcome === undefined || (outcome.status === 'failed' && outcome.isRetryable)
}

/** A correction of an event that is not there yet comes after it, whenever that is. */
function withDependants(sent: readonly ChangeItem[], failed: readonly ChangeItem[]): ChangeItem[] {
  if (failed.length === 0) return []
  const waiting = new Set(failed)
  const eventIds = new Set(failed.flatMap(({ item }) => (item.operation === 'create' ? [item.document.id] : [])))
  return sent.filter((pending) => waiting.has(pending) || (pending.item.operation === 'reassign' && eventIds.has(pending.item.eventId)))
}

function retryableError(outcomes: readonly BulkOutcome[], count: number): PipelineError {
  const reason = outcomes.find((outcome) => outcome.status === 'failed' && outcome.isRetryable)
  const why = reason?.status === 'failed' ? reason.reason : 'it gave no outcome'
  return new PipelineError('BACKEND_UNAVAILABLE', `The document store did not take ${count} of ${outcomes.length} documents: ${why}`, {
    isRetryable: true,
  })
}
