import { type BulkItem, createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { createResultStore } from '../../src/analysis/result-store.ts'
import { aHostDocument, aProcessDocument, anAlertDocument } from './a-document.ts'

const event: BulkItem = {
  operation: 'create',
  document: {
    family: 'events',
    id: 'boot-1',
    columns: {
      host_id: 'host',
      boot_id: 'boot',
      sequence: 1,
      time_us: 1,
      kind: 'process_create',
      process_id: 'gone',
      object_id: null,
      source_guid: null,
      source_object_guid: null,
      source_record: null,
    },
    doc: '{}',
  },
}
const items: readonly BulkItem[] = [
  event,
  ...[aHostDocument('host', 'DESK1'), aProcessDocument('kept'), aProcessDocument('gone'), anAlertDocument('alert', {})].map(
    (document): BulkItem => ({ operation: 'put', document, version: 1 }),
  ),
  { operation: 'reassign', eventId: 'boot-1', eventTimeUs: 1, column: 'process_id', toEntityId: 'kept' },
  { operation: 'delete', family: 'processes', id: 'gone', version: 1 },
]

test('remembers what was found and no events', async () => {
  const { bulk, found } = createResultStore(undefined)

  expect(await bulk(items)).toEqual(items.map(() => ({ status: 'done' })))
  expect((await found.hosts()).map(({ id }) => id)).toEqual(['host'])
  expect((await found.processes('host')).map(({ id }) => id)).toEqual(['kept'])
  expect((await found.alerts()).map(({ id }) => id)).toEqual(['alert'])
  expect(await found.countEvents()).toEqual(new Map())
})

test('passes everything on, and finds only what this run wrote', async () => {
  const kept = createMemoryDocumentStore()
  await kept.bulk([{ operation: 'put', document: aHostDocument('earlier', 'DESK2'), version: 1 }])
  const { bulk, found } = createResultStore(kept)

  expect(await bulk([event, ...items])).toEqual([
    { status: 'done' },
    { status: 'exists' },
    ...items.slice(1).map(() => ({ status: 'done' })),
  ])
  expect((await kept.hosts()).map(({ id }) => id)).toEqual(['host', 'earlier'])
  expect((await kept.events({}, { limit: 1 })).items).toMatchObject([{ process_id: 'kept' }])
  expect((await found.hosts()).map(({ id }) => id)).toEqual(['host'])
})
