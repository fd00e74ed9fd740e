import { expect, test } from 'vitest'

import { type Event, type SeenRecords, createSeenRecords, newEvent } from '../src/index.ts'

const startUs = 1_700_000_000_000_000

function aRecord(number: number, timeUs = startUs + 500_000): Event {
  return { ...newEvent.handle_create(), timeUs, sourceRecord: `Sysmon/10#${number}`, processId: 4, objectProcessId: 8 }
}

function countRepeats(seen: SeenRecords, events: readonly Event[], host = 'a'): number {
  return events.filter((event) => seen.isRepeat(host, event)).length
}

test('takes no record for another one of the same second, however many there are', () => {
  const seen = createSeenRecords()
  const events = Array.from({ length: 300_000 }, (_unused, index) => aRecord(index + 1))
  expect(countRepeats(seen, events)).toBe(0)
  expect(countRepeats(seen, events)).toBe(300_000)
})

test('knows a record again whose time was cut or rounded', () => {
  const seen = createSeenRecords()
  expect(countRepeats(seen, [aRecord(1, startUs + 999_900), aRecord(2, startUs + 100)])).toBe(0)
  expect(countRepeats(seen, [aRecord(1, startUs + 1_000_000), aRecord(1, startUs), aRecord(2, startUs - 1)])).toBe(3)
})

test('tells records apart by host, time and what they are about', () => {
  const seen = createSeenRecords()
  expect(countRepeats(seen, [aRecord(1)])).toBe(0)
  expect(countRepeats(seen, [aRecord(1, startUs + 3_500_000), { ...aRecord(1), sourceGuid: 'x' } as Event])).toBe(0)
  expect(countRepeats(seen, [aRecord(1)], 'b')).toBe(0)
  expect(seen.has('b', aRecord(1))).toBe(true)
  expect(seen.has('c', aRecord(1))).toBe(false)
})

test('never takes a record without a number for a repeat', () => {
  const seen = createSeenRecords()
  const unnumbered: Event = { ...newEvent.handle_create(), timeUs: startUs, sourceRecord: 'Sysmon/10' }
  expect(countRepeats(seen, [unnumbered, unnumbered])).toBe(0)
})
