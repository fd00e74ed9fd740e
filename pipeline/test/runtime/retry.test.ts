import { PipelineError } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type ManualClock, createManualClock } from '../../src/clock/manual.ts'
import { type RetryPolicy, retry } from '../../src/runtime/retry.ts'

const { signal: never } = new AbortController()
const away = new PipelineError('BACKEND_UNAVAILABLE', 'away', { isRetryable: true })
const policy: RetryPolicy = { firstDelayMs: 100, maxDelayMs: 400 }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Fails so many times, then succeeds. */
function failing(times: number, error: Error = away): { attempt: () => Promise<string>; count: () => number } {
  let count = 0
  return {
    attempt: () => {
      count += 1
      return count <= times ? Promise.reject(error) : Promise.resolve('taken')
    },
    count: () => count,
  }
}

/** Lets every wait pass. */
async function passTime(clock: ManualClock, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await turn()
    clock.advance(clock.nextWakeUs() ?? 0)
  }
  await turn()
}

test('tries again until it succeeds, waiting twice as long each time up to the bound', async () => {
  const clock = createManualClock()
  const delays: number[] = []
  const { attempt } = failing(4)
  const result = retry(attempt, { clock, policy, signal: never, random: () => 1, onRetry: (_, delayMs) => delays.push(delayMs) })
  await passTime(clock, 5)
  expect(await result).toBe('taken')
  expect(delays).toEqual([100, 200, 400, 400])
})

test('waits between half and the whole of the bound, so that many do not come back at once', async () => {
  const clock = createManualClock()
  const delays: number[] = []
  const result = retry(failing(1).attempt, { clock, policy, signal: never, random: () => 0, onRetry: (_, delayMs) => delays.push(delayMs) })
  await passTime(clock, 2)
  await result
  expect(delays).toEqual([50])
})

test('an error that no retry mends is passed on at once', async () => {
  const { attempt, count } = failing(9, new PipelineError('STORE_DAMAGED', 'damaged'))
  await expect(retry(attempt, { clock: createManualClock(), policy, signal: never })).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  expect(count()).toBe(1)
})

test('a mistake of the program is passed on at once', async () => {
  const { attempt, count } = failing(9, new TypeError('mistake'))
  await expect(retry(attempt, { clock: createManualClock(), policy, signal: never })).rejects.toThrow('mistake')
  expect(count()).toBe(1)
})

test('an abort ends the wait with the last error', async () => {
  const abort = new AbortController()
  const { attempt, count } = failing(9)
  const result = retry(attempt, { clock: createManualClock(), policy, signal: abort.signal })
  await turn()
  abort.abort()
  await expect(result).rejects.toBe(away)
  expect(count()).toBe(1)
})

test('gives up with the last error when the policy says so', async () => {
  const clock = createManualClock()
  const result = retry(failing(99).attempt, { clock, policy: { ...policy, giveUpAfterMs: 1_000 }, signal: never, random: () => 1 })
  await Promise.all([expect(result).rejects.toBe(away), passTime(clock, 10)])
  expect(clock.nowUs()).toBeLessThanOrEqual(1_500_000)
})
