import { createSimulatorSource } from '@win11mon/collector'
import {
  type GuidComparison,
  PartitionEnricher,
  createGuidComparer,
  endlessMemory,
  enricherSettings,
  hostSettings,
} from '@win11mon/enricher'
import { createMemoryDocumentStore, createTelemetry, patientRetry, systemClock } from '@win11mon/pipeline'
import { type Event, createBatchEncoder, decodeBatch, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

/**
 * A simulated host knows the start time of every process it names. Here its events lose that, as Sysmon records them:
 * start times only on creates, times in milliseconds, accesses stamped with the 15.6 ms clock, images by path. The
 * lost identity travels along as GUID, so that the tree's answer can be checked against the truth.
 */
const tickUs = 15_625
const millisecondUs = 1_000
const secondUs = 1_000_000
const firstBootUs = Date.UTC(2025, 0, 15, 8) * 1000

/** Property of a busy machine, not of the product: a simulated quarter of an hour takes seconds. */
const timeoutMs = 60_000

interface Known {
  readonly guid: string
  readonly image: string | null
}

/** Kinds that Sysmon records. */
const recordedKinds = new Set<Event['kind']>([
  'process_create',
  'process_terminate',
  'image_load',
  'handle_create',
  'registry_operation',
  'thread_create',
])

async function simulatedEvents(
  seed: string,
  durationUs: number,
  startTimeUs = firstBootUs,
): Promise<{ readonly events: Event[]; readonly hostId: Uint8Array }> {
  const source = createSimulatorSource({ seed, hosts: 1, durationUs, startTimeUs, eventsPerSecond: 60 })
  const events: Event[] = []
  let hostId = new Uint8Array(16)
  const { signal } = new AbortController()
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    hostId = Uint8Array.from(batch.hostId)
    events.push(...decodeBatch(batch.value).events)
  }
  return { events, hostId }
}

function degrade(events: readonly Event[]): Event[] {
  const known = new Map<string, Known>()
  for (const event of events) {
    if (event.kind !== 'process_create' && event.kind !== 'process_snapshot') continue
    const key = `${event.processId}:${event.processStartUs}`
    known.set(key, { guid: key, image: event.executable })
  }
  return events.flatMap((event) => {
    if (!recordedKinds.has(event.kind) || !('sourceGuid' in event) || event.processId === 0) return []
    const actor = known.get(`${event.processId}:${event.processStartUs}`)
    if (actor === undefined) return []
    const isCreate = event.kind === 'process_create'
    const timeUs = coarse(event.timeUs, isCreate ? millisecondUs : tickUs)
    const degraded: Event = { ...event, timeUs, processStartUs: isCreate ? timeUs : null, executable: actor.image, sourceGuid: actor.guid }
    return [degradeObject(event, degradeParent(event, degraded, known), known)]
  })
}

function degradeParent(event: Event, degraded: Event, known: ReadonlyMap<string, Known>): Event {
  if (event.kind !== 'process_create' || degraded.kind !== 'process_create') return degraded
  const parent = known.get(`${event.parentProcessId}:${event.parentStartUs}`)
  return {
    ...degraded,
    parentStartUs: null,
    parentExecutable: parent?.image ?? null,
    sourceParentGuid: parent?.guid ?? null,
    creatorProcessId: null,
    creatorStartUs: null,
  }
}

function degradeObject(event: Event, degraded: Event, known: ReadonlyMap<string, Known>): Event {
  if (event.kind !== 'handle_create' && event.kind !== 'thread_create') return degraded
  if (degraded.kind !== 'handle_create' && degraded.kind !== 'thread_create') return degraded
  const object = known.get(`${event.objectProcessId}:${event.objectStartUs}`)
  return { ...degraded, objectStartUs: null, objectExecutable: object?.image ?? null, sourceObjectGuid: object?.guid ?? null }
}

function coarse(timeUs: number, unitUs: number): number {
  return Math.floor(timeUs / unitUs) * unitUs
}

/** Arrival up to a few seconds late, the same for the same seed. */
function shuffled(events: readonly Event[], spreadUs: number): Event[] {
  let state = 1
  const keyed = events.map((event) => {
    state = (state * 48_271) % 2_147_483_647
    return { event, key: event.timeUs + (state % spreadUs) }
  })
  return keyed.toSorted((left, right) => left.key - right.key).map(({ event }) => event)
}

async function comparisonOf(events: readonly Event[], hostId: Uint8Array): Promise<GuidComparison> {
  const comparer = createGuidComparer()
  const enricher = new PartitionEnricher({
    ...hostSettings(enricherSettings.parse({})),
    ...endlessMemory,
    indexesEvents: false,
    writer: createMemoryDocumentStore(),
    stage: createTelemetry().stage('enrich'),
    clock: systemClock,
    policy: patientRetry,
    onEvent: (event, host) => comparer.add(event, host.hostId),
  })
  const { signal } = new AbortController()
  const encoder = createBatchEncoder({ hostId, hostName: null, bootId: new Uint8Array(16), agentVersion: 'test' })
  for (let start = 0; start < events.length; start += 500) {
    const batch = events.slice(start, start + 500)
    for (const [index, event] of batch.entries()) encoder.add({ ...event, sequence: start + index + 1 })
    const value = encoder.finish(start + 1, start + batch.length)
    await enricher.handle([{ key: toIdText(hostId), value, position: start }], signal)
  }
  await enricher.release(signal)
  return comparer.compare((id) => enricher.hosts.get(id)?.tree)
}

test.each(['one', 'two'])(
  'finds the identities that a capture of the simulated host %s hides',
  async (seed) => {
    const { events, hostId } = await simulatedEvents(seed, 900 * secondUs)
    const { references, agreeing, parentEdges, disagreements } = await comparisonOf(shuffled(degrade(events), 4 * secondUs), hostId)
    expect(disagreements).toEqual([])
    expect(agreeing).toBe(references)
    expect(references).toBeGreaterThan(30_000)
    expect(parentEdges.agreeing).toBe(parentEdges.compared)
    expect(parentEdges.compared).toBeGreaterThan(100)
  },
  timeoutMs,
)

test(
  'finds them as well when the capture starts in the middle of the life of the host',
  async () => {
    const { events, hostId } = await simulatedEvents('four', 900 * secondUs)
    const middle = degrade(events).filter((event) => event.timeUs > firstBootUs + 450 * secondUs)
    const { references, agreeing, disagreements } = await comparisonOf(shuffled(middle, 4 * secondUs), hostId)
    expect(disagreements).toEqual([])
    expect(agreeing).toBe(references)
    expect(references).toBeGreaterThan(15_000)
  },
  timeoutMs,
)

test.each([
  ['that is recorded from its first process on', 0],
  ['whose first half minute was not recorded', 30],
])(
  'finds them on both sides of a reboot %s',
  async (_, unrecordedSeconds) => {
    const before = await simulatedEvents('five', 300 * secondUs)
    const secondBootUs = firstBootUs + 330 * secondUs
    const after = await simulatedEvents('six', 300 * secondUs, secondBootUs)
    const recorded = degrade(after.events).filter((event) => event.timeUs > secondBootUs + unrecordedSeconds * secondUs)
    const { references, agreeing, disagreements } = await comparisonOf(
      shuffled([...degrade(before.events), ...recorded], 4 * secondUs),
      before.hostId,
    )
    expect(disagreements).toEqual([])
    expect(agreeing).toBe(references)
  },
  timeoutMs,
)
