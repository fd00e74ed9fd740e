import fc from 'fast-check'
import { expect, test } from 'vitest'

import { mayHaveChangedBetween } from '../../../src/sources/capture/session/zone-change-hours.ts'
import { aFile, aProcessAccess, aSecurityRecord, asLines, numbered, readCapture } from './a-capture.ts'

const hourUs = 3600 * 1_000_000
const text = (timeUs: number): string => new Date(timeUs / 1000).toISOString().replace('T', ' ').replace('Z', '')

interface Change {
  readonly atUs: number
  readonly beforeHours: number
  readonly afterHours: number
}

/** Records of both providers in turn, a few seconds apart, in local time that changes once. */
function histories(change: Change, stepSeconds: readonly number[]): { lines: string; truth: number[] } {
  const records: Readonly<Record<string, unknown>>[] = []
  const truth: number[] = []
  let timeUs = change.atUs - 1_000_000 * stepSeconds.slice(0, stepSeconds.length / 2).reduce((sum, step) => sum + step, 0)
  for (const [index, step] of stepSeconds.entries()) {
    timeUs += step * 1_000_000
    const localUs = timeUs + (timeUs < change.atUs ? change.beforeHours : change.afterHours) * hourUs
    const EventTime = text(localUs).slice(0, 19)
    if (index % 3 !== 1) records.push(aProcessAccess({ UtcTime: text(timeUs), EventTime }))
    else {
      records.push(aSecurityRecord(4689, { ProcessId: index, EventTime }))
      truth.push(timeUs)
    }
  }
  return { lines: asLines(...numbered(...records)), truth }
}

async function securityTimes(lines: string): Promise<{ times: number[]; unsure: number }> {
  const { events, input } = await readCapture(aFile(lines))
  return {
    times: events.filter(({ kind }) => kind === 'process_terminate').map(({ timeUs }) => timeUs),
    unsure: input.unsureZone + input.assumedUtc,
  }
}

const spring = { atUs: Date.UTC(2025, 2, 30, 1) * 1000, beforeHours: 1, afterHours: 2 }
const autumn = { atUs: Date.UTC(2025, 9, 26, 1) * 1000, beforeHours: 2, afterHours: 1 }

test.each([
  ['spring', spring],
  ['autumn', autumn],
])('gives every Security record its time across a change in %s, whenever the records come', async (_season, change) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 20, maxLength: 80 }), async (steps) => {
      const { lines, truth } = histories(change, steps)
      const { times, unsure } = await securityTimes(lines)
      const wrong = times.filter((timeUs, index) => Math.abs(timeUs - (truth[index] ?? 0)) >= 1_000_000)
      expect(wrong.length).toBeLessThanOrEqual(unsure)
    }),
    { numRuns: 60 },
  )
})

test('is right in every record when Sysmon and Security come in turn', async () => {
  for (const change of [spring, autumn]) {
    const { lines, truth } = histories(
      change,
      Array.from({ length: 300 }, () => 10),
    )
    const { times, unsure } = await securityTimes(lines)
    expect(times.map((timeUs, index) => timeUs - (truth[index] ?? 0)).filter((difference) => Math.abs(difference) >= 1_000_000)).toEqual([])
    expect(unsure).toBe(0)
  }
})

test('counts records after the last measurement as unsure when a change fits in between', async () => {
  const sysmon = aProcessAccess({ UtcTime: '2025-03-30 00:50:00.000', EventTime: '2025-03-30 01:50:00' })
  const at = (EventTime: string) => aSecurityRecord(4689, { ProcessId: 8, EventTime })
  expect(await securityTimes(asLines(...numbered(sysmon, at('2025-03-30 01:55:00'))))).toMatchObject({ unsure: 0 })
  expect(await securityTimes(asLines(...numbered(sysmon, at('2025-03-30 03:05:00'))))).toMatchObject({ unsure: 1 })
})

test('knows the hours at which clocks are set', () => {
  const at = (day: number, hour: number, minute = 0) => Date.UTC(2025, 2, day, hour, minute) * 1000
  expect(mayHaveChangedBetween(at(1, 9), at(1, 20))).toBe(false)
  expect(mayHaveChangedBetween(at(1, 2, 30), at(1, 2, 50))).toBe(false)
  expect(mayHaveChangedBetween(at(1, 1, 59), at(1, 2))).toBe(true)
  expect(mayHaveChangedBetween(at(1, 3, 10), at(1, 2, 50))).toBe(true)
  expect(mayHaveChangedBetween(at(1, 9), at(2, 9))).toBe(true)
  expect(mayHaveChangedBetween(at(1, 23), at(2, 0, 30))).toBe(true)
})
