import {
  type Clock,
  type MemoryDocumentStore,
  createManualClock,
  createMemoryDocumentStore,
  createMemoryStateStore,
} from '@win11mon/pipeline'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { checkpointSteps } from '../../src/partition/checkpoint.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { anyArrivals, contentOf, recordOf } from '../replay/a-run.ts'
import { type AMember, ASharedLog, type MemberOptions, aMember } from './a-shared-log.ts'
import { aRecord } from './a-partition.ts'

const numRuns = Number(process.env['WIN11MON_PROPERTY_RUNS'] ?? 300)
const aLot = 10_000_000_000

/** A clock that stands where everything has been quiet for long. */
function lateClock(): Clock {
  return { ...createManualClock(aLot), sleep: () => Promise.resolve() }
}

/** Lets somebody finish: the rest of the log, then a quiet time. */
async function finish(log: ASharedLog, options: MemberOptions): Promise<AMember> {
  const member = aMember(log, options)
  await member.drain()
  const quiet = aMember(log, { ...options, clock: lateClock() })
  for (let turn = 0; turn < 3; turn += 1) await quiet.idle()
  return member
}

async function quietRun(records: ASharedLog['records']): Promise<{ store: MemoryDocumentStore; streams: unknown }> {
  const store = createMemoryDocumentStore()
  await finish(new ASharedLog(records), { writer: store, states: createMemoryStateStore() })
  return { store, streams: streamsOf(store) }
}

/** The ledger. */
function streamsOf(store: MemoryDocumentStore): unknown {
  return Object.fromEntries(store.documents('streams').map(({ id, columns }) => [id, columns]))
}

test('killed at any step of any checkpoint, the documents are those of a quiet run, document by document', async () => {
  let kills = 0
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), fc.array(fc.nat(12), { maxLength: 6 }), async (arrivals, deaths) => {
      const log = new ASharedLog(arrivals.map(recordOf))
      const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
      for (const steps of deaths) kills += await killedAfter(steps, log, { writer, states })
      await finish(log, { writer, states })
      const quiet = await quietRun(log.records)
      expect(contentOf(writer)).toEqual(contentOf(quiet.store))
      expect(streamsOf(writer)).toEqual(quiet.streams)
    }),
    { numRuns },
  )
  expect(kills).toBeGreaterThan(numRuns / 4)
})

test('states that are lost are made again from the log, by the next owner when the first dies over it: nothing is declared lost', async () => {
  const events = Array.from({ length: 12 }, (_, index) => aProcessCreate({ timeUs: at(index), processId: 100 + 4 * index }))
  const log = new ASharedLog(events.map((event, index) => aRecord([event], { firstSequence: index + 1 })))
  const writer = createMemoryDocumentStore()
  await aMember(log, { writer, states: createMemoryStateStore() }).step(5)
  const states = createMemoryStateStore()
  // It owns the partition and goes back in the log; then it is gone.
  await aMember(log, { writer, states }).step(2)
  expect([log.committed, log.rewinds]).toEqual([5, 1])

  await finish(log, { writer, states })
  const quiet = await quietRun(log.records)
  expect(log.rewinds).toBe(2)
  expect(contentOf(writer)).toEqual(contentOf(quiet.store))
  expect(streamsOf(writer)).toEqual(quiet.streams)
})

/** Somebody who dies after so many steps of checkpoints; 1 when that came to pass. */
async function killedAfter(steps: number, log: ASharedLog, options: MemberOptions): Promise<number> {
  let left = steps
  const member = aMember(log, {
    ...options,
    onStep: () => {
      if ((left -= 1) < 0) throw new Error('killed')
    },
  })
  try {
    await member.drain()
    return 0
  } catch (error) {
    if (error instanceof Error && error.message === 'killed') return 1
    throw error
  }
}

