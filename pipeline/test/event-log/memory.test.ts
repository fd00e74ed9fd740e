import { expect, test } from 'vitest'

import { createMemoryEventLog } from '../../src/event-log/memory.ts'
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
  const consuming = log.consume(async () => {
    await turn()
    seen.push('handled')
  }, abort.signal)
  await appending
  abort.abort()
  await consuming
  expect(seen).toEqual(['handled', 'appended'])
})

test('an append whose handler failed goes on waiting', async () => {
  const log = createMemoryEventLog()
  let isAppended = false
  const appending = log.append(batch, never).then(() => (isAppended = true))
  await expect(log.consume(() => Promise.reject(new Error('down')), never)).rejects.toThrow('down')
  await turn()
  expect(isAppended).toBe(false)
  await log.close()
  await log.consume(() => Promise.resolve(), never)
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
  await log.consume(() => {
    count += 1
    return Promise.resolve()
  }, never)
  await appending
  expect(count).toBe(1)
})

test('an append after closing is a mistake of the caller', async () => {
  const log = createMemoryEventLog()
  await log.close()
  await expect(log.append(batch, never)).rejects.toMatchObject({ code: 'INTERNAL' })
})
