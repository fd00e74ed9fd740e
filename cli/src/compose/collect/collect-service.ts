import {
  type Collector,
  type EncodedBatch,
  type NamedSource,
  type Spool,
  type TapServer,
  blindKinds,
  createCollector,
  loadHostIdentity,
  openReopeningSpool,
  openSqliteSpool,
  openTapServer,
  watchForGaps,
} from '@win11mon/collector'
import {
  type HealthReport,
  type LoadedConfig,
  type Logger,
  type Metrics,
  PipelineError,
  type Progress,
  createProgress,
  createTelemetry,
  noMetrics,
  openPrometheusMetrics,
  patientRetry,
  systemClock,
} from '@win11mon/pipeline'
import { resolve } from 'node:path'

import type { CommandContext } from '../../command-context.ts'
import type { Config } from '../../settings.ts'
import { createCollectMemorySpool, sqliteSpoolOptions } from '../choose-spool.ts'
import { type Opened, closingAll } from '../service/closing.ts'
import { openHealth } from '../service/open-health.ts'
import { stuckAfterMs } from '../service/until-stopped.ts'
import { type CollectInput, chooseInput } from './choose-input.ts'
import { type CollectOutput, chooseOutput, patiently } from './choose-output.ts'
import { showCollector } from './collect-metrics.ts'
import { type Companions, createCompanions } from './companions.ts'

/** How long a stop may take to publish what was taken; the rest waits in the spool. */
const flushMs = 7_000

/** What the event log takes within this time is never written to the disk: meanwhile the source keeps it. */
const writeDelayMs = 200

export interface CollectOptions {
  readonly loaded: LoadedConfig<Config>
  readonly context: CommandContext
  readonly log: Logger
  /** What takes the events in this process, instead of what the settings name. */
  readonly embedded?: EmbeddedOutput
}

/** An output that is a part of the same service: it shows itself beside the collector. */
export interface EmbeddedOutput extends CollectOutput {
  readonly metrics: Metrics
  readonly health: () => HealthReport
}

/**
 * Opens what the settings name, runs the collector until its source ends or the context's signal is aborted, and closes
 * everything in reverse. Rejects with the error of what could not be opened, or of a stage that no retry mends.
 */
export async function runCollectService(options: CollectOptions): Promise<void> {
  await closingAll(options.log, (opened) => runOpened(options, opened))
}

async function runOpened({ loaded, context, log, embedded }: CollectOptions, opened: Opened): Promise<void> {
  const { config } = loaded
  const { directory } = context
  const telemetry = createTelemetry()
  // The lock of the spool comes first: whoever does not get it must not touch anything else.
  const spool = opened(await openSpool({ config, directory, log, onFailure: (code) => telemetry.stage('publish').error(code) }))
  const identity = loadHostIdentity(resolve(directory, config.collector.state_directory))
  if (identity.origin === 'replaced') log.error({}, 'The host id was damaged and had to be made anew: this host appears under a new id.')
  const output = embedded ?? (await chooseOutput(config, { directory, telemetry, log }))
  opened(output.eventLog)
  const input = await chooseInput({ config, directory, hostId: identity.hostId, log })
  opened(input.source)
  const heldAtStart = spool.counts.heldEvents
  const companions: Companions = createCompanions({
    loaded,
    hostId: identity.hostId,
    ...input,
    spool,
    ledger: () => collector.ledger,
    clock: systemClock,
    log,
  })
  const progress = createProgress(systemClock)
  const metrics = embedded?.metrics ?? (config.metrics.address === '' ? noMetrics : await openPrometheusMetrics())
  const tap = await openTap({ config, directory, log })
  if (tap !== undefined) opened(tap)
  const collector: Collector = createCollector({
    ...(tap === undefined ? {} : { onTaken: (batch: EncodedBatch) => tap.show(batch) }),
    sources: sourcesOf(input, companions),
    spool,
    eventLog: patiently(output.eventLog),
    policy: patientRetry,
    publishing: publishObserver(progress, metrics),
    onRetry: (error, delayMs) => {
      telemetry.stage('publish').error(error.code)
      log.warn({ code: error.code, delayMs, heldEvents: spool.counts.heldEvents }, error.message)
    },
    onSourceFailure: (name, error) => {
      if (error instanceof PipelineError) telemetry.stage('collect').error(error.code)
      log.error({ source: name, reason: String(error) }, 'A source has failed.')
    },
  })
  const health = { config, input, output, companions, spool, collector, progress, embedded }
  showCollector(metrics, {
    spool,
    ledger: collector.ledger,
    telemetry,
    heldAtStart,
    device: input.device,
    clock: systemClock,
    isReady: () => reportHealth(health).isReady,
    blindKinds: () => blindOf(companions),
  })
  const server = await openHealth(config, () => reportHealth(health), metrics)
  if (server !== undefined) opened(server)
  log.info({ source: config.collector.source, output: output.name, heldEvents: heldAtStart, port: server?.port }, 'Collecting.')
  await runUntilStopped(collector, companions, { stop: context.signal, log })
  const { read, published } = collector.ledger
  log.info({ read, published, heldEvents: spool.counts.heldEvents, droppedEvents: spool.counts.droppedEvents }, 'Stopped.')
}

