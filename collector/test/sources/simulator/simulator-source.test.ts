import { createHash } from 'node:crypto'

import { eventKinds, toIdText } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'
import { kindShares } from '../../../src/sources/simulator/behaviour/background.ts'
import { createSimulatorSource, defaultScenarios, type SimulatorOptions } from '../../../src/sources/simulator/simulator-source.ts'
import { collectBatches, collectEvents } from './collect-events.ts'

function hashOf(batches: readonly EncodedBatch[]): string {
  const hash = createHash('sha256')
  for (const { hostId, bootId, firstSequence, lastSequence, value } of batches) {
    hash.update(hostId).update(bootId).update(`${firstSequence} ${lastSequence}`).update(value)
  }
  return hash.digest('hex')
}

test('the same options give the same bytes', async () => {
  const options = { seed: 'twice', hosts: 3, events: 30_000, scenarios: defaultScenarios }
  expect(hashOf(await collectBatches(options))).toBe(hashOf(await collectBatches(options)))
})

test('two sources that take turns do not disturb each other', async () => {
  const options = { seed: 'turns', events: 8_000, eventsPerSecond: 500 }
  const { signal } = new AbortController()
  const [left, right] = [createSimulatorSource(options), createSimulatorSource(options)]
  const pairs: [EncodedBatch[], EncodedBatch[]] = [[], []]
  for (;;) {
    const [one, other] = [await left.next(signal), await right.next(signal)]
    if (one === undefined || other === undefined) break
    pairs[0].push(one)
    pairs[1].push(other)
  }
  expect(hashOf(pairs[0])).toBe(hashOf(await collectBatches(options)))
  expect(hashOf(pairs[1])).toBe(hashOf(pairs[0]))
})

test('another seed gives other ids and other bytes', async () => {
  const [first, second] = [await collectBatches({ seed: 1, events: 2_000 }), await collectBatches({ seed: 2, events: 2_000 })]
  expect(hashOf(first)).not.toBe(hashOf(second))
  expect(first[0]?.hostId).not.toEqual(second[0]?.hostId)
  expect(first[0]?.bootId).not.toEqual(second[0]?.bootId)
})

test('a number and its text are different seeds', async () => {
  expect(hashOf(await collectBatches({ seed: 1, events: 500 }))).not.toBe(hashOf(await collectBatches({ seed: '1', events: 500 })))
})

test('every stream is numbered from 1 without holes, and a batch says what it holds', async () => {
  const options = fc.record({ seed: fc.integer(), hosts: fc.integer({ min: 1, max: 5 }), batchEvents: fc.integer({ min: 1, max: 700 }) })
  await fc.assert(
    fc.asyncProperty(options, async (chosen) => {
      const last = new Map<string, number>()
      for (const batch of await collectBatches({ ...chosen, events: 4_000 })) {
        const boot = toIdText(batch.bootId)
        expect(batch.firstSequence).toBe((last.get(boot) ?? 0) + 1)
        expect(batch.lastSequence - batch.firstSequence + 1).toBe(batch.eventCount)
        expect(batch.eventCount).toBeLessThanOrEqual(chosen.batchEvents)
        last.set(boot, batch.lastSequence)
      }
    }),
    { numRuns: 10 },
  )
})

test('stops after exactly the number of events asked for', async () => {
  const everyCount = Array.from({ length: 400 }, (_unused, index) => index + 1)
  for (const events of [...everyCount, 499, 500, 501, 7_777]) {
    const batches = await collectBatches({ seed: 3, hosts: 2, events })
    expect(batches.reduce((sum, batch) => sum + batch.eventCount, 0)).toBe(events)
  }
})

test('stops at the end of the duration, near the rate asked for', async () => {
  const startTimeUs = 1_750_000_000_000_000
  const durationUs = 120_000_000
  const events = await collectEvents({ seed: 4, startTimeUs, durationUs, eventsPerSecond: 200 })
  const afterBoot = events.filter((event) => event.timeUs >= startTimeUs + 60_000_000)
  expect(Math.min(...events.map((event) => event.timeUs))).toBe(startTimeUs + 1)
  expect(Math.max(...events.map((event) => event.timeUs))).toBeLessThan(startTimeUs + durationUs)
  expect(afterBoot.length / 60).toBeGreaterThan(180)
  expect(afterBoot.length / 60).toBeLessThan(220)
})

test('a batch of a quiet host spans no more time than allowed', async () => {
  for (const batch of await collectBatches({ seed: 5, durationUs: 90_000_000, eventsPerSecond: 5, batchSpanUs: 2_000_000 })) {
    expect(batch.lastTimeUs - batch.firstTimeUs).toBeLessThanOrEqual(2_000_000)
  }
})

test('each kind has its share of the events', async () => {
  const events = await collectEvents({ seed: 6, eventsPerSecond: 300, events: 100_000 })
  const shares = new Map<string, number>(
    eventKinds.map((kind) => [kind, events.filter((event) => event.kind === kind).length / events.length]),
  )
  for (const [kind, share] of Object.entries(kindShares)) {
    expect(shares.get(kind), kind).toBeGreaterThan(share * 0.95)
    expect(shares.get(kind), kind).toBeLessThan(share * 1.1)
  }
  expect(shares.get('process_create')).toBeGreaterThan(0.004)
  expect(shares.get('process_create')).toBeLessThan(0.009)
})

test('a thousand hosts take turns, in bounded memory', async () => {
  const source = createSimulatorSource({ seed: 'fleet', hosts: 1_000, events: 1_200_000 })
  const { signal } = new AbortController()
  const before = process.memoryUsage()
  const hosts = new Set<string>()
  let events = 0
  let spreadUs = 0
  let latestUs = 0
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    hosts.add(toIdText(batch.hostId))
    events += batch.eventCount
    latestUs = Math.max(latestUs, batch.lastTimeUs)
    spreadUs = Math.max(spreadUs, latestUs - batch.lastTimeUs)
  }
  const after = process.memoryUsage()
  expect(events).toBe(1_200_000)
  expect(hosts.size).toBe(1_000)
  expect(spreadUs).toBeLessThan(10_000_000)
  expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(500 * 1024 * 1024)
}, 60_000)

test('a call with an aborted signal rejects, and the source goes on afterwards', async () => {
  const source = createSimulatorSource({ seed: 9, events: 1_000 })
  await expect(source.next(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  expect((await source.next(new AbortController().signal))?.firstSequence).toBe(1)
})

test('an option out of range is refused by name', () => {
  const refused: readonly Partial<SimulatorOptions>[] = [
    { hosts: 0 },
    { hosts: 1.5 },
    { events: 0 },
    { eventsPerSecond: 0 },
    { durationUs: -1 },
    { batchEvents: 0 },
    { startTimeUs: NaN },
    { scenarios: [{ name: 'injection', hostIndex: 1, offsetUs: 0 }] },
  ]
  for (const options of refused) {
    const name = Object.keys(options)[0] ?? ''
    expect(() => createSimulatorSource({ seed: 1, ...options })).toThrow(name)
  }
})
