import { type EventLog, type LogRecord, type RetryContext, PipelineError, createManualClock } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { publish } from '../../src/publish/publisher.ts'
import { createMemorySpool } from '../../src/spool/memory.ts'
import type { Spool } from '../../src/spool/spool.ts'
import { aStream } from '../spool/a-stream.ts'

const { signal: never } = new AbortController()

/** Keeps what it is given; `append` resolves when the test says so. */
interface ControlledLog extends EventLog {
  readonly written: (readonly LogRecord[])[]
  /** Settles the append that waits. */
  acknowledge(): void
  fail(error: Error): void
}

function aControlledLog(): ControlledLog {
  const written: (readonly LogRecord[])[] = []
  let settle: { resolve(): void; reject(error: Error): void } | undefined
  return {
    written,
    append(batch, signal) {
      written.push(batch)
      return new Promise<void>((resolve, reject) => {
        settle = { resolve, reject }
        signal.addEventListener('abort', () => reject(new PipelineError('BACKEND_UNAVAILABLE', 'aborted', { isRetryable: true })))
      })
    },
    consume: () => Promise.resolve(),
    close: () => Promise.resolve(),
    acknowledge: () => settle?.resolve(),
    fail: (error) => settle?.reject(error),
  }
}

async function aSpoolOf(batchCount: number): Promise<Spool> {
  const spool = createMemorySpool(10_000_000)
  const stream = aStream()
  for (let count = 0; count < batchCount; count += 1) await spool.append(stream.next(), never)
  spool.end()
  return spool
}

/** On whose clock no wait takes time. */
function aContext(signal: AbortSignal = never): RetryContext {
  const clock = { ...createManualClock(), sleep: () => Promise.resolve() }
  return { clock, policy: { firstDelayMs: 1, maxDelayMs: 1 }, signal }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a batch leaves the spool only when the log has acknowledged it', async () => {
  const spool = await aSpoolOf(1)
  const log = aControlledLog()
  const publishing = publish(spool, log, aContext())
  await turn()
  expect([log.written.length, spool.counts.heldEvents]).toEqual([1, 1])
  log.acknowledge()
  await publishing
  expect(spool.counts.heldEvents).toBe(0)
})

test('an error of the log that no retry mends is passed on and keeps the batch', async () => {
  const spool = await aSpoolOf(1)
  const log = aControlledLog()
  const publishing = publish(spool, log, aContext())
  await turn()
  log.fail(new PipelineError('BACKEND_UNAVAILABLE', 'not allowed to write'))
  await expect(publishing).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  expect(spool.counts.heldEvents).toBe(1)
})

test('a log that is away for a while is sent the same batch again, and does not end the source', async () => {
  const spool = await aSpoolOf(1)
  const log = aControlledLog()
  const publishing = publish(spool, log, aContext())
  for (let failures = 0; failures < 5; failures += 1) {
    await turn()
    log.fail(new PipelineError('BACKEND_UNAVAILABLE', 'no broker', { isRetryable: true }))
  }
  await turn()
  expect(spool.counts.heldEvents).toBe(1)
  log.acknowledge()
  await publishing
  expect(log.written).toHaveLength(6)
  expect(new Set(log.written.map((batch) => batch[0]?.value))).toHaveProperty('size', 1)
  expect(spool.counts.heldEvents).toBe(0)
})

test('what a failed run left is published by the next', async () => {
  const spool = await aSpoolOf(1)
  const log = aControlledLog()
  const failing = publish(spool, log, aContext())
  await turn()
  log.fail(new Error('down'))
  await expect(failing).rejects.toThrow('down')

  const publishing = publish(spool, log, aContext())
  await turn()
  log.acknowledge()
  await publishing

  expect(log.written[1]).toEqual(log.written[0])
})

test('aborting before the acknowledgement ends without an error and keeps the batch', async () => {
  const spool = await aSpoolOf(1)
  const abort = new AbortController()
  const publishing = publish(spool, aControlledLog(), aContext(abort.signal))
  await turn()
  abort.abort()
  await publishing
  expect(spool.counts.heldEvents).toBe(1)
})

test('an aborted publisher hands nothing more to the log', async () => {
  const log = aControlledLog()
  await publish(await aSpoolOf(1), log, aContext(AbortSignal.abort()))
  expect(log.written).toEqual([])
})

test('several batches go to the log at once, at most eight, in order, under the key of their host', async () => {
  const spool = await aSpoolOf(10)
  const log = aControlledLog()
  const publishing = publish(spool, log, aContext())
  await turn()
  log.acknowledge()
  await turn()
  log.acknowledge()
  await publishing
  expect(log.written.map((batch) => batch.length)).toEqual([8, 2])
  expect(new Set(log.written.flat().map(({ key }) => key))).toEqual(new Set([toIdText(new Uint8Array(16).fill(1))]))
})
