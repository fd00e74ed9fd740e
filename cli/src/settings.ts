import { type CollectorSettings, collectorSettings } from '@win11mon/collector'
import { type AlertSettings, type EnricherSettings, type Severity, alertSettings, enricherSettings, severities } from '@win11mon/enricher'
import {
  type ConfigDescription,
  type KafkaSettings,
  type OpensearchSettings,
  type RedisSettings,
  type StateStoreSettings,
  describeConfig,
  isHealthAddress,
  kafkaSettings,
  opensearchSettings,
  redisSettings,
  stateStoreSettings,
} from '@win11mon/pipeline'
import * as z from 'zod'

import { type LogLevel, logLevels } from './terminal/notices.ts'

/** Section `analysis`, in the words of the file. */
export interface AnalysisSettings {
  readonly min_severity: Severity
  readonly fail_on: Severity | 'never'
}

/** Section `log`, in the words of the file. */
export interface LogSettings {
  readonly level: LogLevel
  readonly file: string
  readonly max_bytes: number
}

/** Section `metrics`, in the words of the file. */
export interface MetricsSettings {
  readonly address: string
  readonly expose: boolean
}

/** Section `store`, in the words of the file. */
export interface StoreSettings {
  readonly kind: 'sqlite' | 'opensearch'
  readonly path: string
  readonly retention_days: number | null
  readonly max_bytes: number | null
}

/** Everything that can be configured: the sections of the rooms and those of the command itself. */
export interface Config {
  readonly collector: CollectorSettings
  readonly enricher: EnricherSettings
  readonly kafka: KafkaSettings
  readonly opensearch: OpensearchSettings
  readonly store: StoreSettings
  readonly state: StateStoreSettings
  readonly redis: RedisSettings
  readonly alerts: AlertSettings
  readonly analysis: AnalysisSettings
  readonly log: LogSettings
  readonly metrics: MetricsSettings
}

const analysisSettings: z.ZodType<AnalysisSettings> = z
  .strictObject({
    min_severity: z.enum(severities).default('informational').describe('Alerts below are counted, not shown.'),
    fail_on: z
      .enum([...severities, 'never'])
      .default('never')
      .describe('Exit with 1 when an alert of at least this severity exists.'),
  })
  .prefault({})
  .describe('What `win11mon analyze` shows.')

const storeSettings: z.ZodType<StoreSettings> = z
  .strictObject({
    kind: z
      .enum(['sqlite', 'opensearch'])
      .default('sqlite')
      .describe('Where documents go: a file, for the services of one machine, or the cluster of section opensearch.'),
    path: z.string().min(1).default('win11mon-store.sqlite').describe('File of the documents, with `sqlite`.'),
    retention_days: z
      .number()
      .positive()
      .nullable()
      .default(30)
      .describe('Days after which events, ended processes, alerts and gaps go, with `sqlite`; null keeps all.'),
    max_bytes: z
      .int()
      .min(16 * 1024 * 1024)
      .nullable()
      .default(null)
      .describe('Bytes of documents beyond which the oldest events go, whatever their age, with `sqlite`.'),
  })
  .prefault({})
  .describe('Documents of `win11mon enrich` and `win11mon up`.')

const logSettings: z.ZodType<LogSettings> = z
  .strictObject({
    level: z.enum(logLevels).default('info').describe('What is written to the standard error stream, or to the file.'),
    file: z.string().default('').describe('File for the messages of a service, JSON lines; the standard error stream unless given.'),
    max_bytes: z
      .int()
      .min(65_536)
      .default(10 * 1024 * 1024)
      .describe('Bytes after which the file is put aside as `.1`, in place of the one before.'),
  })
  .prefault({})
  .describe('Messages.')

const metricsSettings: z.ZodType<MetricsSettings> = z
  .strictObject({
    address: z
      .string()
      .default('')
      .describe('Loopback address and port for `/metrics`, `/health` and `/ready`; nothing listens unless given.'),
    expose: z
      .boolean()
      .default(false)
      .describe('Let the address be one that other machines reach: in a container, whose network says who may. Never on an endpoint.'),
  })
  .refine(({ address, expose }) => address === '' || isHealthAddress(address, expose), {
    path: ['address'],
    message: 'not a loopback address with a port, such as 127.0.0.1:9464',
  })
  .prefault({})
  .describe('What a service shows of itself.')

export const configDescription: ConfigDescription<Config> = describeConfig(
  z.strictObject({
    collector: collectorSettings,
    enricher: enricherSettings,
    kafka: kafkaSettings,
    opensearch: opensearchSettings,
    store: storeSettings,
    state: stateStoreSettings,
    redis: redisSettings,
    alerts: alertSettings,
    analysis: analysisSettings,
    log: logSettings,
    metrics: metricsSettings,
  }),
)
