import type { Socket } from 'node:net'

import { PipelineError } from '@win11mon/schemas'
import type { CompressionTypes, IHeaders, Kafka, KafkaConfig, Message, Producer, RecordMetadata } from 'kafkajs'

import { type TlsOptions, clientOptions } from './client-options.ts'
import { describeKafkaError, isClockRefused, isTimeout, refusalOf } from './describe-error.ts'
import type { KafkaSettings } from './settings.ts'

/** A record on its way to one partition. */
export interface OutgoingRecord {
  readonly key: string
  readonly value: Uint8Array
  readonly headers?: IHeaders
}

export interface ProducerOptions {
  readonly settings: KafkaSettings
  readonly tls: TlsOptions | undefined
  /** Makes a client of the library, which is loaded by whoever has the right to name it. */
  readonly createClient: (config: KafkaConfig) => Kafka
  /** The client's number for the compression of the settings. */
  readonly compression: CompressionTypes
  /** A sentence for whoever runs this. */
  readonly onWarning?: (message: string) => void
}

/** Kafka's word for a record that says nothing of its time: the broker goes by when it came. */
const noTimestamp = '-1'

const clockAdvice =
  'Its records go without one now, and nothing is lost. Set the clock; topics that `win11mon topics bootstrap` creates ask for no time at all.'

/** All copies in sync must have a record before it is acknowledged. */
const allReplicas = -1
/** A slow answer is waited for this many times the configured time at most. */
const longestTimeoutFactor = 8
/** The broker gives up before the client does, so that it can say so. */
const brokerTimeoutPart = 0.9

/** How long taking leave of the brokers may take. */
const closeMs = 2_000

interface Connection {
  readonly producer: Producer
  readonly sockets: ReadonlySet<Socket>
  /** By topic. */
  readonly partitionCounts: Map<string, number>
  readonly client: Kafka
  /** Rejects when the connection is given up: the client would first connect again, and wait for answers to that. */
  readonly abandoned: Promise<never>
  readonly abandon: (reason: Error) => void
}

/**
 * Sends records of one partition at a time. Never repeats anything by itself: a send that failed closes the connection, and
 * the next one makes another, with news of who leads what. A request that got no answer in time may have been taken, so the
 * next waits twice as long: a slow broker gets two or three copies, not one for each timeout.
 */
export class PartitionProducer {
  readonly #options: ProducerOptions
  #connection: Connection | undefined
  #requestTimeoutMs: number
  /** The broker does not believe the clock of this machine: its records go without a time, until the next connection. */
  #isWithoutTime = false

  constructor(options: ProducerOptions) {
    this.#options = options
    this.#requestTimeoutMs = options.settings.request_timeout_ms
  }

  /** How many partitions a topic has. Rejects with the error that says why nobody can tell. */
  async partitionCount(topic: string): Promise<number> {
    try {
      const connection = await this.#connected()
      const known = connection.partitionCounts.get(topic)
      return known ?? (await Promise.race([countPartitions(connection, topic), connection.abandoned]))
    } catch (error) {
      this.#discard()
      throw describeKafkaError(error, `Kafka: asking for the topic ${topic}`)
    }
  }

  /**
   * Resolves when all copies in sync have the records. Rejects with the client's error when the broker refused them (see
   * `refusalOf`), else with a PipelineError: they may have been taken, and are to be sent again.
   */
  async send(topic: string, partition: number, records: readonly OutgoingRecord[]): Promise<void> {
    const startedMs = performance.now()
    try {
      await this.#sendOnce(topic, partition, records)
    } catch (error) {
      if (isClockRefused(error) && !this.#isWithoutTime) {
        this.#isWithoutTime = true
        this.#options.onWarning?.(`Kafka: ${topic} refuses the time of this machine (${new Date().toISOString()}). ${clockAdvice}`)
        return await this.send(topic, partition, records)
      }
      if (refusalOf(error) !== undefined) throw error
      if (isTimeout(error)) this.#waitLonger()
      this.#discard()
      throw describeKafkaError(error, `Kafka: appending to partition ${partition} of ${topic}`)
    }
    this.#adjustTimeout(performance.now() - startedMs)
  }

