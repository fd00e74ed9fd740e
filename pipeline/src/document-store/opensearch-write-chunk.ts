import { PipelineError } from '@win11mon/schemas'

import type { BulkItem } from './document-writer.ts'
import type { Chunk } from './opensearch-bulk-lines.ts'
import { type ItemAnswer } from './opensearch-classify-item.ts'
import type { Requests } from './opensearch/requests.ts'

type ActionName = 'create' | 'index' | 'delete' | 'update'
type ItemsAnswer = { readonly items?: readonly Partial<Record<ActionName, ItemAnswer>>[] }

/** Only what decides about an item: of those that went well, three digits. */
const filterPath = 'items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason'

/** Sends a chunk. One answer per item, or it rejects: then nothing is known of any. */
export async function writeChunk(requests: Requests, { items, lines }: Chunk): Promise<readonly ItemAnswer[]> {
  const { body } = await requests.send(
    { method: 'POST', path: '/_bulk', query: { filter_path: filterPath }, lines },
    `OpenSearch: writing ${items.length} documents`,
  )
  const answers = ((body as ItemsAnswer | null)?.items ?? []).map((answer, index) => answer[actionOf(items[index]?.item)])
  if (answers.length === items.length && answers.every((answer) => typeof answer?.status === 'number')) return answers as ItemAnswer[]
  throw new PipelineError(
    'BACKEND_UNAVAILABLE',
    `OpenSearch: writing ${items.length} documents was answered for ${answers.length}. They are sent again.`,
    { isRetryable: true },
  )
}

function actionOf(item: BulkItem | undefined): ActionName {
  if (item?.operation === 'put') return 'index'
  if (item?.operation === 'reassign') return 'update'
  return item?.operation ?? 'create'
}
