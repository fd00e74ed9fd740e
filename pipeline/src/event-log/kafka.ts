import { PipelineError } from '@win11mon/schemas'
import type * as Kafkajs from 'kafkajs'
import type { CompressionTypes, Kafka, KafkaConfig } from 'kafkajs'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type RetryPolicy, patientRetry } from '../runtime/retry.ts'
import { type Telemetry, createTelemetry } from '../telemetry/telemetry.ts'
import type { EventLog, LogRecord, PartitionHandler } from './event-log.ts'
import { KafkaAppender } from './kafka-append.ts'
import { consumeKafka } from './kafka-consume.ts'
import { type TlsOptions, checkKafkaSettings, clientOptions, readTlsOptions } from './kafka/client-options.ts'
import { type Codec, checkCodec, lazyCodec, namedCompressions } from './kafka/codecs.ts'
import { PartitionProducer } from './kafka/producer.ts'
import type { Compression, KafkaSettings } from './kafka/settings.ts'

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
  /** Called for each failure that is tried again while consuming. */
  readonly onRetry?: (error: PipelineError, delayMs: number) => void
  /** Sentences for whoever runs this: what was set aside, what was missed. */
  readonly onWarning?: (message: string) => void
}

export interface KafkaEventLog extends EventLog {
  /** Asks the cluster for the event topic, once: rejects with the error that says what is wrong. For a start, and for `doctor`. */
  check(): Promise<void>
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
  return createLog(options, tls, await loadLibrary())
}

function createLog(options: KafkaLogOptions, tls: TlsOptions | undefined, { createClient, compressions }: Library): KafkaEventLog {
  const { settings, clock = systemClock, policy = patientRetry, idleAfterMs = 1_000, onRetry, onWarning = () => undefined } = options
  const stage = (options.telemetry ?? createTelemetry()).stage('kafka')
  const producer = new PartitionProducer({ settings, tls, createClient, compression: compressions[settings.compression] })
  const appender = new KafkaAppender({ settings, producer, stage, frame: (value) => value, onWarning })
  const closed = new AbortController()

  return {
    async append(batch: readonly LogRecord[], signal: AbortSignal) {
      if (closed.signal.aborted)
        throw new PipelineError('INTERNAL', 'Kafka event log: append after close. Close the log after its last appender.')
      if (batch.length > 0) await appender.append(batch, signal)
    },
    async consume(assign: (partition: number) => PartitionHandler, signal: AbortSignal) {
      const requestTimeoutMs = settings.request_timeout_ms
      await consumeKafka(
        {
          settings,
          createClient: () => createClient(clientOptions({ settings, tls, requestTimeoutMs })),
          clock,
          policy,
          idleAfterMs,
          assign,
          closed: closed.signal,
          startsAtEnd: options.startsAtEnd ?? false,
          onWarning,
          ...(onRetry === undefined ? {} : { onRetry }),
        },
        signal,
      )
    },
    async check() {
      await producer.partitionCount(settings.topic)
    },
    async close() {
      closed.abort()
      await producer.close()
    },
  }
}

/** The library as far as it is used. It is loaded with the first log that is opened: the embedded mode needs none of it. */
interface Library {
  readonly createClient: (config: KafkaConfig) => Kafka
  readonly compressions: Readonly<Record<Compression, CompressionTypes>>
}

/** Loads kafkajs and tells it every codec that a record may come with. */
async function loadLibrary(): Promise<Library> {
  const { CompressionCodecs, CompressionTypes: types, Kafka: KafkaClient } = await importKafkajs()
  const compressions = { none: types.None, snappy: types.Snappy, lz4: types.LZ4, zstd: types.ZSTD }
  const codecs = CompressionCodecs as Record<number, () => Codec>
  for (const name of namedCompressions) codecs[compressions[name]] = () => lazyCodec(name)
  return { createClient: (config) => new KafkaClient(config), compressions }
}

/** The library is CommonJS: Node finds some of its names by reading it, and all of them only behind the default. */
async function importKafkajs(): Promise<Omit<typeof Kafkajs, 'default'>> {
  const { default: library } = await import('kafkajs')
  return library
}
