import { type Gap, decodeBatch } from '@win11mon/schemas'

import type { SpooledBatch } from '../../src/batch/spooled-batch.ts'
import type { Spool } from '../../src/spool/spool.ts'

const { signal: never } = new AbortController()

/** Everything an ended spool still gives. */
export async function drain(spool: Spool): Promise<SpooledBatch[]> {
  const taken: SpooledBatch[] = []
  for (let batches = await spool.read(8, never); batches.length > 0; batches = await spool.read(8, never)) {
    taken.push(...batches)
    await spool.remove(batches.at(-1)?.id ?? 0)
  }
  return taken
}

/** Sequence numbers that an ended spool of one stream still gives, and those that it declares lost. */
export async function drainNumbers(spool: Spool): Promise<{ delivered: number[]; declared: number[] }> {
  const events = (await drain(spool)).flatMap(({ value }) => decodeBatch(value).events)
  const delivered = events.filter(({ kind }) => kind !== 'gap').map(({ sequence }) => sequence)
  return { delivered, declared: events.filter((event) => event.kind === 'gap').flatMap(numbersOf) }
}

/** The sequence numbers a gap event declares lost. */
export function numbersOf({ firstSequence, lastSequence }: Gap): number[] {
  const first = firstSequence ?? 0
  return Array.from({ length: (lastSequence ?? 0) - first + 1 }, (_, index) => first + index)
}
