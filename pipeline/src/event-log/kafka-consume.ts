import { PipelineError } from '@win11mon/schemas'
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs'

import type { Clock } from '../clock/clock.ts'
import { type RetryPolicy, retry } from '../runtime/retry.ts'
import type { AssignPartition, PositionedRecord } from './event-log.ts'
import { type ConsumerObserver, fetchedBatch } from './kafka/consumer-observer.ts'
import { PartitionWork } from './kafka-partition-work.ts'
import { describeKafkaError } from './kafka/describe-error.ts'
import type { KafkaSettings } from './kafka/settings.ts'

export interface ConsumptionOptions {
  readonly settings: KafkaSettings
  readonly createClient: () => Kafka
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly idleAfterMs: number
  readonly assign: AssignPartition
  /** Takes a registry's frame off; records come as they were appended. */
  readonly unframe?: (value: Uint8Array) => Promise<Uint8Array>
  /** Aborted when the log is closed: then the consumer ends once it has handled what is there. */
  readonly closed: AbortSignal
  readonly startsAtEnd: boolean
  readonly onRetry?: (error: PipelineError, delayMs: number) => void
  readonly onWarning: (message: string) => void
  readonly observer: ConsumerObserver
}

/** How long the broker waits for records before it says that there are none. Bounds how long stopping takes. */
const fetchWaitMs = 500
const steadyUs = 60_000_000

/** Consumes as a member of the group until the signal is aborted, the closed log is drained or a handler fails. */
export async function consumeKafka(options: ConsumptionOptions, signal: AbortSignal): Promise<void> {
  const { clock, policy, onRetry } = options
  const context = { clock, policy, signal, ...(onRetry === undefined ? {} : { onRetry }) }
  const end = { hasEnded: false }
  while (!end.hasEnded && !signal.aborted) {
    try {
      await retry(async () => {
        const startedUs = clock.nowUs()
        try {
          await new Membership(options, signal).run()
          end.hasEnded = true
        } catch (error) {
          // After a good while in the group this is a new trouble, to be waited for from the start.
          if (!(error instanceof PipelineError) || !error.isRetryable || clock.nowUs() - startedUs < steadyUs) throw error
          onRetry?.(error, 0)
        }
      }, context)
    } catch (error) {
      if (signal.aborted && error instanceof PipelineError && error.isRetryable) return
      throw error
    }
  }
}

/**
 * One stay in the group. kafkajs takes all partitions away at each rebalance and starts again at what is committed, so the
 * handlers are revoked at each, too: one that stayed would see records again that it has handled.
 */
class Membership {
  readonly #options: ConsumptionOptions
  readonly #signal: AbortSignal
  readonly #consumer: Consumer
  readonly #admin: Admin
  readonly #work = new Map<number, PartitionWork>()
  #isStopping = false
  /** Counts the times that the group has shared out its partitions. */
  #generation = 0
  /** Offsets at which a closed log ends, by partition, once it is closed. */
  #endOffsets: ReadonlyMap<number, number> | undefined
  #finish: (error?: Error) => void = () => undefined

