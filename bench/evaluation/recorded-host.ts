import { type ScenarioName, type ScenarioVariant, createSimulatorSource } from '@win11mon/collector'
import { type BatchOrigin, type Event, createBatchEncoder, decodeBatch } from '@win11mon/schemas'

import { type Batch, batchesOf } from './enrich-batches.ts'

/** The events of one simulated host, taken apart so that some can be changed or left out. */
export interface RecordedHost {
  readonly origin: BatchOrigin
  readonly events: readonly Event[]
}

export interface HostRequest {
  readonly seed: string
  readonly scenario?: ScenarioName
  readonly variant?: ScenarioVariant
}

const eventsPerSecond = 15
const startUs = 20_000_000
const durationUs = 130_000_000
const eventsPerBatch = 500

/** A machine in use, with a scenario on it or without. */
export async function recordHost({ seed, scenario, variant = {} }: HostRequest): Promise<RecordedHost> {
  const source = createSimulatorSource({
    seed,
    eventsPerSecond,
    durationUs: Math.round(durationUs * Math.max(1, (variant.slowness ?? 1) / 5)),
    scenarios: scenario === undefined ? [] : [{ name: scenario, hostIndex: 0, offsetUs: startUs, variant }],
  })
  const events: Event[] = []
  let origin: BatchOrigin | undefined
  for await (const { value } of batchesOf(source)) {
    const batch = decodeBatch(value)
    origin ??= batch
    for (const event of batch.events) events.push(event)
  }
  if (origin === undefined) throw new Error(`The simulated host ${seed} wrote nothing.`)
  return { origin, events }
}

/** Events of one stream as batches again. Their numbers ascend; one that is missing was lost. */
export function* batchesFrom({ origin, events }: RecordedHost): Generator<Batch> {
  const encoder = createBatchEncoder(origin)
  for (let start = 0; start < events.length; start += eventsPerBatch) {
    const some = events.slice(start, start + eventsPerBatch)
    for (const event of some) encoder.add(event)
    yield { hostId: origin.hostId, value: encoder.finish(some[0]?.sequence ?? 0, some.at(-1)?.sequence ?? 0) }
  }
}
