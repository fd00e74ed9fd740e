import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { type EventSource, collectorSettings, createCaptureSource, createSimulatorSource } from '@win11mon/collector'
import { type Event, decodeBatch } from '@win11mon/schemas'

import { sysmonLike } from '../enrich/sysmon-like.ts'

const captures = fileURLToPath(new URL('../../../shared/data/otrf', import.meta.url))

export interface EventWorkload {
  readonly name: string
  readonly events: readonly Event[]
}

/** Events as they come, in memory: of the captures given or at hand, and of simulated hosts with Sysmon. */
export async function eventWorkloads(input: string | undefined, count: number): Promise<EventWorkload[]> {
  const path = input ?? process.env['WIN11MON_CAPTURES']?.concat('/otrf') ?? captures
  const simulated = { name: 'simulated Sysmon events', events: await simulatedEvents(count) }
  if (!existsSync(path)) return [simulated, startsOf(simulated)]
  const events = await readAll(openCaptures(path), count, (value) => value)
  const captured = { name: `captures in ${path.split('/').at(-1) ?? path}`, events }
  return [simulated, captured, startsOf(captured)]
}

/** Process creations alone: most rules are about them, and every one of them is looked at. */
function startsOf({ name, events }: EventWorkload): EventWorkload {
  const starts = events.filter(({ kind }) => kind === 'process_create')
  return { name: `process creations of the ${name}`, events: Array.from({ length: 20 }, () => starts).flat() }
}

async function simulatedEvents(count: number): Promise<Event[]> {
  const images = new Map<string, string | null>()
  return await readAll(createSimulatorSource({ seed: 'bench', events: count }), count, (value) => sysmonLike(value, images))
}

function openCaptures(path: string): EventSource {
  const { batch_events: batchEvents, capture } = collectorSettings.parse({})
  return createCaptureSource([path], {
    agentVersion: 'bench',
    hosts: [],
    batchEvents,
    logRecords: capture.log_records,
    skippedKinds: capture.skip_kinds,
    limits: {
      maxLineBytes: capture.max_line_bytes,
      maxExpandedBytes: capture.max_expanded_bytes,
      maxExpansionRatio: capture.max_expansion_ratio,
    },
  })
}

async function readAll(source: EventSource, count: number, shape: (value: Uint8Array) => Uint8Array): Promise<Event[]> {
  const events: Event[] = []
  const { signal } = new AbortController()
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    events.push(...decodeBatch(shape(batch.value)).events)
    await source.ack(batch)
  }
  await source.close()
  return events.slice(0, count)
}
