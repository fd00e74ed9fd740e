// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is no module: a compiler of this file alone would not find it
/// <reference path="./kafka/kafkajs-request-queue.d.ts" />
import { PipelineError } from '@win11mon/schemas'
import type * as Kafkajs from 'kafkajs'
import type { CompressionTypes, ConfigResourceTypes, Kafka, KafkaConfig } from 'kafkajs'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { createConfluentRegistry } from '../schema-registry/confluent.ts'
import { openIdCache } from '../schema-registry/id-cache.ts'
import { type RegistryFraming, createRegistryFraming } from '../schema-registry/registry-framing.ts'
import { type RetryPolicy, patientRetry } from '../runtime/retry.ts'
import { type Telemetry, createTelemetry } from '../telemetry/telemetry.ts'
import type { AssignPartition, EventLog, LogRecord } from './event-log.ts'
import { KafkaAppender } from './kafka-append.ts'
import type { ConsumerObserver } from './kafka/consumer-observer.ts'
import { consumeKafka } from './kafka-consume.ts'
import { type StoredLetter, readLetters } from './kafka-dead-letters.ts'
import { type RefusedRecord, buryRefused } from './kafka-bury.ts'
import { createMissingTopics, topicStatus } from './kafka-topics.ts'
import { type TlsOptions, checkKafkaSettings, clientOptions, readTlsOptions } from './kafka/client-options.ts'
import { type Codec, checkCodec, lazyCodec, namedCompressions } from './kafka/codecs.ts'
import { describeKafkaError, triedOnce } from './kafka/describe-error.ts'
import { PartitionProducer } from './kafka/producer.ts'
import { quietRequestQueues } from './kafka/request-queue.ts'
import type { Compression, KafkaSettings } from './kafka/settings.ts'
import { type TopicReport, plannedTopics } from './kafka/topics.ts'

export interface KafkaLogOptions {
  readonly settings: KafkaSettings
  readonly clock?: Clock
  /** Stage `kafka` counts events: received, sent, and dropped into the dead-letter topic by reason. */
  readonly telemetry?: Telemetry
  /** How a cluster that is away is waited for while consuming. `append` never waits: its caller does. */
  readonly policy?: RetryPolicy
  /** How long nothing must come of a partition before its handler is told so. Milliseconds. */
  readonly idleAfterMs?: number
  /** A group without a committed position starts behind what is there, not at the beginning. */
  readonly startsAtEnd?: boolean
  /** Nothing is appended: then no schema is registered, which the newest writer does and an older reader could not. */
  readonly readsOnly?: boolean
  /** Called for each failure that is tried again while consuming. */
  readonly onRetry?: (error: PipelineError, delayMs: number) => void
  /** Sentences for whoever runs this: what was set aside, what was missed. */
  readonly onWarning?: (message: string) => void
  readonly observer?: ConsumerObserver
}

export interface KafkaEventLog extends EventLog {
  /** Asks the cluster for the event topic, once: rejects with the error that says what is wrong. For a start, and for `doctor`. */
  check(): Promise<void>
  /**
   * Keeps records that nobody can take in the dead-letter topic, each with its bytes and the reason. Resolves when they are
   * durable; rejects with BACKEND_UNAVAILABLE when a retry may help.
   */
  bury(records: readonly RefusedRecord[]): Promise<void>
}

/**
 * The log of a fleet, on a Kafka cluster. Opening needs no broker: it fails with CONFIG_INVALID or CODEC_UNAVAILABLE, for
 * what only this machine can mend. A record is durable once all copies in sync have it.
 */
export async function openKafkaEventLog(options: KafkaLogOptions): Promise<KafkaEventLog> {
  const { settings } = options
  checkKafkaSettings(settings)
  const tls = await readTlsOptions(settings.tls)
  await checkCodec(settings.compression)
  const closed = new AbortController()
  const framing = settings.registry.url === '' ? undefined : await openFraming(options, closed.signal)
  return createLog(options, { tls, library: await loadLibrary(), framing, closed })
}

/** The topics of a cluster, for `win11mon topics` and for a start that may create them. */
export interface KafkaTopics {
  status(): Promise<TopicReport[]>
  /** Creates what is missing, changes nothing that is there, and reports both. */
  createMissing(): Promise<TopicReport[]>
  close(): Promise<void>
}

/** Needs a broker: rejects with the error that says what is wrong. */
export async function openKafkaTopics(settings: KafkaSettings): Promise<KafkaTopics> {
  checkKafkaSettings(settings)
  const tls = await readTlsOptions(settings.tls)
  const { createClient, topicResource } = await loadLibrary()
  const admin = createClient(clientOptions({ settings, tls, requestTimeoutMs: settings.request_timeout_ms })).admin()
  await admin.connect().catch((error: unknown) => {
    throw describeKafkaError(error, 'Kafka: connecting', triedOnce)
  })
  const planned = plannedTopics(settings)
  return {
    status: () => topicStatus({ admin, topicResource }, planned),
    createMissing: () => createMissingTopics({ admin, topicResource }, planned),
    close: () => admin.disconnect(),
  }
}

