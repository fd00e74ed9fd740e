import { setTimeout } from 'node:timers/promises'

import type { EventSource } from '@win11mon/collector'
import { expect, test } from 'vitest'

import { breathe } from '../../src/compose/breathing-source.ts'

test('lets timers and signals through while a source never waits', async () => {
  let calls = 0
  const source: EventSource = {
    next() {
      calls += 1
      return Promise.resolve(undefined)
    },
    ack: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const stop = new AbortController()
  const timer = setTimeout(120).then(() => stop.abort())
  const breathing = breathe(source)
  while (!stop.signal.aborted) await breathing.next(stop.signal)
  await timer

  expect(calls).toBeGreaterThan(100)
})