test('handed over at any moment, the documents are those of a quiet run, and none waits for the next owner', async () => {
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), fc.array(fc.nat(4), { maxLength: 6 }), async (arrivals, stays) => {
      const log = new ASharedLog(arrivals.map(recordOf))
      const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
      for (const stay of stays) {
        const member = aMember(log, { writer, states, checkpointMs: 1e9, documentsAfterBatches: 1_000 })
        for (let turn = 0; turn < stay; turn += 1) await member.step(2)
        await member.leave()
      }
      await finish(log, { writer, states })
      const quiet = await quietRun(log.records)
      expect(contentOf(writer)).toEqual(contentOf(quiet.store))
      expect(streamsOf(writer)).toEqual(quiet.streams)
    }),
    { numRuns },
  )
})

test('who hands a partition over writes the documents of processes that were waiting', async () => {
  const log = new ASharedLog([aRecord([aProcessCreate()])])
  const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
  const member = aMember(log, { writer, states, checkpointMs: 1e9, documentsAfterBatches: 1_000 })
  await member.step(1)
  expect([writer.documents('processes').length, log.committed]).toEqual([0, 0])
  await member.leave()
  expect([writer.documents('processes').length > 0, log.committed]).toEqual([true, 1])
})

test('reports the steps of a checkpoint in their order', async () => {
  const steps: string[] = []
  const log = new ASharedLog([aRecord([aProcessCreate()])])
  const member = aMember(log, { writer: createMemoryDocumentStore(), states: createMemoryStateStore(), onStep: (step) => steps.push(step) })
  await member.drain()
  expect(steps).toEqual([...checkpointSteps])
})

test('one who is fenced off overwrites neither states nor documents of its successor', async () => {
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), fc.nat(10), fc.nat(10), async (arrivals, before, behind) => {
      const log = new ASharedLog(arrivals.map(recordOf))
      const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
      const clock = createManualClock(0)
      const zombie = aMember(log, { writer, states, clock })
      for (let turn = 0; turn < before; turn += 1) await zombie.step(1)
      const committed = log.committed
      await finish(log, { writer, states })
      const quiet = await quietRun(log.records)
      clock.advance(60_000_000)
      // It wakes up, and believes that it still has the partition.
      for (let turn = 0; turn <= behind; turn += 1) await zombie.step(1).catch(() => undefined)
      log.committed = Math.max(log.committed, committed)
      expect(contentOf(writer)).toEqual(contentOf(quiet.store))
      expect(streamsOf(writer)).toEqual(quiet.streams)
    }),
    { numRuns },
  )
})

test('one who is fenced off is told so, and keeps nothing', async () => {
  const log = new ASharedLog([aRecord([aProcessCreate()]), aRecord([aHandleCreate({ timeUs: at(1) })], { firstSequence: 2 })])
  const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
  const zombie = aMember(log, { writer, states })
  await zombie.step(1)
  await aMember(log, { writer, states }).step(1)
  await expect(zombie.step(1)).rejects.toMatchObject({ code: 'STATE_FENCED' })
  expect(await zombie.partition.revoke()).toBeUndefined()
})

test('a host leaves memory when it has been quiet, and comes back with its next event', async () => {
  const records = [aRecord([aProcessCreate()]), aRecord([aHandleCreate({ timeUs: at(1) })], { firstSequence: 2 })]
  const log = new ASharedLog(records)
  const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
  const clock = createManualClock(at(0))
  const member = aMember(log, { writer, states, clock, quietMs: 1_000, latenessUs: 1_000 })
  await member.step(1)
  expect(member.partition.hostCount).toBe(1)
  clock.advance(5_000_000)
  await member.idle()
  await member.idle()
  expect(member.partition.hostCount).toBe(0)
  await member.drain()
  expect(writer.documents('gaps')).toEqual([])
  expect(writer.documents('events')).toHaveLength(2)
})

test('what waits in a host is shown although nothing more comes of it and its keeper dies', async () => {
  const log = new ASharedLog([aRecord([aProcessCreate()])])
  const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore()]
  await aMember(log, { writer, states }).drain()
  expect([log.committed, writer.documents('hosts')]).toEqual([1, []])
  const next = aMember(log, { writer, states, clock: lateClock() })
  await next.idle()
  expect(writer.documents('hosts')).toHaveLength(1)
})
