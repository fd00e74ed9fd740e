import { type CheckpointStep, CheckpointedPartition, type EnricherOptions, type RuleSet, hostSettings } from '@win11mon/enricher'
import {
  type AssignPartition,
  type Clock,
  type DocumentWriter,
  type KafkaEventLog,
  type Logger,
  type PartitionHandler,
  type PipelineError,
  type Progress,
  type RefusedRecord,
  type RetryPolicy,
  type StateStore,
  type Telemetry,
  createProgress,
  retry,
} from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'

export interface PartitionHostingOptions {
  readonly config: Config
  /** Rules beside the built-in ones. */
  readonly ruleSet?: RuleSet | undefined
  readonly writer: DocumentWriter
  readonly states: StateStore
  /** Takes what nobody can take. */
  readonly bury: KafkaEventLog['bury']
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly telemetry: Telemetry
  readonly log: Logger
  readonly onAlertsStored?: EnricherOptions['onAlertsStored']
  readonly onStep?: ((step: CheckpointStep) => void) | undefined
}

/** The partitions that this process works on, one ordered worker each. */
export interface PartitionHosting {
  readonly assign: AssignPartition
  /** Longest time that a partition with work has made no progress. Milliseconds. */
  readonly stuckMs: number
  readonly partitions: readonly number[]
  /** Hosts in memory. */
  readonly hostCount: number
}

interface Hosted {
  readonly partition: CheckpointedPartition
  readonly progress: Progress
}

/** Who loses a partition in the middle of its work and has it again so soon has still not got on with it. */
const sameTroubleMs = 60_000

export function hostPartitions(options: PartitionHostingOptions): PartitionHosting {
  const hosted = new Map<number, Hosted>()
  const unfinished = new Map<number, { readonly progress: Progress; readonly leftMs: number }>()
  const { clock } = options

  function progressOf(number: number): Progress {
    const before = unfinished.get(number)
    unfinished.delete(number)
    const isSame = before !== undefined && clock.elapsedMs() - before.leftMs < sameTroubleMs
    return isSame ? before.progress : createProgress(clock)
  }

  function leave(number: number, own: Hosted): void {
    if (own.progress.stuckMs > 0) unfinished.set(number, { progress: own.progress, leftMs: clock.elapsedMs() })
    if (hosted.get(number) === own) hosted.delete(number)
  }

  return {
    assign(number, control) {
      const partition = new CheckpointedPartition({ ...partitionOptions(options), partition: nameOf(options.config, number), control })
      const own: Hosted = { partition, progress: progressOf(number) }
      hosted.set(number, own)
      return watched(own, () => leave(number, own))
    },
    get stuckMs() {
      return Math.max(0, ...[...hosted.values()].map(({ progress }) => progress.stuckMs))
    },
    get partitions() {
      return [...hosted.keys()].toSorted((left, right) => left - right)
    },
    get hostCount() {
      return [...hosted.values()].reduce((sum, { partition }) => sum + partition.hostCount, 0)
    },
  }
}

/** What else shares the state store has another group or another topic. */
function nameOf({ kafka }: Config, partition: number): string {
  return `${kafka.group}/${kafka.topic}/${partition}`
}

type SharedOptions = Omit<ConstructorParameters<typeof CheckpointedPartition>[0], 'partition' | 'control'>

function partitionOptions(options: PartitionHostingOptions): SharedOptions {
  const { config, writer, states, clock, policy, telemetry, onAlertsStored, onStep } = options
  const { checkpoint_seconds: checkpoint, quiet_seconds: quiet, rebuild_seconds: rebuild } = config.enricher
  return {
    ...hostSettings(config.enricher, options.ruleSet),
    writer,
    states,
    clock,
    policy,
    stage: telemetry.stage('enrich'),
    checkpointMs: checkpoint * 1_000,
    quietMs: quiet * 1_000,
    rebuildMs: rebuild * 1_000,
    forgetAfterMs: config.state.forget_after_days * 86_400_000,
    onRetry: (error, delayMs) => warnOf(options, error, delayMs),
    keepLetters: (letters, signal) => keepLetters(options, letters, signal),
    onAlertsStored,
    onStep,
  }
}

function warnOf({ log }: PartitionHostingOptions, error: PipelineError, delayMs: number): void {
  log.warn({ code: error.code, delayMs }, error.message)
}

/** Patiently: what is in nobody's hands may not be committed. */
async function keepLetters(options: PartitionHostingOptions, letters: readonly RefusedRecord[], signal: AbortSignal): Promise<void> {
  const { bury, clock, policy, telemetry, log } = options
  const stage = telemetry.stage('enrich')
  await retry(() => bury(letters), {
    clock,
    policy,
    signal,
    onRetry: (error, delayMs) => {
      stage.error(error.code)
      warnOf(options, error, delayMs)
    },
  })
  const [first] = letters
  log.warn({ records: letters.length, reason: first?.reason }, `Records were set aside as dead letters: ${first?.message ?? ''}`)
}

/** A worker tells by its progress that it is alive; one that waits for a store makes none. */
function watched({ partition, progress }: Hosted, onRevoked: () => void): PartitionHandler {
  return {
    async handle(records, signal) {
      progress.begin()
      const safe = await partition.handle(records, signal)
      progress.rest()
      return safe
    },
    async idle(signal) {
      progress.begin()
      const safe = await partition.idle(signal)
      progress.rest()
      return safe
    },
    async revoke() {
      try {
        return await partition.revoke()
      } finally {
        onRevoked()
      }
    },
  }
}