interface SpoolContext {
  readonly config: Config
  readonly directory: string
  readonly log: Logger
  readonly onFailure: (code: PipelineError['code']) => void
}

async function openSpool({ config, directory, log, onFailure }: SpoolContext): Promise<Spool> {
  const { spool: settings, source } = config.collector
  if (settings.kind === 'memory') return createCollectMemorySpool(settings)
  const options = { ...sqliteSpoolOptions(settings, directory, source === 'device' ? 'drop' : 'wait'), writeDelayMs }
  const spool = await openReopeningSpool((hasFailed) => openSqliteSpool({ ...options, ...(hasFailed ? { checkedBytes: Infinity } : {}) }), {
    clock: systemClock,
    policy: patientRetry,
    onFailure: (error) => {
      onFailure(error.code)
      log.error({ code: error.code }, error.message)
    },
  })
  const { quarantinedFiles, heldEvents } = spool.counts
  if (quarantinedFiles > 0)
    log.error({ directory: options.directory }, 'The spool could not be read and was set aside; `win11mon spool ls` shows it.')
  if (heldEvents > 0) log.info({ heldEvents }, 'The spool holds events of an earlier run.')
  return spool
}

function sourcesOf({ source }: CollectInput, { heartbeat, snapshot }: Companions): NamedSource[] {
  const input = snapshot === undefined ? source : watchForGaps(source, () => snapshot.request())
  const sources: NamedSource[] = [
    { name: 'input', source: input },
    { name: 'heartbeat', source: heartbeat, isCompanion: true, last: () => heartbeat.last() },
  ]
  return snapshot === undefined ? sources : [...sources, { name: 'snapshot', source: snapshot, isCompanion: true }]
}

function publishObserver(progress: Progress, metrics: Metrics): NonNullable<Parameters<typeof createCollector>[0]['publishing']> {
  const description = { name: 'win11mon_produce_seconds', help: 'How long the event log takes for one call that succeeds.' }
  const observe = metrics.histogram(description, [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
  return {
    onRead: () => progress.begin(),
    onPublished: () => progress.made(),
    onIdle: () => progress.rest(),
    onSent: (durationMs) => observe(durationMs / 1000),
  }
}

interface HealthSources {
  readonly config: Config
  readonly input: CollectInput
  readonly output: CollectOutput
  readonly companions: Companions
  readonly spool: Spool
  readonly collector: Collector
  readonly progress: Progress
  readonly embedded: EmbeddedOutput | undefined
}

function reportHealth({ config, input, output, companions, spool, collector, progress, embedded }: HealthSources): HealthReport {
  const { heldEvents, heldBytes, droppedEvents } = spool.counts
  const publishStuckMs = Math.round(progress.stuckMs)
  const readStuckMs = input.device === undefined ? 0 : Math.round(systemClock.elapsedMs() - input.device.lastDrainedMs)
  const further = embedded?.health()
  const isReady = publishStuckMs < stuckAfterMs && readStuckMs < stuckAfterMs && further?.isReady !== false
  const { read, published } = collector.ledger
  const counts = { read, published, heldEvents, heldBytes, droppedEvents }
  const names = { source: config.collector.source, output: output.name }
  return {
    isReady,
    details: { ready: isReady, ...names, ...counts, publishStuckMs, readStuckMs, blindKinds: blindOf(companions), ...further?.details },
  }
}

function blindOf({ canary }: Companions): readonly string[] {
  return canary === undefined ? [] : blindKinds(canary.state)
}

/** A collector nobody can listen to collects all the same. */
async function openTap({ config, directory, log }: Omit<SpoolContext, 'onFailure'>): Promise<TapServer | undefined> {
  const { spool, tap } = config.collector
  if (!tap || spool.kind === 'memory') return undefined
  try {
    return await openTapServer(resolve(directory, spool.directory))
  } catch (error) {
    log.warn({ reason: String(error) }, '`win11mon tap` cannot listen to this collector.')
    return undefined
  }
}

interface Stopping {
  readonly stop: AbortSignal
  readonly log: Logger
}

/** A stop ends the sources; what they gave is published as far as time allows. */
async function runUntilStopped(collector: Collector, { canary }: Companions, { stop, log }: Stopping): Promise<void> {
  const abort = new AbortController()
  const ended = new AbortController()
  const onStop = (): void => {
    log.info({}, 'Stopping: nothing more is taken in, and what was is published.')
    const cancel = systemClock.after(flushMs, () => abort.abort())
    ended.signal.addEventListener('abort', cancel)
  }
  if (stop.aborted) onStop()
  stop.addEventListener('abort', onStop)
  const watching = canary?.run(AbortSignal.any([stop, ended.signal]))
  try {
    await collector.run(abort.signal, stop)
  } finally {
    ended.abort()
    stop.removeEventListener('abort', onStop)
    await watching
  }
}
