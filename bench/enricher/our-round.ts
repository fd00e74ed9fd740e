import { CheckpointedPartition, enricherSettings, hostSettings } from '@win11mon/enricher'
import {
  type DocumentWriter,
  createMemoryStateStore,
  createTelemetry,
  kafkaSettings,
  openKafkaEventLog,
  openOpensearchDocumentStore,
  opensearchSettings,
  patientRetry,
  systemClock,
} from '@win11mon/pipeline'

import { cpuSeconds } from '../statistics.ts'
import { type EnricherPlace, prefix } from './with-servers.ts'

export interface RoundOptions {
  readonly topic: string
  readonly events: number
  /** Of the consumer group. */
  readonly name: string
}

/** The enricher's own code from the broker to the sink, with every rule and both scores: CPU seconds of it, until every event has been taken. */
export async function ourRound({ brokers, sink }: EnricherPlace, { topic, events, name }: RoundOptions): Promise<number> {
  const settings = opensearchSettings.parse({ nodes: [sink.url], prefix })
  const store = await openOpensearchDocumentStore({ settings })
  await store.check()
  const log = await openKafkaEventLog({ settings: kafkaSettings.parse({ brokers, topic, group: name }) })
  const states = createMemoryStateStore(systemClock)
  const telemetry = createTelemetry()
  const stop = new AbortController()
  const seconds = await cpuSeconds(async () => {
    const consumed = log.consume((number, control) => partitionOf({ writer: store, states, telemetry, control, number }), stop.signal)
    while (telemetry.stage('enrich').counts.sent < events) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    await consumed
  })
  await log.close()
  await store.close()
  return seconds
}

interface PartitionParts {
  readonly writer: DocumentWriter
  readonly states: ReturnType<typeof createMemoryStateStore>
  readonly telemetry: ReturnType<typeof createTelemetry>
  readonly control: ConstructorParameters<typeof CheckpointedPartition>[0]['control']
  readonly number: number
}

/** As `win11mon enrich` makes one. */
function partitionOf({ writer, states, telemetry, control, number }: PartitionParts): CheckpointedPartition {
  return new CheckpointedPartition({
    ...hostSettings(enricherSettings.parse({})),
    writer,
    states,
    control,
    partition: String(number),
    clock: systemClock,
    policy: patientRetry,
    stage: telemetry.stage('enrich'),
    checkpointMs: 1_000,
    quietMs: 600_000,
    rebuildMs: 600_000,
    forgetAfterMs: 86_400_000,
  })
}
