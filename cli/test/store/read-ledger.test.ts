import type { VersionedDocument } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { readLedger } from '../../src/store/read-ledger.ts'
import { aHostDocument, aStoreOf } from '../analysis/a-document.ts'

function aStream(id: string, hostId: string): VersionedDocument {
  const counts = { issued: 6, indexed: 3, dead_lettered: 2, gaps: 1, in_flight: 0, unexplained: 0 }
  return { family: 'streams', id, columns: { host_id: hostId, ...counts }, doc: '{}' }
}

test('has every stream by the name of its host, those without a name last', async () => {
  const store = await aStoreOf([
    aHostDocument('a', 'DESK2'),
    aHostDocument('b', 'DESK1'),
    aHostDocument('c', null),
    aStream('s1', 'a'),
    aStream('s2', 'b'),
    aStream('s4', 'c'),
    aStream('s3', 'a'),
    aStream('s5', 'unknown'),
  ])

  expect((await readLedger(store)).map(({ host, stream }) => [host.name, stream])).toEqual([
    ['DESK1', 's2'],
    ['DESK2', 's1'],
    ['DESK2', 's3'],
    [null, 's4'],
    [null, 's5'],
  ])
})

test('counts what the store really holds', async () => {
  const store = await aStoreOf([aStream('s1', 'a')])

  expect(await readLedger(store)).toEqual([
    {
      host: { id: 'a', name: null },
      stream: 's1',
      issued: 6,
      indexed: 3,
      dead_lettered: 2,
      gaps: 1,
      in_flight: 0,
      unexplained: 0,
      stored: 0,
    },
  ])
})
