import { expect, test } from 'vitest'

import type { PositionedRecord } from '../../src/event-log/event-log.ts'
import { createMemoryEventLog } from '../../src/event-log/memory.ts'
import { createManualClock } from '../../src/clock/manual.ts'
import { aHandler, lastPosition } from './a-handler.ts'
import { eventLogContract } from './contract.ts'

const { signal: never } = new AbortController()
const batch = [{ key: 'host-1', value: Uint8Array.of(1) }]

eventLogContract('memory', () => Promise.resolve(createMemoryEventLog()))

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('an append resolves only after the consumer has committed, since nobody else keeps the batch', async () => {
  const log = createMemoryEventLog()
  const seen: string[] = []
  const appending = log.append(batch, never).then(() => seen.push('appended'))
  await turn()
  const abort = new AbortController()
  const consuming = log.consume(
    () =>
      aHandler({
        async handle(records) {
          await turn()
          seen.push('handled')
          return lastPosition(records)
        },
      }),
    abort.signal,
  )
  await appending
  abort.abort()
  await consuming
  expect(seen).toEqual(['handled', 'appended'])
})

test('an append whose handler failed goes on waiting', async () => {
  const log = createMemoryEventLog()
  let isAppended = false
  const appending = log.append(batch, never).then(() => (isAppended = true))
  await expect(log.consume(() => aHandler({ handle: () => Promise.reject(new Error('down')) }), never)).rejects.toThrow('down')
  await turn()
  expect(isAppended).toBe(false)
  await log.close()
  await log.consume(() => aHandler(), never)
  await appending
  expect(isAppended).toBe(true)
})

test('an append that is aborted before the commit says that a retry may help', async () => {
  const log = createMemoryEventLog()
  const abort = new AbortController()
  const appending = log.append(batch, abort.signal)
  abort.abort()
  await expect(appending).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
})

test('closing drains: a consumer that comes later gets what was appended before', async () => {
  const log = createMemoryEventLog()
  const appending = log.append(batch, never)
  await log.close()
  let count = 0
  const handle = (records: readonly PositionedRecord[]): Promise<number | undefined> => {
    count += 1
    return Promise.resolve(lastPosition(records))
  }
  await log.consume(() => aHandler({ handle }), never)
  await appending
  expect(count).toBe(1)
})

test('an append after closing is a mistake of the caller', async () => {
  const log = createMemoryEventLog()
  await log.close()
  await expect(log.append(batch, never)).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('tells the handler again and again that nothing comes, and commits what it then says is safe', async () => {
  const clock = createManualClock(5)
  const log = createMemoryEventLog({ clock, idleAfterMs: 100 })
  const abort = new AbortController()
  let handled: number | undefined
  let idleCount = 0
  const handler = aHandler({
    handle(records) {
      handled = lastPosition(records)
      return Promise.resolve(undefined)
    },
    idle() {
      idleCount += 1
      return Promise.resolve(idleCount === 2 ? handled : undefined)
    },
  })
  const consuming = log.consume(() => handler, abort.signal)
  const appending = log.append(batch, never)
  for (let round = 0; round < 3; round += 1) {
    await turn()
    clock.advance(100_000)
  }
  await appending
  abort.abort()
  await consuming
  expect(idleCount).toBeGreaterThanOrEqual(2)
})

test('positions are above those of an earlier log, even when the clock was set back', async () => {
  const log = createMemoryEventLog({ clock: createManualClock(10), startsAfter: 700 })
  const positions: number[] = []
  const handle = (records: readonly PositionedRecord[]): Promise<number | undefined> => {
    positions.push(...records.map(({ position }) => position))
    return Promise.resolve(lastPosition(records))
  }
  const consuming = log.consume(() => aHandler({ handle }), never)
  await log.append([...batch, ...batch], never)
  await log.close()
  await consuming
  expect(positions).toEqual([701, 702])
})