  async #sendOnce(topic: string, partition: number, records: readonly OutgoingRecord[]): Promise<void> {
    const { producer, abandoned } = await this.#connected()
    const time = this.#isWithoutTime ? { timestamp: noTimestamp } : {}
    const sending = producer.send({
      topic,
      acks: allReplicas,
      timeout: Math.round(this.#requestTimeoutMs * brokerTimeoutPart),
      compression: this.#options.compression,
      messages: records.map((record) => ({ ...toMessage(record, partition), ...time })),
    })
    checkAnswers(await Promise.race([sending, abandoned]), topic, partition)
  }

  /** Gives up on the answer that is waited for: nobody waits for it any more. */
  interrupt(): void {
    this.#discard()
  }

  async close(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    // The client can wait for ever for a connection that a broker's death took: the sockets are ended all the same.
    await within(closeMs, connection?.producer.disconnect())
    for (const socket of connection?.sockets ?? []) socket.destroy()
  }

  async #connected(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection
    const { settings, tls, createClient } = this.#options
    const sockets = new Set<Socket>()
    const onSocket = (socket: Socket): void => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    const client = createClient(clientOptions({ settings, tls, requestTimeoutMs: this.#requestTimeoutMs, onSocket }))
    const producer = client.producer({ allowAutoTopicCreation: false, retry: { retries: 0 }, maxInFlightRequests: 1 })
    const connection = { producer, sockets, client, partitionCounts: new Map<string, number>(), ...abandonment() }
    this.#connection = connection
    await Promise.race([producer.connect(), connection.abandoned])
    return connection
  }

  /** Ends the sockets too: a half-open one would be waited for until the system gives it up. */
  #discard(): void {
    const connection = this.#connection
    this.#connection = undefined
    this.#isWithoutTime = false
    if (connection === undefined) return
    connection.abandon(new Error('the connection was given up'))
    for (const socket of connection.sockets) socket.destroy(new Error('the connection was given up'))
    void connection.producer.disconnect().catch(() => undefined)
  }

  #waitLonger(): void {
    const { request_timeout_ms: baseMs } = this.#options.settings
    this.#requestTimeoutMs = Math.min(this.#requestTimeoutMs * 2, baseMs * longestTimeoutFactor)
  }

  /** Back to the configured time once answers come well within it. A connection keeps the timeout it was made with. */
  #adjustTimeout(tookMs: number): void {
    const { request_timeout_ms: baseMs } = this.#options.settings
    if (this.#requestTimeoutMs > baseMs && tookMs < baseMs / 4) this.#requestTimeoutMs = baseMs
  }
}

/** Resolves when the work ends, however it does, and after so long at the latest. */
async function within(durationMs: number, work: Promise<unknown> | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    Promise.resolve(work).then(end, end)
  })
}

function abandonment(): Pick<Connection, 'abandoned' | 'abandon'> {
  let abandon: (reason: Error) => void = () => undefined
  const abandoned = new Promise<never>((_, reject) => (abandon = reject))
  // Nobody may be waiting.
  abandoned.catch(() => undefined)
  return { abandoned, abandon }
}

async function countPartitions({ client, partitionCounts }: Connection, topic: string): Promise<number> {
  const admin = client.admin()
  try {
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    const count = topics.find(({ name }) => name === topic)?.partitions.length ?? 0
    if (count === 0) throw new PipelineError('BACKEND_UNAVAILABLE', `Kafka names no partition of ${topic} yet.`, { isRetryable: true })
    partitionCounts.set(topic, count)
    return count
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

function toMessage({ key, value, headers }: OutgoingRecord, partition: number): Message {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return { key, value: bytes, partition, ...(headers === undefined ? {} : { headers }) }
}

/** kafkajs has reported records as written that were never sent: only an answer that names the partition counts. */
function checkAnswers(answers: readonly RecordMetadata[], topic: string, partition: number): void {
  const own = answers.filter((answer) => answer.topicName === topic && answer.partition === partition)
  if (answers.length === 1 && own.length === 1 && own[0]?.errorCode === 0) return
  const seen = answers.map((answer) => `${answer.topicName}/${answer.partition}: ${answer.errorCode}`).join(', ')
  throw new PipelineError(
    'BACKEND_UNAVAILABLE',
    `Kafka: appending to partition ${partition} of ${topic} was answered for ${seen === '' ? 'nothing' : seen}. It is tried again.`,
    { isRetryable: true },
  )
}
