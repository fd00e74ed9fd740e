import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { defaultScenarios, scenarioNames } from '../../../src/sources/simulator/simulator-source.ts'
import { collectEvents, ofKind } from './collect-events.ts'
import { keyOf, type Lifetime, lifetimesOf, type Reference, referencesOf } from './lifetimes.ts'

const anyRun = fc.record({
  seed: fc.integer(),
  eventsPerSecond: fc.constantFrom(15, 60, 400, 6_000, 50_000),
  events: fc.constant(12_000),
  scenarios: fc.constant(scenarioNames.map((name, index) => ({ name, hostIndex: 0, offsetUs: (12 + index) * 1_000_000 }))),
})

function holdsForAnyRun(check: (events: readonly Event[], lifetimes: Map<string, Lifetime>) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyRun, async (options) => {
      const events = await collectEvents(options)
      check(events, lifetimesOf(events))
    }),
    { numRuns: 7 },
  )
}

/** References to processes that are not alive at the time of the event, or to none at all. */
function wrongReferences(events: readonly Event[], lifetimes: ReadonlyMap<string, Lifetime>): Reference[] {
  return events.flatMap((event) =>
    referencesOf(event).filter(({ processId, startUs }) => {
      const lifetime = lifetimes.get(keyOf(processId, startUs))
      return lifetime === undefined || event.timeUs < lifetime.start.timeUs || event.timeUs > lifetime.endedUs
    }),
  )
}

test('every process that an event names is alive at the time of the event, under its own start time', async () => {
  await holdsForAnyRun((events, lifetimes) => expect(wrongReferences(events, lifetimes)).toEqual([]))
})

test('that also holds for scenarios on a host where most processes live for a moment only', async () => {
  const scenarios = scenarioNames.map((name, index) => ({ name, hostIndex: 0, offsetUs: (12 + 4 * index) * 1_000_000 }))
  const events = await collectEvents({ seed: 14, eventsPerSecond: 3_000, durationUs: 55_000_000, scenarios })
  expect(wrongReferences(events, lifetimesOf(events))).toEqual([])
})

test('no process id belongs to two live processes, and none comes back before the earlier process ended', async () => {
  await holdsForAnyRun((_events, lifetimes) => {
    const previous = new Map<number, Lifetime>()
    for (const lifetime of lifetimes.values()) {
      const { processId, processStartUs } = lifetime.start
      expect(previous.get(processId)?.endedUs ?? -Infinity).toBeLessThan(processStartUs ?? 0)
      previous.set(processId, lifetime)
    }
  })
})

test('a process starts after its parent and its creator, and has both unless it is the first', async () => {
  await holdsForAnyRun((events) => {
    for (const event of ofKind(events, 'process_create')) {
      expect(event.parentStartUs).toBeLessThan(event.processStartUs ?? 0)
      expect(event.creatorStartUs).toBeLessThan(event.processStartUs ?? 0)
      expect(event.processStartUs).toBeLessThanOrEqual(event.timeUs)
    }
    expect(ofKind(events, 'process_snapshot').map((event) => event.parentProcessId)).toEqual([null, 4])
  })
})

test('what a profile counts is what the events of the process show', async () => {
  await holdsForAnyRun((events) => {
    const seen = new Map<string, number>()
    for (const event of events) {
      if (event.kind === 'image_load' || event.kind === 'handle_create' || event.kind === 'registry_operation') {
        const key = `${event.kind} ${keyOf(event.processId, event.processStartUs)}`
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    }
    for (const profile of ofKind(events, 'process_profile')) {
      const key = keyOf(profile.processId, profile.processStartUs)
      expect(profile.imageLoadCount).toBe(seen.get(`image_load ${key}`) ?? 0)
      expect(profile.handleCreateCount).toBe(seen.get(`handle_create ${key}`) ?? 0)
      expect(profile.registryOperationCount).toBe(seen.get(`registry_operation ${key}`) ?? 0)
    }
  })
})

test('every thread that ends was started, or came with its process, and ends once', async () => {
  await holdsForAnyRun((events) => {
    const live = new Set<string>()
    const unknown: string[] = []
    for (const event of events) {
      if (event.kind === 'process_create') live.add(`${event.processId} ${event.threadId}`)
      if (event.kind === 'thread_create') live.add(`${event.objectProcessId} ${event.objectThreadId}`)
      if (event.kind !== 'thread_terminate' || event.processId === 4) continue
      const thread = `${event.processId} ${event.threadId}`
      if (!live.delete(thread)) unknown.push(thread)
    }
    expect(unknown).toEqual([])
  })
})

test('the number of live processes stays bounded at any rate', async () => {
  for (const eventsPerSecond of [40, 1_000, 30_000]) {
    const events = await collectEvents({ seed: 'many', eventsPerSecond, events: 60_000 })
    const live = [...lifetimesOf(events).values()].filter(({ endedUs }) => endedUs === Infinity).length
    expect(live).toBeGreaterThan(80)
    expect(live).toBeLessThan(650)
  }
})

test('process ids are reused, and some events are overtaken by later ones', async () => {
  const events = await collectEvents({ seed: 7, durationUs: 1_200_000_000, scenarios: defaultScenarios })
  const lifetimes = [...lifetimesOf(events).values()]
  const reused = lifetimes.length - new Set(lifetimes.map(({ start }) => start.processId)).size
  const overtaken = events.filter((event, index) => event.timeUs < (events[index - 1]?.timeUs ?? 0)).length
  expect(reused / lifetimes.length).toBeGreaterThan(0.01)
  expect(reused / lifetimes.length).toBeLessThan(0.25)
  expect(overtaken / events.length).toBeGreaterThan(0.012)
  expect(overtaken / events.length).toBeLessThan(0.02)
})

test('some ends get their number before an event that happened just before them', async () => {
  const events = await collectEvents({ seed: 8, eventsPerSecond: 500, events: 60_000 })
  const endedAt = new Map<string, number>()
  let late = 0
  for (const event of events) {
    if (event.kind === 'process_terminate') endedAt.set(keyOf(event.processId, event.processStartUs), event.sequence)
    if (event.kind === 'handle_create' && endedAt.has(keyOf(event.objectProcessId, event.objectStartUs))) late += 1
  }
  expect(late).toBeGreaterThan(0)
})
