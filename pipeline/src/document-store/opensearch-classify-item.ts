import type { PipelineError } from '@win11mon/schemas'

import type { BulkItem, BulkOutcome } from './document-writer.ts'

/** What OpenSearch says of one item of a bulk. */
export interface ItemAnswer {
  readonly status: number
  readonly error?: { readonly type?: string; readonly reason?: string; readonly caused_by?: { readonly reason?: string } }
}

/** What is done with an item: it has its outcome; its document is made to fit and sent once more; or its index is made or opened first. */
export type Verdict = 'done' | 'exists' | 'superseded' | 'repair' | 'refused' | 'retry' | 'create_index' | 'reopen'

/** What the counters call it. `blocked`: the disk is full or somebody closed the index; `forbidden`: the user may not. */
export type ItemClass = Verdict | 'busy' | 'blocked' | 'forbidden' | 'conflict' | 'unknown'

interface Row {
  readonly class: ItemClass
  readonly verdict: Verdict
  matches(answer: { readonly status: number; readonly type: string; readonly reason: string }, operation: BulkItem['operation']): boolean
}

/** The one table of what an answer to an item means. The first row that matches counts; each has its test. */
export const itemClasses: readonly Row[] = [
  { class: 'done', verdict: 'done', matches: ({ status }) => status >= 200 && status < 300 },
  { class: 'exists', verdict: 'exists', matches: ({ status }, operation) => status === 409 && operation === 'create' },
  { class: 'superseded', verdict: 'superseded', matches: ({ status }, operation) => status === 409 && operation !== 'reassign' },
  // Two corrections of one event at once: the later one is made again on what the earlier one left.
  { class: 'conflict', verdict: 'retry', matches: ({ status }) => status === 409 },
  // Block 8 is `index.blocks.write`: retention closed the day, or somebody did. Other blocks are of a full disk or a cluster in trouble.
  {
    class: 'reopen',
    verdict: 'reopen',
    matches: ({ type, reason }) => type === 'cluster_block_exception' && reason.includes('FORBIDDEN/8/'),
  },
  { class: 'blocked', verdict: 'retry', matches: ({ type }) => type === 'cluster_block_exception' },
  { class: 'busy', verdict: 'retry', matches: ({ status }) => status === 429 },
  // A correction of an event that is not stored does nothing, and an event whose index is gone is not stored.
  {
    class: 'done',
    verdict: 'done',
    matches: ({ status }, operation) => status === 404 && (operation === 'reassign' || operation === 'delete'),
  },
  { class: 'create_index', verdict: 'create_index', matches: ({ status, type }) => status === 404 && type === 'index_not_found_exception' },
  { class: 'forbidden', verdict: 'retry', matches: ({ status }) => status === 401 || status === 403 },
  {
    class: 'repair',
    verdict: 'repair',
    matches: ({ status }, operation) => status === 400 && (operation === 'create' || operation === 'put'),
  },
  { class: 'refused', verdict: 'refused', matches: ({ status }) => status >= 400 && status < 500 && status !== 408 },
  { class: 'unknown', verdict: 'retry', matches: () => true },
]

export interface Classified {
  readonly class: ItemClass
  readonly verdict: Verdict
  readonly reason: string
  /** What went wrong with the request as a whole, when nothing was said of the item itself. */
  readonly failure?: PipelineError
}

/** Of items without an error, which are nearly all: they differ in nothing else. */
const withoutError: { readonly [Operation in BulkItem['operation']]: Map<number, Classified> } = {
  create: new Map(),
  put: new Map(),
  delete: new Map(),
  reassign: new Map(),
}

export function classifyItem(answer: ItemAnswer, operation: BulkItem['operation']): Classified {
  if (answer.error !== undefined) return classify(answer, operation)
  const known = withoutError[operation].get(answer.status)
  if (known !== undefined) return known
  const classified = classify(answer, operation)
  withoutError[operation].set(answer.status, classified)
  return classified
}

function classify({ status, error }: ItemAnswer, operation: BulkItem['operation']): Classified {
  const type = error?.type ?? ''
  const row = itemClasses.find(({ matches }) => matches({ status, type, reason: error?.reason ?? '' }, operation))
  const because = error?.caused_by?.reason === undefined ? '' : `: ${error.caused_by.reason}`
  const reason = error === undefined ? `status ${status}` : `${type} (${status}): ${error.reason ?? ''}${because}`
  return { class: row?.class ?? 'unknown', verdict: row?.verdict ?? 'retry', reason }
}

/** The outcome of an item for which nothing more is done. */
export function outcomeOf({ verdict, reason }: Classified): BulkOutcome {
  if (verdict === 'done' || verdict === 'exists' || verdict === 'superseded') return { status: verdict }
  return { status: 'failed', isRetryable: verdict === 'retry' || verdict === 'create_index' || verdict === 'reopen', reason }
}
