import { expect, onTestFinished, test } from 'vitest'

import type { EventLog, LogRecord, PositionedRecord } from '../../src/event-log/event-log.ts'
import { aHandler, lastPosition } from './a-handler.ts'

const { signal: never } = new AbortController()

/** What every event log promises. `open` gives an empty one that this test has to itself. */
export function eventLogContract(name: string, open: () => Promise<EventLog>): void {
  async function opened(): Promise<EventLog> {
    const log = await open()
    onTestFinished(() => log.close())
    return log
  }

  test(`${name}: hands records over in the order of appending, with key and bytes`, async () => {
    const log = await opened()
    const consumer = aConsumer(log)
    for (const number of [1, 2, 3]) await log.append([record(number), record(number + 10)], never)
    await consumer.until(6)
    expect(consumer.numbers).toEqual([1, 11, 2, 12, 3, 13])
    expect(consumer.keys).toEqual(new Set(['host-1']))
    await consumer.stop()
  })

  test(`${name}: redelivers a batch whose handler failed, to the next consumer`, async () => {
    const log = await opened()
    const abort = new AbortController()
    const appending = log.append([record(1)], abort.signal).catch(() => undefined)
    await expect(log.consume(() => aHandler({ handle: () => Promise.reject(new Error('down')) }), never)).rejects.toThrow('down')

    const consumer = aConsumer(log)
    await consumer.until(1)
    await appending

    expect(consumer.numbers).toEqual([1])
    await consumer.stop()
  })

  test(`${name}: does not hand over again what was committed`, async () => {
    const log = await opened()
    const first = aConsumer(log)
    await log.append([record(1)], never)
    await first.until(1)
    await first.stop()

    const second = aConsumer(log)
    await log.append([record(2)], never)
    await second.until(1)

    expect(second.numbers).toEqual([2])
    await second.stop()
  })

  test(`${name}: calls the handler for one batch at a time`, async () => {
    const log = await opened()
    let running = 0
    let most = 0
    const work = async (): Promise<void> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
    }
    const consumer = aConsumer(log, { work })
    for (let number = 0; number < 5; number += 1) await log.append([record(number)], never)
    await consumer.until(5)
    expect(most).toBe(1)
    await consumer.stop()
  })

  test(`${name}: a closed log is consumed to its end`, async () => {
    const log = await opened()
    const consumer = aConsumer(log)
    await Promise.all([log.append([record(1)], never), consumer.until(1)])
    await log.close()
    await consumer.ended
    expect(consumer.numbers).toEqual([1])
  })

  test(`${name}: an empty batch reaches no handler`, async () => {
    const log = await opened()
    await log.append([], never)
    const consumer = aConsumer(log)
    await log.append([record(1)], never)
    await consumer.until(1)
    expect(consumer.batchCount).toBe(1)
    await consumer.stop()
  })

  test(`${name}: positions ascend, across consumers too`, async () => {
    const log = await opened()
    const first = aConsumer(log)
    await log.append([record(1), record(2)], never)
    await first.until(2)
    await first.stop()
    const second = aConsumer(log)
    await log.append([record(3)], never)
    await second.until(1)
    await second.stop()
    const positions = [...first.positions, ...second.positions]
    expect(positions).toEqual([...new Set(positions)].toSorted((left, right) => left - right))
    expect(positions).toHaveLength(3)
  })

  test(`${name}: what was handled but not said to be safe comes again to the next consumer`, async () => {
    const log = await opened()
    const abort = new AbortController()
    const lagging = aConsumer(log, { safe: (records) => (records[0]?.value[0] === 1 ? records[0].position : undefined) })
    await log.append([record(1)], never)
    const appending = log.append([record(2), record(3)], abort.signal).catch(() => undefined)
    await lagging.until(3)
    await lagging.stop()
    const next = aConsumer(log)
    await next.until(2)
    await appending
    expect([lagging.numbers, next.numbers]).toEqual([
      [1, 2, 3],
      [2, 3],
    ])
    await next.stop()
  })

  test(`${name}: a handler is revoked once, last, and may still say what is safe`, async () => {
    const log = await opened()
    let newest: number | undefined
    const consumer = aConsumer(log, {
      safe: (records) => {
        newest = lastPosition(records)
        return undefined
      },
      onRevoke: () => newest,
    })
    const appending = log.append([record(1)], never)
    await consumer.until(1)
    await consumer.stop()
    await appending
    expect([consumer.revokedCount, newest]).toEqual([1, consumer.positions[0]])
  })

  test(`${name}: aborting ends a consumer that waits`, async () => {
    const consumer = aConsumer(await opened())
    await consumer.stop()
    expect(consumer.numbers).toEqual([])
  })
}

function record(number: number): LogRecord {
  return { key: 'host-1', value: Uint8Array.of(number) }
}

interface Consumer {
  readonly numbers: number[]
  readonly keys: Set<string>
  readonly positions: number[]
  readonly batchCount: number
  readonly revokedCount: number
  readonly ended: Promise<void>
  /** Resolves when so many records have been handled. */
  until(count: number): Promise<void>
  stop(): Promise<void>
}

interface ConsumerOptions {
  readonly work?: () => Promise<void>
  /** What is said to be safe after each batch; what was handled by default. */
  readonly safe?: (records: readonly PositionedRecord[]) => number | undefined
  readonly onRevoke?: () => number | undefined
}

function aConsumer(log: EventLog, { work, safe = lastPosition, onRevoke }: ConsumerOptions = {}): Consumer {
  const abort = new AbortController()
  const seen = { numbers: [] as number[], keys: new Set<string>(), positions: [] as number[], batchCount: 0, revokedCount: 0 }
  const handler = aHandler({
    async handle(records) {
      await work?.()
      seen.batchCount += 1
      for (const { key, value, position } of records) {
        seen.keys.add(key)
        seen.positions.push(position)
        seen.numbers.push(value[0] ?? -1)
      }
      return safe(records)
    },
    revoke() {
      seen.revokedCount += 1
      return Promise.resolve(onRevoke?.())
    },
  })
  const ended = log.consume(() => handler, abort.signal)
  return Object.assign(seen, {
    ended,
    async until(count: number) {
      while (seen.numbers.length < count) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    stop() {
      abort.abort()
      return ended
    },
  })
}