/**
 * Calls `take` for every record of the dead-letter topic, to where it ends now. Needs a broker: rejects with the error that
 * says what is wrong.
 */
export async function readDeadLetters(settings: KafkaSettings, take: (letter: StoredLetter) => void): Promise<void> {
  checkKafkaSettings(settings)
  const tls = await readTlsOptions(settings.tls)
  const { createClient } = await loadLibrary()
  await readLetters(
    createClient(clientOptions({ settings, tls, requestTimeoutMs: settings.request_timeout_ms })),
    settings.dead_letter_topic,
    take,
  )
}

/** What a log is made of beside its settings. */
interface Parts {
  readonly tls: TlsOptions | undefined
  readonly library: Library
  readonly framing: RegistryFraming | undefined
  readonly closed: AbortController
}

function createLog(options: KafkaLogOptions, { tls, library, framing, closed }: Parts): KafkaEventLog {
  const { createClient, compressions } = library
  const { settings, clock = systemClock, policy = patientRetry, idleAfterMs = 1_000, onRetry, onWarning = () => undefined } = options
  const stage = (options.telemetry ?? createTelemetry()).stage('kafka')
  const producer = new PartitionProducer({ settings, tls, createClient, compression: compressions[settings.compression], onWarning })
  const appender = new KafkaAppender({ settings, producer, stage, frame: framing?.frame ?? asItIs, onWarning })

  return {
    async append(batch: readonly LogRecord[], signal: AbortSignal) {
      if (closed.signal.aborted)
        throw new PipelineError('INTERNAL', 'Kafka event log: append after close. Close the log after its last appender.')
      if (batch.length > 0) await appender.append(batch, signal)
    },
    async consume(assign: AssignPartition, signal: AbortSignal) {
      const requestTimeoutMs = settings.request_timeout_ms
      await consumeKafka(
        {
          settings,
          createClient: () => createClient(clientOptions({ settings, tls, requestTimeoutMs })),
          clock,
          policy,
          idleAfterMs,
          assign,
          ...(framing === undefined ? {} : { unframe: framing.unframe }),
          closed: closed.signal,
          startsAtEnd: options.startsAtEnd ?? false,
          onWarning,
          observer: options.observer ?? {},
          ...(onRetry === undefined ? {} : { onRetry }),
        },
        signal,
      )
    },
    async check() {
      await producer.partitionCount(settings.topic)
    },
    bury: (records) => buryRefused(records, { producer, settings }),
    async close() {
      closed.abort()
      await producer.close()
    },
  }
}

function asItIs(value: Uint8Array): Uint8Array {
  return value
}

/** Starts asking for the schema's number, and waits for nobody. */
async function openFraming(options: KafkaLogOptions, signal: AbortSignal): Promise<RegistryFraming> {
  const { settings, clock = systemClock, policy = patientRetry, onRetry, onWarning = () => undefined } = options
  const { url, username, password, timeout_ms: timeoutMs, cache_file: cacheFile } = settings.registry
  const stage = (options.telemetry ?? createTelemetry()).stage('kafka')
  const framing = createRegistryFraming({
    registry: createConfluentRegistry({ url, username, password, timeoutMs }),
    cache: await openIdCache(cacheFile, url),
    subject: `${settings.topic}-value`,
    retry: { clock, policy, signal, ...(onRetry === undefined ? {} : { onRetry }) },
    onWithoutId: () => stage.bounded('without_schema_id', 1),
    onWarning,
  })
  if (options.readsOnly !== true) void framing.learn()
  return framing
}

/** The library as far as it is used. It is loaded with the first log that is opened: the embedded mode needs none of it. */
interface Library {
  readonly createClient: (config: KafkaConfig) => Kafka
  readonly compressions: Readonly<Record<Compression, CompressionTypes>>
  readonly topicResource: ConfigResourceTypes
}

/** Loads kafkajs and tells it every codec that a record may come with. */
async function loadLibrary(): Promise<Library> {
  const { CompressionCodecs, CompressionTypes: types, ConfigResourceTypes: resources, Kafka: KafkaClient } = await importKafkajs()
  const compressions = { none: types.None, snappy: types.Snappy, lz4: types.LZ4, zstd: types.ZSTD }
  const codecs = CompressionCodecs as Record<number, () => Codec>
  for (const name of namedCompressions) {
    const codec = lazyCodec(name)
    codecs[compressions[name]] = () => codec
  }
  return { createClient: (config) => new KafkaClient(config), compressions, topicResource: resources.TOPIC }
}

/** The library is CommonJS: Node finds some of its names by reading it, and all of them only behind the default. */
async function importKafkajs(): Promise<Omit<typeof Kafkajs, 'default'>> {
  const [{ default: library }, { default: queue }] = await Promise.all([
    import('kafkajs'),
    import('kafkajs/src/network/requestQueue/index.js'),
  ])
  quietRequestQueues(queue)
  return library
}
