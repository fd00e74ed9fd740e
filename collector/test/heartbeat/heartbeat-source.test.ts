import { createManualClock } from '@win11mon/pipeline'
import { type AgentHeartbeat, decodeBatch, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'
import { type HeartbeatSource, createHeartbeatSource } from '../../src/heartbeat/heartbeat-source.ts'
import { createEventStream } from '../../src/sources/event-stream.ts'

const { signal: never } = new AbortController()

function aHeart(): { readonly heart: HeartbeatSource; readonly clock: ReturnType<typeof createManualClock> } {
  const clock = createManualClock()
  const id = new Uint8Array(16).fill(3)
  const stream = createEventStream({ hostId: id, hostName: 'DESK1', bootId: id, agentVersion: '0.0.0', batchEvents: 1 })
  const describe = (trigger: string): AgentHeartbeat => ({ ...newEvent.agent_heartbeat(), timeUs: clock.nowUs(), trigger })
  return { heart: createHeartbeatSource({ stream, clock, intervalMs: 30_000, describe }), clock }
}

function triggerOf(batch: EncodedBatch | undefined): unknown {
  const [event] = batch === undefined ? [] : decodeBatch(batch.value).events
  return event?.kind === 'agent_heartbeat' ? [event.sequence, event.trigger] : undefined
}

test('there is one at the start, one each interval, and one at the stop, numbered without holes', async () => {
  const { heart, clock } = aHeart()
  const triggers = [triggerOf(await heart.next(never))]
  for (let count = 0; count < 2; count += 1) {
    const next = heart.next(never)
    clock.advance(30_000_000)
    triggers.push(triggerOf(await next))
  }
  triggers.push(triggerOf(heart.last()))
  expect(triggers).toEqual([
    [1, 'start'],
    [2, 'interval'],
    [3, 'interval'],
    [4, 'stop'],
  ])
})

test('a change is told at once, and the interval starts anew', async () => {
  const { heart, clock } = aHeart()
  await heart.next(never)
  const next = heart.next(never)
  clock.advance(10_000_000)
  heart.hasten()
  expect(triggerOf(await next)).toEqual([2, 'change'])
  const after = heart.next(never)
  clock.advance(29_000_000)
  expect(clock.nextWakeUs()).toBe(1_000_000)
  clock.advance(1_000_000)
  expect(triggerOf(await after)).toEqual([3, 'interval'])
})

test('a change while nobody waits is not forgotten', async () => {
  const { heart } = aHeart()
  await heart.next(never)
  heart.hasten()
  expect(triggerOf(await heart.next(never))).toEqual([2, 'change'])
})

test('a clock that is set hours back or forth delays no heartbeat and adds none', async () => {
  const { heart, clock } = aHeart()
  await heart.next(never)
  for (const jumpUs of [-5 * 3_600e6, 10 * 3_600e6]) {
    const next = heart.next(never)
    clock.jump(jumpUs)
    clock.advance(29_999_000)
    expect(clock.nextWakeUs()).toBe(1_000)
    clock.advance(1_000)
    expect(triggerOf(await next)).toMatchObject([expect.any(Number), 'interval'])
  }
})

test('an abort ends the wait without a heartbeat', async () => {
  const { heart } = aHeart()
  await heart.next(never)
  const abort = new AbortController()
  const next = heart.next(abort.signal)
  abort.abort()
  expect(await next).toBeUndefined()
})
