import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import { expect, onTestFinished, test } from 'vitest'

import { type RequestQueue as Queue, quietRequestQueues } from '../../../src/event-log/kafka/request-queue.ts'

interface RealQueue extends Queue {
  pending: unknown[]
  inflight: Map<number, { readonly sentAt: number; readonly requestTimeout: number; timeoutRequest(): void }>
  throttledUntil: number
}

/** The library's own, as it comes with the pinned version. */
function aQueue(options: { readonly requestTimeout?: number } = {}): RealQueue {
  quietRequestQueues(RequestQueue)
  const logger = { debug: () => undefined, warn: () => undefined }
  const Real = RequestQueue as unknown as new (settings: object) => RealQueue
  const queue = new Real({ maxInFlightRequests: 1, requestTimeout: 30_000, enforceRequestTimeout: true, logger, ...options })
  onTestFinished(() => queue.destroy())
  return queue
}

test('a connection that has nothing to do sets no timer', () => {
  const queue = aQueue()
  queue.checkPendingRequests()
  expect(queue.throttleCheckTimeoutId).toBeNull()
})

test('a request that is held back, and a broker that throttles, are looked at again', () => {
  const queue = aQueue()
  queue.inflight.set(1, { sentAt: Date.now(), requestTimeout: 30_000, timeoutRequest: () => undefined })
  queue.pending.push({})
  queue.checkPendingRequests()
  expect(queue.throttleCheckTimeoutId).not.toBeNull()

  const throttled = aQueue()
  throttled.throttledUntil = Date.now() + 60_000
  throttled.checkPendingRequests()
  expect(throttled.throttleCheckTimeoutId).not.toBeNull()
})

test('an answer that does not come in time ends its request', async () => {
  const queue = aQueue({ requestTimeout: 50 })
  const timedOut = new Promise<string>((resolve) => {
    queue.inflight.set(1, { sentAt: Date.now() - 1_000, requestTimeout: 50, timeoutRequest: () => resolve('timed out') })
  })
  queue.scheduleRequestTimeoutCheck()
  expect(await timedOut).toBe('timed out')
})

test('another library than the one that is mended is noticed', () => {
  expect(() => quietRequestQueues({ prototype: {} as Queue })).toThrow('another request queue')
})
