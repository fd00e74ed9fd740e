import type { Requests } from './requests.ts'

/** An index and how long ago its last event may have been. */
export interface AgedIndex {
  readonly name: string
  readonly ageDays: number
  readonly isReadOnly: boolean
}

export interface RetentionRule {
  readonly readOnlyAfterDays: number
  readonly deleteAfterDays: number
}

export type RetentionStep = 'close' | 'delete' | 'keep'

/** What becomes of an index at its age. */
export function retentionStep({ ageDays, isReadOnly }: AgedIndex, { readOnlyAfterDays, deleteAfterDays }: RetentionRule): RetentionStep {
  if (ageDays > deleteAfterDays) return 'delete'
  return ageDays > readOnlyAfterDays && !isReadOnly ? 'close' : 'keep'
}

/** Merging a day of a large fleet takes its time. */
const mergeTimeoutMs = 3_600_000

/** Takes one step. An index that is gone meanwhile was taken care of by somebody else. */
export async function takeStep(
  requests: Requests,
  { name, step }: { readonly name: string; readonly step: RetentionStep },
  signal?: AbortSignal,
): Promise<void> {
  const aborted = signal === undefined ? {} : { signal }
  if (step === 'delete') {
    await requests.send({ method: 'DELETE', path: `/${name}`, expects: [404], ...aborted }, `OpenSearch: deleting index ${name}`)
  } else if (step === 'close') {
    const what = `OpenSearch: closing index ${name} for writing`
    // Merged before it is closed: should this end half-way, the next run merges what is left, and closes it then.
    const merge = {
      method: 'POST',
      path: `/${name}/_forcemerge`,
      query: { max_num_segments: 1 },
      expects: [404],
      timeoutMs: mergeTimeoutMs,
      ...aborted,
    } as const
    await requests.send(merge, what)
    await requests.send(
      { method: 'PUT', path: `/${name}/_settings`, body: { 'index.blocks.write': true }, expects: [404], ...aborted },
      what,
    )
  }
}
