import { type LogRecord, PipelineError, createManualClock } from '@win11mon/pipeline'
import { type Gap, decodeBatch, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type KindCounts, addKindCounts, parseKindCounts } from '../../src/batch/kind-counts.ts'
import { createCollector } from '../../src/collector.ts'
import type { EventSource } from '../../src/sources/source.ts'
import { aSpoolDirectory, aSqliteSpool } from '../spool/a-spool-directory.ts'
import { numbersOf } from '../spool/drain.ts'
import { aStream } from '../spool/a-stream.ts'

const { signal: never } = new AbortController()
const minutes = 24 * 60

test(
  'a broker that is away for a day, with the spool at its cap: what was dropped is declared by number and by kind',
  { timeout: 120_000 },
  async () => {
    const clock = createManualClock(1.7e15)
    const stream = aStream({ boot: 5 })
    const issuedKinds: KindCounts[] = []
    let minute = 0
    // A batch a minute, every third of it important; the broker is away until the day is over.
    const source: EventSource = {
      async next() {
        if (minute === minutes) return undefined
        minute += 1
        clock.advance(60_000_000)
        const batch = stream.next({ events: 1 + (minute % 4), padBytes: 3_000, isLowPriority: minute % 3 > 0 })
        issuedKinds.push(batch.kindCounts)
        await new Promise((resolve) => setImmediate(resolve))
        return batch
      },
      ack: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }
    const taken: LogRecord[] = []
    let refusals = 0
    const eventLog = {
      append(batch: readonly LogRecord[]): Promise<void> {
        if (minute < minutes) {
          refusals += 1
          return Promise.reject(new PipelineError('BACKEND_UNAVAILABLE', 'no broker', { isRetryable: true }))
        }
        taken.push(...batch)
        return Promise.resolve()
      },
    }
    const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 400_000 })
    // The wait of a retry lasts until the clock has moved on, and no longer than a turn after the day.
    const impatient = { ...clock, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) }
    const collector = createCollector({ sources: [{ name: 'driver', source }], spool, eventLog, clock: impatient })
    await collector.run(never)
    const { droppedEvents, droppedByKind } = spool.counts
    await spool.close()

    const events = taken.flatMap(({ value }) =>
      decodeBatch(value).events.map((event) => ({ event, boot: toIdText(decodeBatch(value).bootId) })),
    )
    const ofDriver = events.filter(({ boot }) => boot === toIdText(new Uint8Array(16).fill(5))).map(({ event }) => event)
    const gaps = events.map(({ event }) => event).filter((event): event is Gap => event.kind === 'gap')
    const delivered = ofDriver.map(({ sequence }) => sequence)
    const declared = gaps.flatMap(numbersOf)
    const issued = issuedKinds.reduce(addKindCounts)
    const issuedCount = (issued.image_load ?? 0) + (issued.process_create ?? 0)

    expect(refusals).toBeGreaterThan(100)
    expect(declared.length).toBeGreaterThan(issuedCount / 2)
    expect([...delivered, ...declared].toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: issuedCount }, (_, index) => index + 1),
    )
    // By kind, too: what came and what is declared is what was issued.
    const declaredKinds = gaps.map(kindsOf).reduce(addKindCounts)
    expect(declaredKinds).toEqual(droppedByKind)
    expect(declared).toHaveLength(droppedEvents)
    const deliveredKinds: KindCounts[] = ofDriver.map(({ kind }) => ({ [kind]: 1 }))
    expect(deliveredKinds.reduce(addKindCounts, declaredKinds)).toEqual(issued)
    // Neighbours are one gap: a day does not end in thousands of them.
    expect(gaps.length).toBeLessThan(100)
  },
)

function kindsOf({ lostKind, lostCount, lostByKind }: Gap): KindCounts {
  return lostByKind === null ? parseKindCounts(`${lostKind}=${lostCount}`) : parseKindCounts(lostByKind)
}
