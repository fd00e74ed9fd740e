import { type CollectorSettings, collectorSettings } from '@win11mon/collector'
import { type EnricherSettings, type Severity, enricherSettings, severities } from '@win11mon/enricher'
import { type ConfigDescription, type KafkaSettings, describeConfig, kafkaSettings } from '@win11mon/pipeline'
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
}

/** Everything that can be configured: the sections of the rooms and those of the command itself. */
export interface Config {
  readonly collector: CollectorSettings
  readonly enricher: EnricherSettings
  readonly kafka: KafkaSettings
  readonly analysis: AnalysisSettings
  readonly log: LogSettings
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

const logSettings: z.ZodType<LogSettings> = z
  .strictObject({
    level: z.enum(logLevels).default('info').describe('What is written to the standard error stream.'),
  })
  .prefault({})
  .describe('Messages.')

export const configDescription: ConfigDescription<Config> = describeConfig(
  z.strictObject({
    collector: collectorSettings,
    enricher: enricherSettings,
    kafka: kafkaSettings,
    analysis: analysisSettings,
    log: logSettings,
  }),
)
