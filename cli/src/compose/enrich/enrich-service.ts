import { withPrevalence } from '@win11mon/enricher'
import {
  type HealthReport,
  type KafkaEventLog,
  type LoadedConfig,
  type Logger,
  type PipelineError,
  type Telemetry,
  createTelemetry,
  noMetrics,
  openKafkaEventLog,
  openPrometheusMetrics,
  patientRetry,
  retry,
  systemClock,
} from '@win11mon/pipeline'

import type { CommandContext } from '../../command-context.ts'
import type { Config } from '../../settings.ts'
import { type Opened, closingAll } from '../service/closing.ts'
import { type RetentionOptions, type RetentionTask, keepRetention } from '../service/keep-retention.ts'
import { openHealth } from '../service/open-health.ts'
import { untilFirstEnds } from '../service/until-first-ends.ts'
import { untilStopped } from '../service/until-stopped.ts'
import { showEnricher, showRetention } from './enrich-metrics.ts'
import { type GroupWatch, watchGroup } from './group-watch.ts'
import { type AlertService, openAlertService } from './alert-service.ts'
import { openDocumentStore, openHostCounts, openStateStore } from './open-stores.ts'
import { openRuleSet } from './open-rule-set.ts'
import { type PartitionHosting, hostPartitions } from './partition-hosting.ts'
import { reportHealth } from './report-health.ts'

export interface EnrichOptions {
  readonly loaded: LoadedConfig<Config>
  readonly context: CommandContext
  readonly log: Logger
}

/**
 * Opens what the settings name, works as a member of the consumer group until the context's signal is aborted, and closes
 * everything in reverse. Rejects with the error of what could not be opened, or of a stage that no retry mends.
 */
export async function runEnrichService(options: EnrichOptions): Promise<void> {
  await closingAll(options.log, (opened) => runOpened(options, opened))
}

async function runOpened({ loaded: { config }, context, log }: EnrichOptions, opened: Opened): Promise<void> {
  const telemetry = createTelemetry()
  const ruleSet = await openRuleSet(config, context.directory, log)
  const metrics = config.metrics.address === '' ? noMetrics : await openPrometheusMetrics()
  const { writer, reader, retention } = opened(
    await openPatiently({ context, log }, () => openDocumentStore(config, { directory: context.directory, metrics, log })),
  )
  const alerts = await openAlertService({ config, directory: context.directory, reader, telemetry, log })
  if (alerts !== undefined) opened(alerts)
  const states = opened(await openPatiently({ context, log }, () => openStateStore(config, context.directory)))
  const counts = await openPatiently({ context, log }, () => openHostCounts(config, context.directory))
  if (counts !== undefined) opened(counts)
  const group = watchGroup(systemClock)
  const eventLog = opened(await openLog(config, { telemetry, log, group }))
  const bury: KafkaEventLog['bury'] = (letters) => eventLog.bury(letters)
  const hosting = hostPartitions({
    config,
    ruleSet,
    writer: counts === undefined ? writer : withPrevalence(writer, { counts, clock: systemClock, stage: telemetry.stage('prevalence') }),
    states,
    bury,
    clock: systemClock,
    policy: patientRetry,
    telemetry,
    log,
    onAlertsStored: alerts?.announce,
  })
  const report = (): HealthReport => reportHealth({ config, group, hosting, telemetry })
  showEnricher(metrics, { telemetry, hosting, group, alerts, isReady: () => report().isReady })
  const totals = showRetention(metrics)
  const server = await openHealth(config, report, metrics)
  if (server !== undefined) opened(server)
  const { brokers, topic, group: groupName } = config.kafka
  log.info({ brokers, topic, group: groupName, store: config.store.kind, state: config.state.kind, port: server?.port }, 'Enriching.')
  await untilStopped(
    (signal) =>
      untilFirstEnds(signal, [
        (stop) => eventLog.consume(hosting.assign, stop),
        ...deliveryOf(alerts),
        ...retentionOf(retention, { hosting, telemetry, log, totals }),
      ]),
    {
      stop: context.signal,
      log,
    },
  )
  const { received, sent, dropped } = telemetry.stage('enrich').counts
  log.info({ received, sent, dropped }, 'Stopped.')
}

/** Others may make the same file at the same time. */
async function openPatiently<Store>({ context, log }: Pick<EnrichOptions, 'context' | 'log'>, open: () => Promise<Store>): Promise<Store> {
  const onRetry = (error: PipelineError, delayMs: number): void => log.warn({ code: error.code, delayMs }, error.message)
  return await retry(open, { clock: systemClock, policy: patientRetry, signal: context.signal, onRetry })
}

function deliveryOf(alerts: AlertService | undefined): ((signal: AbortSignal) => Promise<void>)[] {
  return alerts === undefined ? [] : [(signal) => alerts.run(signal)]
}

interface RetentionContext extends Pick<RetentionOptions, 'log' | 'totals'> {
  readonly hosting: PartitionHosting
  readonly telemetry: Telemetry
}

/** The group gives the first partition to one member at a time: it is the one that does what one is enough for. */
function retentionOf(
  task: RetentionTask | undefined,
  { hosting, telemetry, log, totals }: RetentionContext,
): ((signal: AbortSignal) => Promise<void>)[] {
  if (task === undefined) return []
  const isMine = (): boolean => hosting.partitions.includes(0)
  return [(signal) => keepRetention({ task, isMine, clock: systemClock, stage: telemetry.stage('retention'), log, totals }, signal)]
}

interface LogContext {
  readonly telemetry: Telemetry
  readonly log: Logger
  readonly group: GroupWatch
}

async function openLog({ kafka }: Config, { telemetry, log, group }: LogContext): Promise<KafkaEventLog> {
  return await openKafkaEventLog({
    settings: kafka,
    readsOnly: true,
    telemetry,
    observer: group,
    onWarning: (message) => log.warn({}, message),
    onRetry: (error, delayMs) => {
      telemetry.stage('kafka').error(error.code)
      log.warn({ code: error.code, delayMs }, error.message)
    },
  })
}
