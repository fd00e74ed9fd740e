import { expect, test } from 'vitest'

import { createManualClock } from '../../src/clock/manual.ts'
import { createProgress } from '../../src/health/progress.ts'

test('work without a piece done is being stuck, and idleness is not', () => {
  const clock = createManualClock()
  const progress = createProgress(clock)
  const stuck: number[] = []
  const wait = (seconds: number): void => {
    clock.advance(seconds * 1e6)
    stuck.push(progress.stuckMs)
  }
  wait(100)
  progress.begin()
  wait(10)
  progress.begin()
  wait(10)
  progress.made()
  wait(5)
  progress.rest()
  wait(100)
  expect(stuck).toEqual([0, 10_000, 20_000, 5_000, 0])
})