  constructor(options: ConsumptionOptions, signal: AbortSignal) {
    this.#options = options
    this.#signal = signal
    const { settings } = options
    const client = options.createClient()
    this.#admin = client.admin()
    this.#consumer = client.consumer({
      groupId: settings.group,
      sessionTimeout: settings.session_timeout_ms,
      heartbeatInterval: Math.round(settings.session_timeout_ms / 10),
      maxBytesPerPartition: settings.fetch_bytes,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      // A crash comes back to us, so that there is one way to try again.
      retry: { restartOnFailure: () => Promise.resolve(false) },
    })
  }

  /** Resolves when there is nothing more to do. Rejects with the handler's error, or with one that says why the stay ended. */
  async run(): Promise<void> {
    const what = `Kafka: consuming ${this.#options.settings.topic} as ${this.#options.settings.group}`
    const finished = new Promise<Error | undefined>((resolve) => (this.#finish = resolve))
    const onAbort = (): void => this.#finish()
    const onClosed = (): void => void this.#learnEnd()
    this.#signal.addEventListener('abort', onAbort)
    this.#options.closed.addEventListener('abort', onClosed)
    try {
      await this.#join()
      if (this.#signal.aborted) this.#finish()
      if (this.#options.closed.aborted) await this.#learnEnd()
      const error = await finished
      if (error !== undefined) throw error
    } catch (error) {
      throw error instanceof HandlerFailure ? error.cause : describeKafkaError(error, what)
    } finally {
      this.#signal.removeEventListener('abort', onAbort)
      this.#options.closed.removeEventListener('abort', onClosed)
      await this.#leave()
    }
  }

  async #join(): Promise<void> {
    const { settings } = this.#options
    this.#consumer.on('consumer.crash', ({ payload }) => this.#finish(payload.error))
    this.#consumer.on('consumer.heartbeat', () => this.#options.observer.heard?.())
    this.#consumer.on('consumer.rebalancing', () => this.#revokeAll())
    this.#consumer.on('consumer.group_join', ({ payload }) => this.#assign(payload.memberAssignment[settings.topic] ?? []))
    await this.#consumer.connect()
    await this.#consumer.subscribe({ topic: settings.topic, fromBeginning: !this.#options.startsAtEnd })
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: maxConcurrentPartitions,
      eachBatch: (payload) => this.#handle(payload),
    })
  }

  #assign(partitions: readonly number[]): void {
    this.#revokeAll()
    this.#generation += 1
    const generation = this.#generation
    this.#options.observer.joined?.(partitions)
    for (const partition of partitions) {
      const { assign, clock, idleAfterMs } = this.#options
      const work = new PartitionWork({
        handler: assign(partition, { rewind: (milliseconds) => this.#rewind(partition, milliseconds) }),
        clock,
        idleAfterMs,
        // Once the group has moved on, the partition may be somebody else's, who is further on.
        commit: (position) => (generation === this.#generation ? this.#commit(partition, position) : Promise.resolve()),
        onFailure: (error) => this.#finish(new HandlerFailure(error)),
      })
      this.#work.set(partition, work)
    }
    if (this.#options.closed.aborted) void this.#learnEnd()
  }

  /** The group moves on without us, so what a handler still says is safe is committed only if that is in time. */
  #revokeAll(): void {
    const revoked = [...this.#work.values()]
    this.#work.clear()
    for (const work of revoked) void work.revoke()
  }

  async #handle({ batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const work = this.#work.get(batch.partition)
    if (work === undefined || this.#isStopping || !isRunning() || isStale()) return
    this.#options.observer.fetched?.(fetchedBatch(batch))
    this.#noteHole(work, batch.partition, Number(batch.firstOffset() ?? batch.lastOffset()))
    const beat = setInterval(() => void heartbeat().catch(() => undefined), this.#options.settings.session_timeout_ms / 5)
    try {
      work.present = { offset: Number(batch.firstOffset() ?? 0), appendedMs: Number(batch.messages[0]?.timestamp ?? 0) }
      const records = await Promise.all(batch.messages.map((message) => this.#toRecord(message)))
      if (!(await work.handle(records, this.#signal))) return
    } finally {
      clearInterval(beat)
    }
    if (work.rewoundTo !== undefined) return this.#goBack(work, batch.partition)
    work.nextOffset = Number(batch.lastOffset()) + 1
    resolveOffset(batch.lastOffset())
    this.#checkDrained()
    await heartbeat()
  }

  async #rewind(partition: number, milliseconds: number): Promise<boolean> {
    const work = this.#work.get(partition)
    if (work?.present === undefined) return false
    const { topic } = this.#options.settings
    try {
      await this.#admin.connect()
      const offsets = await this.#admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, work.present.appendedMs - milliseconds))
      const offset = Number(offsets.find((found) => found.partition === partition)?.offset ?? Infinity)
      if (offset >= work.present.offset) return false
      work.rewoundTo = offset
      return true
    } catch (error) {
      throw describeKafkaError(error, `Kafka: asking for older records of partition ${partition} of ${topic}`)
    }
  }

  #goBack(work: PartitionWork, partition: number): void {
    this.#consumer.seek({ topic: this.#options.settings.topic, partition, offset: String(work.rewoundTo) })
    work.rewoundTo = undefined
    work.nextOffset = undefined
  }

  /** Records that retention removed before they were read: the streams' numbers will show them as gaps. */
  #noteHole(work: PartitionWork, partition: number, firstOffset: number): void {
    const { settings, onWarning } = this.#options
    if (work.nextOffset === undefined || firstOffset <= work.nextOffset) return
    onWarning(
      `Kafka: partition ${partition} of ${settings.topic} goes on at offset ${firstOffset} instead of ${work.nextOffset}: what lay between was removed before it was read. Keep events longer, or add enrichers.`,
    )
  }

  async #toRecord({ key, value, offset }: KafkaMessage): Promise<PositionedRecord> {
    // A record of another producer may have no value; it is no batch, and whoever decodes it says so.
    const framed = value ?? new Uint8Array()
    const { unframe, settings } = this.#options
    return {
      key: key?.toString() ?? '',
      value: unframe === undefined ? framed : await unframe(framed),
      position: settings.position_base + Number(offset),
    }
  }

  async #commit(partition: number, position: number): Promise<void> {
    const { settings } = this.#options
    const offset = String(position - settings.position_base + 1)
    try {
      await this.#consumer.commitOffsets([{ topic: settings.topic, partition, offset }])
    } catch (error) {
      // Whoever has the partition now gets the records again; a crash of the client comes by its own way.
      this.#options.onWarning(describeKafkaError(error, `Kafka: committing offset ${offset} of partition ${partition}`).message)
    }
  }

  /** Before the group has shared out its partitions nothing is drained: it is asked again then. */
  async #learnEnd(): Promise<void> {
    if (this.#generation === 0) return
    try {
      await this.#admin.connect()
      const offsets = await this.#admin.fetchTopicOffsets(this.#options.settings.topic)
      this.#endOffsets = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]))
      await this.#adoptCommitted()
      this.#checkDrained()
    } catch (error) {
      this.#finish(describeKafkaError(error, `Kafka: asking for the end of ${this.#options.settings.topic}`))
    }
  }

  /** A partition that gave nothing in this stay is where the group left it, or where one that never was there starts. */
  async #adoptCommitted(): Promise<void> {
    const { settings, startsAtEnd } = this.#options
    const { group: groupId, topic } = settings
    const [committed] = await this.#admin.fetchOffsets({ groupId, topics: [topic] })
    for (const { partition, offset } of committed?.partitions ?? []) {
      const start = startsAtEnd ? (this.#endOffsets?.get(partition) ?? 0) : 0
      const work = this.#work.get(partition)
      if (work !== undefined) work.nextOffset ??= Number(offset) < 0 ? start : Number(offset)
    }
  }

  #checkDrained(): void {
    const ends = this.#endOffsets
    if (ends === undefined) return
    if ([...this.#work].every(([partition, { nextOffset }]) => (nextOffset ?? 0) >= (ends.get(partition) ?? 0))) this.#finish()
  }

  async #leave(): Promise<void> {
    this.#isStopping = true
    const left = [...this.#work.values()]
    this.#work.clear()
    await Promise.all(left.map((work) => work.revoke()))
    await Promise.allSettled([this.#consumer.disconnect(), this.#admin.disconnect()])
  }
}

/** Each partition is worked on by itself; what they do meanwhile is wait for a store. */
const maxConcurrentPartitions = 32

/** Keeps an error of a handler apart from those of the client: it ends `consume`. */
class HandlerFailure extends Error {
  constructor(cause: unknown) {
    super('A handler failed.', { cause })
  }
}
