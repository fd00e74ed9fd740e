import { decodeBatch, toIdText } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { SpooledBatch } from '../../src/batch/spooled-batch.ts'
import { storedBytes } from '../../src/spool/sqlite/batch-table.ts'
import type { SqliteSpoolOptions } from '../../src/spool/sqlite.ts'
import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { drain, numbersOf } from './drain.ts'

const { signal: never } = new AbortController()

/** What one read holds at most (four batches) leaves room for one more batch: an append never waits for a removal that comes after it. */
const playedMaxBytes = 80_000

type Step =
  | { readonly do: 'append'; readonly stream: number; readonly padBytes: number; readonly isLowPriority: boolean }
  | { readonly do: 'read'; readonly maxBatches: number }
  | { readonly do: 'remove' | 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('append'), stream: fc.nat(2), padBytes: fc.nat(9_000), isLowPriority: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read'), maxBatches: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen') }) },
)

test.each([undefined, 1, 3_600_000])(
  'any run of appends, reads, removals and restarts: every event is delivered in order or declared, and none twice (written after %s ms)',
  { timeout: 60_000 },
  async (writeDelayMs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const outcome = await play(steps, { maxBytes: playedMaxBytes, ...(writeDelayMs === undefined ? {} : { writeDelayMs }) })
        for (const [boot, numbers] of outcome.delivered) {
          expect(numbers).toEqual(numbers.toSorted((left, right) => left - right))
          const all = [...numbers, ...(outcome.declared.get(boot) ?? [])].toSorted((left, right) => left - right)
          expect(all).toEqual(Array.from({ length: outcome.issued.get(boot) ?? 0 }, (_, index) => index + 1))
        }
      }),
      { numRuns: 30 },
    )
  },
)

interface Outcome {
  readonly issued: Map<string, number>
  readonly delivered: Map<string, number[]>
  readonly declared: Map<string, number[]>
}

async function play(steps: readonly Step[], options: Partial<SqliteSpoolOptions>): Promise<Outcome> {
  const directory = aSpoolDirectory()
  const streams = [1, 2, 3].map((boot) => aStream({ host: boot === 3 ? 2 : 1, boot }))
  const issued = new Map<string, number>()
  const taken: SpooledBatch[] = []
  let spool = await aSqliteSpool(directory, options)
  let lastRead: readonly SpooledBatch[] = []
  for (const next of steps) {
    if (next.do === 'append') {
      const batch = streams[next.stream]?.next(next)
      if (batch === undefined) continue
      const appending = spool.append(batch, never)
      // One that is written late is waited for by nobody, as by the intake.
      if (options.writeDelayMs === undefined) await appending
      issued.set(toIdText(batch.bootId), batch.lastSequence)
    } else if (next.do === 'read') {
      lastRead = await spool.read(next.maxBatches, AbortSignal.abort())
    } else if (next.do === 'remove') {
      taken.push(...lastRead)
      await spool.remove(lastRead.at(-1)?.id ?? 0)
      lastRead = []
    } else if (next.do === 'reopen') {
      await spool.close()
      spool = await aSqliteSpool(directory, options)
      lastRead = []
    }
    expect(spool.counts.heldBytes).toBeLessThanOrEqual(playedMaxBytes + storedBytes(9_500))
  }
  spool.end()
  taken.push(...(await drain(spool)))
  expect(spool.counts).toMatchObject({ heldEvents: 0, heldBytes: 0, quarantinedFiles: 0, corruptBatches: 0 })
  await spool.close()
  return account(taken, issued)
}

/** Gap events of the spool's own streams count as deliveries of those streams, and as declarations of the others. */
function account(taken: readonly SpooledBatch[], issued: Map<string, number>): Outcome {
  const delivered = new Map<string, number[]>([...issued.keys()].map((boot) => [boot, []]))
  const declared = new Map<string, number[]>()
  for (const { value } of taken) {
    const { bootId, events } = decodeBatch(value)
    for (const event of events) {
      push(delivered, toIdText(bootId), event.sequence)
      if (event.kind !== 'gap') continue
      for (const number of numbersOf(event)) push(declared, event.lostBootId ?? '', number)
    }
  }
  for (const [boot, numbers] of delivered) if (!issued.has(boot)) issued.set(boot, Math.max(...numbers, ...(declared.get(boot) ?? [])))
  return { issued, delivered, declared }
}

function push(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key) ?? []
  list.push(value)
  lists.set(key, list)
}
