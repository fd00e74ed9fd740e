import { decodeBatch, type Event, type EventKind, type EventOfKind, toIdText } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'
import { createSimulatorSource, type SimulatorOptions } from '../../../src/sources/simulator/simulator-source.ts'

/** Everything a source yields for these options. */
export async function collectBatches(options: SimulatorOptions): Promise<EncodedBatch[]> {
  const source = createSimulatorSource(options)
  const { signal } = new AbortController()
  const batches: EncodedBatch[] = []
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) batches.push(batch)
  return batches
}

/** The events of each host, in sequence order. */
async function collectEventsByHost(options: SimulatorOptions): Promise<Event[][]> {
  const byHost = new Map<string, Event[]>()
  for (const batch of await collectBatches(options)) {
    const host = toIdText(batch.hostId)
    const events = byHost.get(host) ?? []
    for (const event of decodeBatch(batch.value).events) events.push(event)
    byHost.set(host, events)
  }
  return [...byHost.values()]
}

/** The events of the only host. */
export async function collectEvents(options: SimulatorOptions): Promise<Event[]> {
  return (await collectEventsByHost({ ...options, hosts: 1 }))[0] ?? []
}

export function ofKind<Kind extends EventKind>(events: readonly Event[], kind: Kind): EventOfKind[Kind][] {
  return events.filter((event): event is EventOfKind[Kind] => event.kind === kind)
}
