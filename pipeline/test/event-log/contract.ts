import { expect, onTestFinished, test } from 'vitest'

import type { EventLog, LogRecord } from '../../src/event-log/event-log.ts'

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
    await expect(log.consume(() => Promise.reject(new Error('down')), never)).rejects.toThrow('down')

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
    const consumer = aConsumer(log, async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
    })
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
  readonly batchCount: number
  readonly ended: Promise<void>
  /** Resolves when so many records have been handled. */
  until(count: number): Promise<void>
  stop(): Promise<void>
}

function aConsumer(log: EventLog, work: () => Promise<void> = () => Promise.resolve()): Consumer {
  const abort = new AbortController()
  const numbers: number[] = []
  const keys = new Set<string>()
  let batchCount = 0
  const ended = log.consume(async (batch) => {
    await work()
    batchCount += 1
    for (const { key, value } of batch) {
      keys.add(key)
      numbers.push(value[0] ?? -1)
    }
  }, abort.signal)
  return {
    numbers,
    keys,
    get batchCount() {
      return batchCount
    },
    ended,
    async until(count) {
      while (numbers.length < count) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    stop() {
      abort.abort()
      return ended
    },
  }
}
