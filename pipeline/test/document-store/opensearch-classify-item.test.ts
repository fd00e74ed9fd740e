import { expect, test } from 'vitest'

import { type ItemClass, type Verdict, classifyItem, itemClasses, outcomeOf } from '../../src/document-store/opensearch-classify-item.ts'
import type { BulkItem } from '../../src/document-store/document-writer.ts'

type Operation = BulkItem['operation']

const closed = 'index [a] blocked by: [FORBIDDEN/8/index write (api)];'

const rows: readonly [status: number, type: string, operation: Operation, itemClass: ItemClass, verdict: Verdict, reason?: string][] = [
  [403, 'cluster_block_exception', 'create', 'reopen', 'reopen', closed],
  [200, '', 'put', 'done', 'done'],
  [201, '', 'create', 'done', 'done'],
  [409, 'version_conflict_engine_exception', 'create', 'exists', 'exists'],
  [409, 'version_conflict_engine_exception', 'put', 'superseded', 'superseded'],
  [409, 'version_conflict_engine_exception', 'delete', 'superseded', 'superseded'],
  [409, 'version_conflict_engine_exception', 'reassign', 'conflict', 'retry'],
  [403, 'cluster_block_exception', 'create', 'blocked', 'retry'],
  [429, 'cluster_block_exception', 'create', 'blocked', 'retry'],
  [429, 'opensearch_rejected_execution_exception', 'create', 'busy', 'retry'],
  [404, 'document_missing_exception', 'reassign', 'done', 'done'],
  [404, 'index_not_found_exception', 'reassign', 'done', 'done'],
  [404, '', 'delete', 'done', 'done'],
  [404, 'index_not_found_exception', 'create', 'create_index', 'create_index'],
  [401, 'security_exception', 'create', 'forbidden', 'retry'],
  [403, 'security_exception', 'put', 'forbidden', 'retry'],
  [400, 'mapper_parsing_exception', 'create', 'repair', 'repair'],
  [400, 'strict_dynamic_mapping_exception', 'put', 'repair', 'repair'],
  [400, 'illegal_argument_exception', 'reassign', 'refused', 'refused'],
  [404, 'type_missing_exception', 'put', 'refused', 'refused'],
  [413, 'content_too_long_exception', 'create', 'refused', 'refused'],
  [500, 'exception', 'create', 'unknown', 'retry'],
  [503, 'unavailable_shards_exception', 'put', 'unknown', 'retry'],
  [408, 'timeout', 'create', 'unknown', 'retry'],
]

test.each(rows)('an item answered with %i %s to %s is %s: %s', (...row) => {
  const [status, type, operation, itemClass, verdict, reason = 'because'] = row
  const error = type === '' ? {} : { error: { type, reason } }
  expect(classifyItem({ status, ...error }, operation)).toMatchObject({ class: itemClass, verdict })
})

test('every row of the table has an example', () => {
  const used = new Set(
    rows.map(([status, type, operation, , , reason = '']) =>
      itemClasses.findIndex(({ matches }) => matches({ status, type, reason }, operation)),
    ),
  )
  expect([...used].toSorted((left, right) => left - right)).toEqual(itemClasses.map((_, index) => index))
})

test('what an item is told of its failure names the type, the status and the innermost reason', () => {
  const error = { type: 'mapper_parsing_exception', reason: 'failed to parse field [a]', caused_by: { reason: 'For input string' } }
  expect(outcomeOf(classifyItem({ status: 400, error }, 'create'))).toEqual({
    status: 'failed',
    isRetryable: false,
    reason: 'mapper_parsing_exception (400): failed to parse field [a]: For input string',
  })
  expect(outcomeOf(classifyItem({ status: 429, error: { type: 'busy' } }, 'create'))).toMatchObject({ status: 'failed', isRetryable: true })
})
