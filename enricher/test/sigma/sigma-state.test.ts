import { type Event, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { Detector } from '../../src/detect/detector.ts'
import { readDetector, writeDetector } from '../../src/detect/save-detector.ts'
import { defaultTrustPolicy } from '../../src/detect/trust-policy.ts'
import { Tally } from '../../src/ledger/tally.ts'
import { EvidenceStore } from '../../src/score/evidence-store.ts'
import { StateReader } from '../../src/state/state-reader.ts'
import { StateWriter } from '../../src/state/state-writer.ts'
import { aTree, at } from '../builders.ts'
import { rulesOf } from './sigma-harness.ts'

const text = `title: Failure
name: failure
logsource: {product: windows, service: security}
detection: {s: {EventID: 4625}, condition: s}
---
title: Many
id: 11111111-1111-4111-8111-111111111111
correlation: {type: event_count, rules: [failure], group-by: [TargetUserName], timespan: 1h, condition: {gte: 3}}
`

function aFailure(seconds: number, user: string, sequence: number): Event {
  return { ...newEvent.logon_failure(), sequence, timeUs: at(seconds), targetUserName: user, sourceRecord: 'Security/4625#1' }
}

function aDetector(tally = new Tally()): Detector {
  const { ruleSet } = rulesOf(text)
  const host = { tree: aTree(), evidence: new EvidenceStore(), tally, hostName: () => null, policy: defaultTrustPolicy }
  return new Detector({ rules: [], ruleSet }, host)
}

function foundBy(detector: Detector, events: readonly Event[]): number {
  for (const event of events) detector.add(event, 'stream')
  return detector.release(() => Infinity).length
}

test('what a correlation remembers is saved with the host, and it goes on from there', () => {
  const before = aDetector()
  expect(foundBy(before, [aFailure(0, 'bob', 1), aFailure(1, 'bob', 2)])).toBe(0)
  before.add(aFailure(2, 'bob', 3), 'stream')
  const writer = new StateWriter()
  const saved = writer.bytesOf(() => writeDetector(writer, before))
  const after = aDetector()
  readDetector(new StateReader(saved), after)

  expect(foundBy(after, [])).toBe(1)
})

test('what a correlation remembers is bounded, whatever comes, and what is forgotten is counted', () => {
  const tally = new Tally()
  const detector = aDetector(tally)
  for (let round = 0; round < 20; round += 1) {
    foundBy(
      detector,
      Array.from({ length: 1_000 }, (_, index) => aFailure(round, `user-${round}-${index}`, round * 1_000 + index + 1)),
    )
  }
  const sizes = detector.windows().map(([, window]) => window.entries().length)

  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_096)
  expect(Object.fromEntries(tally.take())).toMatchObject({ time_window_keys: expect.any(Number) })
})

test('a burst of matches of one group stays within its bound', () => {
  const tally = new Tally()
  const detector = aDetector(tally)
  foundBy(
    detector,
    Array.from({ length: 5_000 }, (_, index) => aFailure(index / 5_000, 'bob', index + 1)),
  )
  const items = detector.windows().flatMap(([, window]) => window.entries().map((entry) => entry.items.length))

  expect(Math.max(...items)).toBeLessThanOrEqual(1_024)
  expect(Object.fromEntries(tally.take())).toMatchObject({ time_window_items: expect.any(Number) })
})
