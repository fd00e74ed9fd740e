import { type DocumentWriter, type LogRecord, type StateStore, createTelemetry } from '@win11mon/pipeline'

import { CheckpointedPartition, type CheckpointedPartitionOptions } from '../../src/partition/checkpointed-partition.ts'
import { hastyClock } from './a-partition.ts'

const { signal: never } = new AbortController()
const hastyRetry = { firstDelayMs: 0, maxDelayMs: 0 }

/** One partition of a log, with the position that its group has committed. */
export class ASharedLog {
  readonly records: readonly LogRecord[]
  /** Records that are committed. */
  committed = 0
  rewinds = 0

  constructor(records: readonly LogRecord[]) {
    this.records = records
  }
}

export interface MemberOptions extends Partial<Omit<CheckpointedPartitionOptions, 'writer' | 'states'>> {
  readonly writer: DocumentWriter
  readonly states: StateStore
  /** Records that a rewind gives again at most. */
  readonly pastRecords?: number
}

/** Somebody who has the partition, or believes to. */
export interface AMember {
  readonly partition: CheckpointedPartition
  readonly telemetry: ReturnType<typeof createTelemetry>
  /** Hands in the next records, commits what is safe, and goes back when it is asked to. False at the end of the log. */
  step(count: number): Promise<boolean>
  /** Everything that is left. */
  drain(): Promise<void>
  idle(): Promise<void>
  /** Hands the partition over. */
  leave(): Promise<void>
}

export function aMember(log: ASharedLog, { pastRecords = Infinity, ...options }: MemberOptions): AMember {
  const telemetry = createTelemetry()
  let next = log.committed
  let rewoundTo: number | undefined
  const partition = new CheckpointedPartition({
    latenessUs: 300_000_000,
    horizonUs: 3_600_000_000,
    maxProcesses: Infinity,
    maxMentions: Infinity,
    exceptions: [],
    indexesEvents: true,
    documentsAfterBatches: 2,
    checkpointMs: 0,
    quietMs: 0,
    rebuildMs: 3_600_000,
    forgetAfterMs: Infinity,
    clock: hastyClock(),
    policy: hastyRetry,
    stage: telemetry.stage('enrich'),
    partition: 'group/topic/0',
    control: {
      rewind() {
        const target = Math.max(0, next - pastRecords)
        if (target >= next) return Promise.resolve(false)
        log.rewinds += 1
        rewoundTo = target
        return Promise.resolve(true)
      },
    },
    ...options,
  })

  function commit(position: number | undefined): void {
    if (position !== undefined) log.committed = Math.max(log.committed, position + 1)
  }

  async function step(count: number): Promise<boolean> {
    const records = log.records.slice(next, next + count).map((record, index) => ({ ...record, position: next + index }))
    if (records.length === 0) return false
    commit(await partition.handle(records, never))
    next = rewoundTo ?? next + records.length
    rewoundTo = undefined
    return true
  }

  return {
    partition,
    telemetry,
    step,
    async drain() {
      while (await step(3));
    },
    async idle() {
      commit(await partition.idle(never))
    },
    async leave() {
      commit(await partition.revoke())
    },
  }
}
