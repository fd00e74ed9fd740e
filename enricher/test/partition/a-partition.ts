import {
  type Clock,
  type DocumentHistory,
  type DocumentWriter,
  type LogRecord,
  type RetryPolicy,
  type Telemetry,
  createManualClock,
  createTelemetry,
} from '@win11mon/pipeline'
import { type Event, createBatchEncoder, toIdText } from '@win11mon/schemas'

import { endlessMemory } from '../../src/host/host-settings.ts'
import type { Stream } from '../../src/ledger/stream.ts'
import type { EnricherOptions } from '../../src/partition/enricher-options.ts'
import { PartitionEnricher } from '../../src/partition/partition-enricher.ts'
import { hostId } from '../builders.ts'

const { signal: never } = new AbortController()

export interface PartitionOptions extends Partial<EnricherOptions> {
  readonly telemetry?: Telemetry
  /** Position of the newest record that another enricher took. */
  readonly after?: number
}

/** An enricher of one partition, and the log in front of it. */
export interface APartition {
  readonly enricher: PartitionEnricher
  readonly telemetry: Telemetry
  /** Hands records in at the next positions. */
  handle(records: readonly LogRecord[], signal?: AbortSignal): Promise<number | undefined>
  position(): number
  /** Lets the clock tell that nothing comes. */
  idle(): Promise<void>
  /** The end of the log. */
  release(): Promise<void>
  streams(): Stream[]
}

/** Waits for nobody: a failure that may pass is tried again at once, a few times. */
const hastyRetry: RetryPolicy = { firstDelayMs: 0, maxDelayMs: 0 }

/** A clock on which every wait is over at once. */
export function hastyClock(startUs = 0): Clock {
  const clock = createManualClock(startUs)
  return { ...clock, sleep: () => Promise.resolve() }
}

export function aPartition(store: DocumentWriter & Partial<DocumentHistory>, options: PartitionOptions = {}): APartition {
  const telemetry = options.telemetry ?? createTelemetry()
  const enricher = new PartitionEnricher({
    ...endlessMemory,
    writer: store,
    stage: telemetry.stage('enrich'),
    clock: hastyClock(),
    policy: hastyRetry,
    latenessUs: 10_000_000,
    exceptions: [],
    indexesEvents: true,
    documentsAfterBatches: 32,
    ...options,
  })
  let position = options.after ?? 0
  return {
    enricher,
    telemetry,
    async handle(records, signal = never) {
      // Above everything that an earlier run wrote.
      if (position === 0) position = (await options.history?.newestVersion()) ?? 0
      return enricher.handle(
        records.map((record) => ({ ...record, position: (position += 1) })),
        signal,
      )
    },
    position: () => position,
    async idle() {
      await enricher.idle(never)
    },
    release: () => enricher.release(never),
    streams: () => [...enricher.hosts.values()].flatMap((host) => [...host.streams.values()]),
  }
}

export interface RecordOptions {
  readonly firstSequence?: number
  readonly bootByte?: number
  readonly hostId?: Uint8Array
}

/** One batch of one stream, its events numbered from `firstSequence`. */
export function aRecord(events: readonly Event[], options: RecordOptions = {}): LogRecord {
  const { firstSequence = 1, bootByte = 1, hostId: ofHost = hostId } = options
  const encoder = createBatchEncoder({ hostId: ofHost, hostName: 'host', bootId: new Uint8Array(16).fill(bootByte), agentVersion: 'test' })
  for (const [index, event] of events.entries()) encoder.add({ ...event, sequence: firstSequence + index })
  return { key: toIdText(ofHost), value: encoder.finish(firstSequence, firstSequence + events.length - 1) }
}

/** A batch that says of its numbers what the test wants: those of the events, and those that it claims. */
export function aClaim(sequences: readonly number[], event: Event, claim: { first: number; last: number; key?: string }): LogRecord {
  const encoder = createBatchEncoder({ hostId, hostName: 'host', bootId: new Uint8Array(16).fill(1), agentVersion: 'test' })
  for (const sequence of sequences) encoder.add({ ...event, sequence })
  return { key: claim.key ?? toIdText(hostId), value: encoder.finish(claim.first, claim.last) }
}
