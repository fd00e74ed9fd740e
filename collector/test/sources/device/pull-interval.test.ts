import { expect, test } from 'vitest'

import { createPullInterval } from '../../../src/sources/device/reading/pull-interval.ts'

/** The interval a machine of so many records a second is asked at, once it has settled. */
function settledMs(recordsPerSecond: number, longestMs = 200): number {
  const interval = createPullInterval(longestMs)
  let restMs = longestMs
  for (let pull = 0; pull < 50; pull += 1) restMs = interval.after(Math.round((recordsPerSecond * restMs) / 1_000))
  return restMs
}

test('a busy machine is asked when it has made a batch, a calm one as seldom as is allowed', () => {
  expect(settledMs(11_000)).toBeCloseTo(136, -1)
  expect(settledMs(100)).toBe(200)
  expect(settledMs(0)).toBe(200)
})

test('a machine that makes events without end is asked at once nearly, but not always', () => {
  expect(settledMs(2_000_000)).toBe(5)
})

test('after a burst the interval grows again step by step', () => {
  const interval = createPullInterval(200)
  const burst = interval.after(50_000)
  expect([burst, interval.after(0), interval.after(0)]).toEqual([6, 9, 13.5])
})
