import {
  type HostCounts,
  type MemoryDocumentStore,
  PipelineError,
  type Sighting,
  createManualClock,
  createMemoryDocumentStore,
  createTelemetry,
  openSqliteHostCounts,
} from '@win11mon/pipeline'
import { expect, onTestFinished, test } from 'vitest'

import { withPrevalence } from '../../src/prevalence/with-prevalence.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aPartition, aRecord } from '../partition/a-partition.ts'

const hosts = [1, 2, 3].map((byte) => new Uint8Array(16).fill(byte))

interface AFleet {
  readonly store: MemoryDocumentStore
  readonly telemetry: ReturnType<typeof createTelemetry>
  readonly clock: ReturnType<typeof createManualClock>
  readonly calls: (readonly Sighting[])[]
  isAway: boolean
  /** Hosts on which their image was seen, of each process that runs it, in the order of the hosts. */
  seen(): (number | undefined)[]
  /** Starts one program on a host, in a batch of its own. */
  start(host: number, executable: string): Promise<void>
}

async function aFleet(): Promise<AFleet> {
  const store = createMemoryDocumentStore()
  const telemetry = createTelemetry()
  const clock = createManualClock(0)
  const inner = await openSqliteHostCounts(':memory:')
  onTestFinished(() => inner.close())
  const calls: (readonly Sighting[])[] = []
  const counts: HostCounts = {
    ...inner,
    async note(sightings) {
      calls.push(sightings)
      if (fleet.isAway) throw new PipelineError('BACKEND_UNAVAILABLE', 'Redis is away.', { isRetryable: true })
      return await inner.note(sightings)
    },
  }
  const writer = withPrevalence(store, { counts, clock, stage: telemetry.stage('prevalence') })
  const partition = aPartition(writer, { documentsAfterBatches: 1 })
  const sequences = new Map<number, number>()
  const fleet: AFleet = {
    store,
    telemetry,
    clock,
    calls,
    isAway: false,
    seen: () =>
      store
        .documents('processes')
        .filter(({ columns }) => columns.executable !== null)
        .map(({ doc }) => (JSON.parse(String(doc)) as { win11mon: { prevalence?: { hosts: number } } }).win11mon.prevalence?.hosts),
    async start(host, executable) {
      const sequence = (sequences.get(host) ?? 0) + 1
      sequences.set(host, sequence)
      const event = aProcessCreate({ timeUs: at(sequence), processId: 1_000 + 4 * sequence, executable })
      await partition.handle([aRecord([event], { firstSequence: sequence, hostId: hosts[host] ?? new Uint8Array(16) })])
    },
  }
  return fleet
}

test('the document of a process says on how many hosts its image was seen by then, one image for all users', async () => {
  const fleet = await aFleet()
  await fleet.start(0, 'C:\\Users\\alice\\tool.exe')
  await fleet.start(1, '\\Device\\HarddiskVolume3\\Users\\BOB\\tool.exe')
  await fleet.start(2, 'C:\\Windows\\other.exe')
  expect(fleet.seen().toSorted((left, right) => (left ?? 0) - (right ?? 0))).toEqual([1, 1, 2])
})

test('nobody is asked again for what was asked lately, whatever comes', async () => {
  const fleet = await aFleet()
  for (let times = 0; times < 20; times += 1) await fleet.start(0, 'C:\\Windows\\tool.exe')
  const asked = fleet.calls.filter((sightings) => sightings.length > 0).length
  expect([asked, new Set(fleet.seen())]).toEqual([1, new Set([1])])
  await fleet.start(1, 'C:\\Windows\\tool.exe')
  fleet.clock.advance(601_000_000)
  await fleet.start(0, 'C:\\Windows\\tool.exe')
  expect(Math.max(...fleet.seen().map((count) => count ?? 0))).toBe(2)
})

test('counts that cannot be had stop nothing: documents go without, that is counted, and it is tried again after a while', async () => {
  const fleet = await aFleet()
  fleet.isAway = true
  for (let times = 0; times < 5; times += 1) await fleet.start(0, 'C:\\Windows\\tool.exe')
  expect(new Set(fleet.seen())).toEqual(new Set([undefined]))
  const { errors, bounded } = fleet.telemetry.stage('prevalence').counts
  expect([errors, (bounded['without_prevalence'] ?? 0) >= 5]).toEqual([{ BACKEND_UNAVAILABLE: 1 }, true])
  fleet.isAway = false
  fleet.clock.advance(31_000_000)
  await fleet.start(0, 'C:\\Windows\\tool.exe')
  expect(fleet.seen()).toContain(1)
})

test('what is no process of an image goes as it is', async () => {
  const store = createMemoryDocumentStore()
  const counts = await openSqliteHostCounts(':memory:')
  onTestFinished(() => counts.close())
  const plain = createMemoryDocumentStore()
  const writer = withPrevalence(store, { counts, clock: createManualClock(0), stage: createTelemetry().stage('prevalence') })
  const records = [aRecord([aHandleCreate({ timeUs: at(1) })])]
  for (const target of [writer, plain]) {
    const partition = aPartition(target)
    await partition.handle(records)
    await partition.release()
  }
  for (const family of ['events', 'hosts', 'streams'] as const) expect(store.documents(family)).toEqual(plain.documents(family))
})
