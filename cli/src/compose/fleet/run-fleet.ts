import { randomBytes } from 'node:crypto'

import {
  type CollectorLedger,
  createCollector,
  createMemorySpool,
  createPacedSource,
  createSimulatorSource,
  defaultScenarios,
} from '@win11mon/collector'
import { type KafkaSettings, type Logger, openKafkaEventLog, openKafkaTopics, patientRetry, systemClock } from '@win11mon/pipeline'

import { programVersion } from '../../version.ts'
import { breathe } from '../breathing-source.ts'

export interface FleetPlan {
  readonly hosts: number
  /** Events a second of all hosts together. */
  readonly rate: number
  readonly seed: string
  /** Time to simulate; without end when undefined. Microseconds. */
  readonly durationUs: number | undefined
  /** As time goes by, or as fast as Kafka takes them. */
  readonly isLive: boolean
  readonly batchEvents: number
}

export interface FleetResult {
  readonly hosts: number
  readonly issued: number
  readonly published: number
  readonly seconds: number
}

export interface FleetContext {
  readonly kafka: KafkaSettings
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Events of so many bytes wait at most for a Kafka that is slower than the fleet: then the fleet waits. */
const spoolBytes = 64 * 1024 * 1024
const tellMs = 5_000

/** Simulated endpoints that publish to a real Kafka, until their time is over or the signal is aborted. */
export async function runFleet(plan: FleetPlan, { kafka, log, signal }: FleetContext): Promise<FleetResult> {
  if (kafka.topics.create_missing) await createTopics(kafka)
  const eventLog = await openKafkaEventLog({ settings: kafka, onWarning: (message) => log.warn({}, message) })
  const startedMs = systemClock.elapsedMs()
  try {
    const collector = createCollector({
      sources: [{ name: 'fleet', source: fleetSource(plan) }],
      spool: createMemorySpool(spoolBytes),
      eventLog,
      policy: patientRetry,
      onRetry: (error, delayMs) => log.warn({ code: error.code, delayMs }, error.message),
    })
    const ended = new AbortController()
    const telling = tell(collector.ledger, { log, signal: ended.signal })
    await collector.run(new AbortController().signal, signal).finally(() => ended.abort())
    await telling
    const { read, published } = collector.ledger
    return { hosts: plan.hosts, issued: read, published, seconds: (systemClock.elapsedMs() - startedMs) / 1_000 }
  } finally {
    await eventLog.close()
  }
}

function fleetSource({ hosts, rate, seed, durationUs, isLive, batchEvents }: FleetPlan): ReturnType<typeof breathe> {
  const source = createSimulatorSource({
    seed: seed === '' ? randomBytes(16).toString('hex') : seed,
    hosts,
    eventsPerSecond: Math.max(1, Math.round(rate / hosts)),
    startTimeUs: systemClock.nowUs(),
    durationUs: durationUs ?? Infinity,
    batchEvents,
    batchSpanUs: 1_000_000,
    agentVersion: programVersion,
    // One attack on the first host, so that there is something to find.
    scenarios: defaultScenarios,
  })
  return breathe(isLive ? createPacedSource(source, systemClock) : source)
}

async function createTopics(kafka: KafkaSettings): Promise<void> {
  const topics = await openKafkaTopics(kafka)
  try {
    await topics.createMissing()
  } finally {
    await topics.close()
  }
}

async function tell(ledger: CollectorLedger, { log, signal }: Pick<FleetContext, 'log' | 'signal'>): Promise<void> {
  let before = 0
  while (!signal.aborted) {
    await systemClock.sleep(tellMs, signal)
    const { read, published } = ledger
    if (!signal.aborted)
      log.info({ issued: read, published, perSecond: Math.round((published - before) / (tellMs / 1_000)) }, 'The fleet publishes.')
    before = published
  }
}
