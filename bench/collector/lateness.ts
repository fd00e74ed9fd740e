import { randomUUID } from 'node:crypto'

import { type PositionedRecord, kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'
import { decodeBatch } from '@win11mon/schemas'

export interface Lateness {
  readonly events: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly mostMs: number
}

/**
 * How old events are when a consumer of the topic has them: no earlier than the broker acknowledged them. Both clocks are
 * this machine's.
 */
export async function measureLateness(brokers: readonly string[], topic: string, seconds: number): Promise<Lateness> {
  const settings = kafkaSettings.parse({ brokers: [...brokers], topic, group: `lateness-${randomUUID()}` })
  const log = await openKafkaEventLog({ settings, startsAtEnd: true })
  const lateMs: number[] = []
  let events = 0
  let startedMs: number | undefined
  const until = new AbortController()

  function handle(records: readonly PositionedRecord[]): Promise<number | undefined> {
    const nowMs = performance.timeOrigin + performance.now()
    if (startedMs === undefined) {
      startedMs = nowMs
      setTimeout(() => until.abort(), seconds * 1_000)
    }
    for (const { value } of records) {
      const batch = decodeBatch(value)
      events += batch.events.length
      for (const { timeUs } of batch.events) lateMs.push(nowMs - timeUs / 1_000)
    }
    return Promise.resolve(records.at(-1)?.position)
  }

  const nothing = (): Promise<undefined> => Promise.resolve(undefined)
  await log.consume(() => ({ handle, idle: nothing, revoke: nothing }), until.signal)
  await log.close()
  const sorted = Float64Array.from(lateMs).toSorted()
  const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN
  return { events, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) }
}
