import { type KafkaEventLog, type LogRecord, type PipelineError, type RetryPolicy, retry, systemClock } from '@win11mon/pipeline'
import { encodeBatch, newEvent, readBatchHeader, toIdText } from '@win11mon/schemas'

export const eventsPerBatch = 10

/** A batch of a host: ten events, the numbers following those of the batch before. */
export function aBatch(host: number, number: number): LogRecord {
  const hostId = Buffer.alloc(16, host)
  const firstSequence = number * eventsPerBatch + 1
  const events = Array.from({ length: eventsPerBatch }, (_, index) => {
    const event = newEvent.thread_create()
    event.sequence = firstSequence + index
    event.timeUs = 1_700_000_000_000_000 + event.sequence
    event.processId = 1_000 + host
    return event
  })
  const origin = { hostId, hostName: `host-${host}`, bootId: Buffer.alloc(16, host + 100), agentVersion: '0.0.0' }
  const value = encodeBatch({ ...origin, firstSequence, lastSequence: firstSequence + eventsPerBatch - 1, events })
  return { key: toIdText(hostId), value }
}

/** What was sent and what came: by host and number, with the bytes. */
export class SentRecords {
  readonly #offered = new Map<string, Uint8Array>()
  readonly #acknowledged = new Set<string>()
  readonly #arrivals = new Map<string, number>()
  readonly #lastOfKey = new Map<string, number>()
  /** Records whose bytes are not those that were sent. */
  changed = 0
  /** First arrivals that came before one that was sent earlier for the same host. */
  outOfOrder = 0

  offered(records: readonly LogRecord[]): void {
    for (const { value } of records) this.#offered.set(idOf(value), value)
  }

  acknowledged(records: readonly LogRecord[]): void {
    for (const { value } of records) this.#acknowledged.add(idOf(value))
  }

  arrived({ value, key }: LogRecord): void {
    const id = idOf(value)
    const count = this.#arrivals.get(id) ?? 0
    this.#arrivals.set(id, count + 1)
    const original = this.#offered.get(id)
    if (original === undefined || !Buffer.from(original).equals(value)) this.changed += 1
    if (count > 0) return
    const sequence = readBatchHeader(value)?.firstSequence ?? 0
    if (sequence < (this.#lastOfKey.get(key) ?? 0)) this.outOfOrder += 1
    this.#lastOfKey.set(key, sequence)
  }

  get sentCount(): number {
    return this.#acknowledged.size
  }

  /** Acknowledged, and never seen. */
  get lost(): number {
    return [...this.#acknowledged].filter((id) => !this.#arrivals.has(id)).length
  }

  /** Arrivals beyond the first of each. */
  get copies(): number {
    return [...this.#arrivals.values()].reduce((sum, count) => sum + count - 1, 0)
  }
}

function idOf(value: Uint8Array): string {
  const header = readBatchHeader(value)
  return header === undefined ? Buffer.from(value).toString('hex') : `${toIdText(header.hostId)}/${header.firstSequence}`
}

/** As the publisher waits, with shorter pauses: tests have less time than a fleet. */
export const quickRetry: RetryPolicy = { firstDelayMs: 100, maxDelayMs: 2_000, giveUpAfterMs: 100_000 }

export interface Publishing {
  readonly log: KafkaEventLog
  readonly sent: SentRecords
  readonly policy?: RetryPolicy
  readonly batchSize?: number
  /** Codes of what was tried again. */
  readonly errors?: string[]
}

/** Appends as the publisher of the collector does: a few records at a time, each until it is acknowledged. */
export async function publishAll(records: readonly LogRecord[], publishing: Publishing): Promise<void> {
  const { log, sent, policy = quickRetry, batchSize = 8, errors = [] } = publishing
  const { signal } = new AbortController()
  const onRetry = (error: PipelineError): void => void errors.push(error.code)
  for (let start = 0; start < records.length; start += batchSize) {
    const batch = records.slice(start, start + batchSize)
    sent.offered(batch)
    await retry(() => log.append(batch, signal), { clock: systemClock, policy, signal, onRetry })
    sent.acknowledged(batch)
  }
}

/** Consumes from the group's position until nothing is missing, or until the time is up; says how many records came. */
export async function receiveAll(log: KafkaEventLog, sent: SentRecords, withinMs = 60_000): Promise<number> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), withinMs)
  let count = 0
  let isQuiet = false
  await log.consume(
    () => ({
      handle(records) {
        isQuiet = false
        count += records.length
        for (const record of records) sent.arrived(record)
        return Promise.resolve(records.at(-1)?.position)
      },
      idle() {
        // Copies may follow what was missing: only a log that has gone quiet is complete.
        if (sent.lost === 0 && isQuiet) stop.abort()
        isQuiet = true
        return Promise.resolve(undefined)
      },
      revoke: () => Promise.resolve(undefined),
    }),
    stop.signal,
  )
  clearTimeout(timer)
  return count
}
