import { resolve } from 'node:path'

import {
  type AlertDelivery,
  type AlertSink,
  createAlertDelivery,
  createFileSink,
  createSyslogSink,
  createWebhookSink,
  reconcileAskMs,
} from '@win11mon/enricher'
import {
  type DocumentReader,
  type JobCounts,
  type JobPolicy,
  type JobQueue,
  type Logger,
  type Telemetry,
  openBullmqJobQueue,
  openSqliteJobQueue,
  systemClock,
} from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'

export interface AlertServiceOptions {
  readonly config: Config
  /** Where relative paths start. */
  readonly directory: string
  readonly reader: Pick<DocumentReader, 'alerts'>
  readonly telemetry: Telemetry
  readonly log: Logger
}

export interface AlertService {
  readonly announce: AlertDelivery['announce']
  /** Delivers until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>
  /** Deliveries by sink. */
  readonly delivered: ReadonlyMap<string, number>
  /** As they were when they were last asked for. */
  readonly jobs: JobCounts
  close(): Promise<void>
}

/** Undefined when alerts are told nowhere. */
export async function openAlertService(options: AlertServiceOptions): Promise<AlertService | undefined> {
  const { config, directory, reader, telemetry } = options
  const sinks = sinksOf(config, directory)
  if (sinks.length === 0) return undefined
  const queue = await openQueue(options)
  const delivered = new Map(sinks.map(({ name }) => [name, 0]))
  const delivery = createAlertDelivery({
    queue,
    reader,
    sinks,
    plan: { minSeverity: config.alerts.min_severity, sinks: sinks.map(({ name }) => name) },
    reconcileUs: config.alerts.reconcile_hours * 3_600e6,
    nowUs: systemClock.nowUs,
    stage: telemetry.stage('deliver'),
    onDelivered: (sink) => void delivered.set(sink, (delivered.get(sink) ?? 0) + 1),
  })
  let jobs: JobCounts = { waiting: 0, failed: 0 }

  /** Every so often: asks for what may be missing, and looks how the queue is. */
  async function watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delivery.askToReconcile()
      jobs = await queue.counts().catch(() => jobs)
      await systemClock.sleep(reconcileAskMs, signal)
    }
  }

  return {
    announce: delivery.announce,
    async run(signal) {
      await Promise.all([queue.work((job, stopping) => delivery.handle(job, stopping), signal), watch(signal)])
    },
    delivered,
    get jobs() {
      return jobs
    },
    close: () => queue.close(),
  }
}

function sinksOf({ alerts: { webhook, file, syslog } }: Config, directory: string): AlertSink[] {
  const nowMs = (): number => systemClock.nowUs() / 1_000
  return [
    ...(webhook.url === '' ? [] : [createWebhookSink({ url: webhook.url, secret: webhook.secret, timeoutMs: webhook.timeout_ms, nowMs })]),
    ...(file === '' ? [] : [createFileSink(resolve(directory, file))]),
    ...(syslog.address === '' ? [] : [createSyslogSink({ address: syslog.address, timeoutMs: syslog.timeout_ms, nowMs })]),
  ]
}

async function openQueue({ config, directory, telemetry, log }: AlertServiceOptions): Promise<JobQueue> {
  const policy: JobPolicy = {
    attempts: config.alerts.jobs.attempts,
    firstDelayMs: 1_000,
    maxDelayMs: 600_000,
    // Longer than the reconciler looks back: what is done is not done again.
    rememberMs: (config.alerts.reconcile_hours + 48) * 3_600_000,
    concurrency: 4,
    onFailed: ({ id }, error) => {
      telemetry.stage('deliver').error('ALERT_REFUSED')
      log.error({ job: id }, `An alert could not be delivered: ${error instanceof Error ? error.message : String(error)}`)
    },
  }
  if (config.alerts.jobs.kind === 'sqlite') return await openSqliteJobQueue({ path: resolve(directory, config.alerts.jobs.path), policy })
  return await openBullmqJobQueue({
    settings: config.redis,
    name: 'alerts',
    policy,
    onError: () => telemetry.stage('deliver').error('BACKEND_UNAVAILABLE'),
  })
}
