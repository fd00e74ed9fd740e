import { createIndexNames, lastTimeOf } from './opensearch-index-names.ts'
import type { Requests } from './opensearch/requests.ts'
import { type AgedIndex, type RetentionStep, retentionStep, takeStep } from './opensearch/retention.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'

const dayUs = 86_400_000_000

/** An index of events and what retention does with it now. */
export interface RetainedIndex extends AgedIndex {
  readonly step: RetentionStep
}

/** The indices of events, the oldest first, and what their age asks for. */
export async function planRetention(requests: Requests, settings: OpensearchSettings, nowUs: number): Promise<readonly RetainedIndex[]> {
  const pattern = createIndexNames(settings.prefix, nowUs).all('events')
  const path = `/${pattern}/_settings`
  const { body } = await requests.send({ method: 'GET', path, query: { flat_settings: true } }, 'OpenSearch: reading the indices of events')
  const { read_only_after_days: readOnlyAfterDays, delete_after_days: deleteAfterDays } = settings.indices
  const rule = { readOnlyAfterDays, deleteAfterDays }
  return Object.entries(body as Readonly<Record<string, { settings?: Readonly<Record<string, string>> }>>)
    .flatMap(([name, { settings: found }]) => {
      const lastUs = lastTimeOf(name)
      if (lastUs === undefined) return []
      const index = { name, ageDays: Math.floor((nowUs - lastUs) / dayUs), isReadOnly: found?.['index.blocks.write'] === 'true' }
      return [{ ...index, step: retentionStep(index, rule) }]
    })
    .toSorted((left, right) => right.ageDays - left.ageDays || (left.name < right.name ? -1 : 1))
}

export interface RetentionProgress {
  /** Ends between two indices, and takes the request back that is under way. */
  readonly signal?: AbortSignal
  /** Told of each index when it is done with. */
  readonly onStep?: (index: RetainedIndex) => void
}

/** Does what a plan says, one index after the other: merging is work for the nodes. */
export async function applyRetention(
  requests: Requests,
  plan: readonly RetainedIndex[],
  { signal, onStep }: RetentionProgress = {},
): Promise<void> {
  for (const index of plan) {
    if (signal?.aborted === true) return
    await takeStep(requests, index, signal)
    onStep?.(index)
  }
}
