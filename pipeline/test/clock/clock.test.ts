import { expect, test } from 'vitest'

import type { Clock } from '../../src/clock/clock.ts'
import { createManualClock } from '../../src/clock/manual.ts'
import { systemClock } from '../../src/clock/system.ts'

const { signal: never } = new AbortController()

const clocks: readonly (readonly [string, () => Clock])[] = [
  ['system', () => systemClock],
  ['manual', () => createManualClock()],
]

test.each(clocks)('%s: an abort ends a sleep without an error', async (_, clock) => {
  const abort = new AbortController()
  const sleep = clock().sleep(1e6, abort.signal)
  abort.abort()
  await expect(sleep).resolves.toBeUndefined()
  await expect(clock().sleep(1e6, abort.signal)).resolves.toBeUndefined()
})

test('the system clock tells the time in microseconds', async () => {
  const before = systemClock.nowUs()
  await systemClock.sleep(2, never)
  expect(Math.abs(before / 1000 - Date.now())).toBeLessThan(60_000)
  expect(systemClock.nowUs()).toBeGreaterThan(before)
})

test('a manual clock wakes those whose time has come, in the order of their time', async () => {
  const clock = createManualClock(100)
  const woken: string[] = []
  void clock.sleep(3, never).then(() => woken.push('third'))
  void clock.sleep(1, never).then(() => woken.push('first'))
  void clock.sleep(2, never).then(() => woken.push('second'))
  expect(clock.nextWakeUs()).toBe(1_000)
  clock.advance(2_000)
  await Promise.resolve()
  expect([woken, clock.nowUs(), clock.nextWakeUs()]).toEqual([['first', 'second'], 2_100, 1_000])
})
