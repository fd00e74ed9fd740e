import { PipelineError } from '@win11mon/schemas'

import type { StageCounter } from '../telemetry/telemetry.ts'
import type { LogRecord } from './event-log.ts'
import { buryLetter } from './kafka-bury.ts'
import { deadLetter, eventCountOf } from './kafka/dead-letter.ts'
import { refusalOf } from './kafka/describe-error.ts'
import { partitionOf } from './kafka/partition.ts'
import type { OutgoingRecord, PartitionProducer } from './kafka/producer.ts'
import type { KafkaSettings } from './kafka/settings.ts'
import { batchPerEvent, splitBatch } from './kafka/split-batch.ts'

export interface KafkaAppenderOptions {
  readonly settings: KafkaSettings
  readonly producer: PartitionProducer
  /** Counts events. */
  readonly stage: StageCounter
  /** Puts the frame on that the settings ask for. */
  readonly frame: (value: Uint8Array) => Uint8Array
  readonly onWarning: (message: string) => void
}

/** Records of one request, all of one partition. */
interface Shipment {
  readonly partition: number
  readonly records: readonly LogRecord[]
}

/**
 * The writing side of the log. Partition after partition, request after request: none is sent before the one before it is
 * acknowledged, so records of one key keep their order. A batch that failed and comes again goes on where it failed.
 */
export class KafkaAppender {
  readonly #options: KafkaAppenderOptions
  /** Values of the batch that is under way or has failed. */
  #batch: ReadonlySet<Uint8Array> = new Set()
  /** What is acknowledged of it, parts of split records among it. */
  #done = new Set<Uint8Array>()
  /** Parts of records that were too large, the same ones when the record comes again. */
  readonly #parts = new WeakMap<Uint8Array, readonly LogRecord[]>()

  constructor(options: KafkaAppenderOptions) {
    this.#options = options
  }

  async append(batch: readonly LogRecord[], signal: AbortSignal): Promise<void> {
    this.#take(batch)
    const { producer } = this.#options
    const interrupt = (): void => producer.interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    try {
      for (const shipment of await this.#shipments(batch)) {
        if (signal.aborted) throw stopped()
        await this.#ship(shipment)
      }
    } finally {
      signal.removeEventListener('abort', interrupt)
    }
    this.#batch = new Set()
    this.#done = new Set()
  }

  #take(batch: readonly LogRecord[]): void {
    const fresh = batch.filter(({ value }) => !this.#batch.has(value))
    if (fresh.length === batch.length) this.#done = new Set()
    for (const { value } of fresh) this.#options.stage.received(eventCountOf(value))
    this.#batch = new Set(batch.map(({ value }) => value))
  }

  /** Cuts what is left of a batch into requests: by partition, and by size. */
  async #shipments(batch: readonly LogRecord[]): Promise<Shipment[]> {
    const left = batch.filter(({ value }) => !this.#done.has(value))
    if (left.length === 0) return []
    const { producer, settings } = this.#options
    const count = await producer.partitionCount(settings.topic)
    const byPartition = groupBy(left, ({ key }) => partitionOf(key, count))
    return [...byPartition].flatMap(([partition, own]) =>
      cutBySize(own, settings.max_request_bytes).map((records) => ({ partition, records })),
    )
  }

  /** What the broker refuses is halved until it fits or is one event, which becomes a dead letter. */
  async #ship({ partition, records }: Shipment): Promise<void> {
    const left = records.filter(({ value }) => !this.#done.has(value))
    if (left.length === 0) return
    const refusal = await this.#send({ partition, records: left })
    if (refusal === undefined) return this.#acknowledge(left)
    const parts = this.#partsOf(left, refusal.kind)
    if (parts === undefined) return await this.#bury(left, { ...refusal, partition })
    for (const part of parts) await this.#ship({ partition, records: part })
    for (const { value } of left) this.#done.add(value)
  }

  /** Smaller shipments of the same records; undefined when there are none. */
  #partsOf(records: readonly LogRecord[], kind: 'too_large' | 'refused'): readonly (readonly LogRecord[])[] | undefined {
    if (records.length > 1) return [records.slice(0, records.length >> 1), records.slice(records.length >> 1)]
    const [record] = records
    if (record === undefined || kind === 'refused') return undefined
    const parts = this.#parts.get(record.value) ?? splitBatch(record.value)?.map((value) => ({ ...record, value }))
    if (parts !== undefined) this.#parts.set(record.value, parts)
    return parts?.map((part) => [part])
  }

  async #send({ partition, records }: Shipment): Promise<ReturnType<typeof refusalOf>> {
    const { producer, settings } = this.#options
    try {
      await producer.send(
        settings.topic,
        partition,
        records.flatMap((record) => this.#framed(record)),
      )
      return undefined
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === undefined) throw error
      return refusal
    }
  }

  #framed({ key, value }: LogRecord): OutgoingRecord[] {
    const { frame, settings } = this.#options
    const values = settings.framing === 'event' ? batchPerEvent(value) : [value]
    return values.map((part) => ({ key, value: frame(part) }))
  }

  #acknowledge(records: readonly LogRecord[]): void {
    for (const { value } of records) {
      this.#done.add(value)
      this.#options.stage.sent(eventCountOf(value))
    }
  }

  /** Puts one refused record into the dead-letter topic and counts its events as dropped. */
  async #bury([record]: readonly LogRecord[], refusal: { readonly reason: string; readonly partition: number }): Promise<void> {
    if (record === undefined) return
    const { producer, settings, stage, onWarning } = this.#options
    const { dead_letter_topic: topic } = settings
    const reason = refusal.reason.toLowerCase()
    const message = `${settings.topic} refused a record of ${record.value.length} bytes: ${refusal.reason}.`
    const letter = deadLetter(record.key, record.value, { reason, message, topic: settings.topic, partition: refusal.partition })
    await buryLetter(letter, { producer, settings })
    this.#done.add(record.value)
    stage.dropped(`dead_letter_${reason}`, eventCountOf(record.value))
    onWarning(`${message} It lies in ${topic} now, with that reason.`)
  }
}

function cutBySize(records: readonly LogRecord[], maxBytes: number): LogRecord[][] {
  const parts: LogRecord[][] = []
  let bytes = Infinity
  for (const record of records) {
    if (bytes + record.value.length > maxBytes) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push(record)
    bytes += record.value.length
  }
  return parts
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

function stopped(): PipelineError {
  return new PipelineError('BACKEND_UNAVAILABLE', 'Kafka: stopped before the batch was acknowledged; it stays in the spool.', {
    isRetryable: true,
  })
}
