import { resolve } from 'node:path'

import {
  type EventLog,
  type HealthReport,
  type LoadedConfig,
  type Logger,
  type Metrics,
  type SqliteDocumentStore,
  type Telemetry,
  createMemoryEventLog,
  createTelemetry,
  noMetrics,
  openPrometheusMetrics,
  openSqliteDocumentStore,
  patientRetry,
  systemClock,
} from '@win11mon/pipeline'

import type { CommandContext } from '../../command-context.ts'
import type { Config } from '../../settings.ts'
import { runCollectService } from '../collect/collect-service.ts'
import { type AlertService, openAlertService } from '../enrich/alert-service.ts'
import { openRuleSet } from '../enrich/open-rule-set.ts'
import { openStateStore } from '../enrich/open-stores.ts'
import { type PartitionHosting, hostPartitions } from '../enrich/partition-hosting.ts'
import { showEnriching, showRetention } from '../enrich/enrich-metrics.ts'
import { type Opened, closingAll } from '../service/closing.ts'
import { untilFirstEnds } from '../service/until-first-ends.ts'
import { stuckAfterMs } from '../service/until-stopped.ts'
import { type RetentionTotals, keepRetention } from '../service/keep-retention.ts'
import { sqliteRetention } from '../service/retention-tasks.ts'

export interface UpOptions {
  readonly loaded: LoadedConfig<Config>
  readonly context: CommandContext
  readonly log: Logger
}

/**
 * The whole pipeline of one machine in one process: source ─► spool ─► enricher ─► SQLite store, with retention, until the
 * source ends or the context's signal is aborted. The spool is the durable log: a batch leaves it when its documents are
 * stored and the state of its host is kept.
 */
export async function runUpService(options: UpOptions): Promise<void> {
  await closingAll(options.log, (opened) => runOpened(options, opened))
}

async function runOpened({ loaded, context, log }: UpOptions, opened: Opened): Promise<void> {
  const { config } = loaded
  const { directory } = context
  const telemetry = createTelemetry()
  const metrics = config.metrics.address === '' ? noMetrics : await openPrometheusMetrics()
  const store = opened(await openSqliteDocumentStore(resolve(directory, config.store.path)))
  const alerts = await openAlertService({ config, directory, reader: store, telemetry, log })
  if (alerts !== undefined) opened(alerts)
  const states = opened(await openStateStore(config, directory))
  // Versions of documents follow the positions: those of this run are above those of every run before.
  const eventLog = createMemoryEventLog({ startsAfter: await store.newestVersion() })
  const hosting = hostPartitions({
    // Each call of the log is kept at once: the spool waits for it.
    config: { ...config, enricher: { ...config.enricher, checkpoint_seconds: 0 } },
    ruleSet: await openRuleSet(config, directory, log),
    writer: store,
    states,
    // What nobody can take is a document of the store.
    bury: () => Promise.resolve(),
    clock: systemClock,
    policy: patientRetry,
    telemetry,
    log,
    onAlertsStored: alerts?.announce,
  })
  showEnriching(metrics, { telemetry, hosting, alerts })
  const stages = { eventLog, hosting, store, alerts, metrics, telemetry, totals: showRetention(metrics) }
  await untilFirstEnds(context.signal, stagesOf({ loaded, context, log }, stages))
}

interface Stages {
  readonly eventLog: EventLog
  readonly hosting: PartitionHosting
  readonly store: SqliteDocumentStore
  readonly alerts: AlertService | undefined
  readonly metrics: Metrics
  readonly telemetry: Telemetry
  readonly totals: RetentionTotals
}

function stagesOf(
  { loaded, context, log }: UpOptions,
  { eventLog, hosting, store, alerts, metrics, telemetry, totals }: Stages,
): ((signal: AbortSignal) => Promise<void>)[] {
  const task = sqliteRetention(store, loaded.config.store, systemClock)
  const drained = new AbortController()
  const health = (): HealthReport => reportHealth(hosting, telemetry)
  const output = { name: loaded.config.store.path, eventLog, metrics, health }
  return [
    async (signal) => {
      try {
        await runCollectService({ loaded, context: { ...context, signal }, log, embedded: output })
      } finally {
        await eventLog.close()
      }
    },
    // The collector still hands over what it has when it is told to stop: the consumer ends when the log is closed.
    () => eventLog.consume(hosting.assign, drained.signal),
    (signal) => keepRetention({ task, isMine: () => true, clock: systemClock, stage: telemetry.stage('retention'), log, totals }, signal),
    ...(alerts === undefined ? [] : [(signal: AbortSignal) => alerts.run(signal)]),
  ]
}

function reportHealth(hosting: PartitionHosting, telemetry: Telemetry): HealthReport {
  const stuckMs = Math.round(hosting.stuckMs)
  const { received, sent, held } = telemetry.stage('enrich').counts
  return {
    isReady: stuckMs < stuckAfterMs,
    details: { hosts: hosting.hostCount, received, sent, enrichHeld: held, enrichStuckMs: stuckMs },
  }
}
