import type { BulkItem, DocumentOf } from '@win11mon/pipeline'
import { beforeAll, expect, test } from 'vitest'

import { aStore, documentsIn, sharedOpensearch, startTimeoutMs } from './an-opensearch.ts'
import { aDocument, create, put } from '../../../pipeline/test/document-store/a-document.ts'

beforeAll(sharedOpensearch, startTimeoutMs)

const timeUs = 1_764_000_000_000_001

function anEvent(id: string, processId = 'p1'): DocumentOf<'events'> {
  const doc = {
    '@timestamp': '2025-11-24T16:00:00.000001Z',
    event: { id, action: 'image_load' },
    process: { entity_id: processId, pid: 7 },
  }
  return { ...aDocument('events', id, { time_us: timeUs, process_id: processId }), doc: JSON.stringify(doc) }
}

function aProcess(id: string, executable: string): DocumentOf<'processes'> {
  return { ...aDocument('processes', id, { executable }), doc: JSON.stringify({ process: { entity_id: id, executable } }) }
}

const reassign = (eventId: string, toEntityId: string): BulkItem => ({
  operation: 'reassign',
  eventId,
  eventTimeUs: timeUs,
  column: 'object_id',
  toEntityId,
})

test('what is sent twice is one document, and a late version undoes nothing', async () => {
  const { store, url, settings } = await aStore()
  const outcomes = await store.bulk([
    create(anEvent('A-1')),
    create(anEvent('A-1', 'another')),
    put(aProcess('p1', 'new'), 7),
    put(aProcess('p1', 'late'), 6),
    put(aProcess('p1', 'again'), 7),
    { operation: 'delete', family: 'processes', id: 'p1', version: 6 },
    reassign('A-1', 'p3'),
    reassign('never stored', 'p3'),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['done', 'exists', 'done', 'superseded', 'done', 'superseded', 'done', 'done'])
  const documents = await documentsIn(url, `${settings.prefix}-*`)
  expect([...documents.keys()].toSorted()).toEqual(['A-1', 'p1'])
  expect(documents.get('A-1')?.index).toBe(`${settings.prefix}-events-v1-2025`)
  expect(documents.get('A-1')?.source).toMatchObject({ process: { entity_id: 'p1' }, win11mon: { object: { entity_id: 'p3' } } })
  expect(documents.get('p1')?.source).toMatchObject({ process: { executable: 'again' } })
})

test('a deleted document is not made again by a writer that is late', async () => {
  const { store } = await aStore()
  await store.bulk([put(aProcess('p1', 'old'), 5), { operation: 'delete', family: 'processes', id: 'p1', version: 9 }])
  expect(await store.bulk([put(aProcess('p1', 'late'), 6)])).toEqual([{ status: 'superseded' }])
})

test('nothing is written before the templates are there', async () => {
  const { store, settings, url } = await aStore({ indices: { ...(await aStore()).settings.indices, create_missing: false } })
  await expect(store.bulk([create(anEvent('A-1'))])).rejects.toMatchObject({
    code: 'INDEX_MISSING',
    isRetryable: true,
    message: expect.stringContaining('win11mon index bootstrap') as unknown,
  })
  expect(await documentsIn(url, `${settings.prefix}-*`)).toEqual(new Map())
})
