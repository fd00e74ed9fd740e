import { type BulkItem, type BulkOutcome, type DocumentWriter, PipelineError } from '@win11mon/pipeline'
import fc from 'fast-check'

/** What a store does with one bulk instead of taking it. */
export type Fault =
  /** Nothing is written, and the caller is told so. */
  | { readonly kind: 'away' }
  /** Some of it is written, and nobody is told which. */
  | { readonly kind: 'unknown'; readonly written: number }
  /** Every so many-th item is not taken for now. */
  | { readonly kind: 'busy'; readonly every: number; readonly offset: number }

export function anyFaults(): fc.Arbitrary<(Fault | undefined)[]> {
  const fault: fc.Arbitrary<Fault> = fc.oneof(
    fc.constant({ kind: 'away' } as const),
    fc.nat(20).map((written) => ({ kind: 'unknown', written }) as const),
    fc.record({ every: fc.integer({ min: 1, max: 4 }), offset: fc.nat(3) }).map((rest) => ({ kind: 'busy', ...rest }) as const),
  )
  return fc.array(fc.option(fault, { nil: undefined, freq: 2 }), { maxLength: 25 })
}

/** A writer that has these faults, a bulk each, and none afterwards. `hits` counts those that did harm. */
export function faulty(writer: DocumentWriter, faults: readonly (Fault | undefined)[]): DocumentWriter & { readonly hits: () => number } {
  const waiting = [...faults]
  let hits = 0

  async function bulk(items: readonly BulkItem[]): Promise<readonly BulkOutcome[]> {
    const fault = waiting.shift()
    if (fault === undefined || items.length === 0) return writer.bulk(items)
    hits += 1
    if (fault.kind === 'busy') return busy(writer, items, fault)
    if (fault.kind === 'unknown') await writer.bulk(items.slice(0, fault.written))
    throw new PipelineError('BACKEND_UNAVAILABLE', 'the connection was lost', { isRetryable: true })
  }

  return { bulk, close: () => writer.close(), hits: () => hits }
}

async function busy(
  writer: DocumentWriter,
  items: readonly BulkItem[],
  { every, offset }: { every: number; offset: number },
): Promise<BulkOutcome[]> {
  const isTaken = items.map((_, index) => (index + offset) % every !== 0)
  const outcomes = [...(await writer.bulk(items.filter((_, index) => isTaken[index])))]
  return isTaken.map((taken) => {
    const outcome = taken ? outcomes.shift() : undefined
    return outcome ?? { status: 'failed', isRetryable: true, reason: 'too many requests' }
  })
}
