import { createManualClock, createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import type { AlertChange } from '../../src/alert/alert.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aPartition, aRecord } from '../partition/a-partition.ts'

const tool = aProcessCreate({ executable: 'C:\\Tools\\tool.exe' })
const read = aHandleCreate({ timeUs: at(5), grantedAccess: 0x1410 })

test('a host that goes quiet gets its last alerts, its documents and its ledger from the clock', async () => {
  const store = createMemoryDocumentStore()
  const clock = createManualClock(at(1_000))
  const alerts: AlertChange[] = []
  const partition = aPartition(store, { clock, onAlert: (change) => alerts.push(change) })
  await partition.handle([aRecord([tool, read])])
  await partition.idle()
  expect([store.documents('alerts').length, store.documents('processes').length, alerts.length]).toEqual([0, 0, 0])
  clock.advance(11_000_000)
  await partition.idle()
  expect(alerts.map(({ change, alert }) => [change, alert.ruleId])).toEqual([['raised', 'HD-08']])
  expect(store.documents('processes')).toHaveLength(2)
  expect(store.documents('hosts').map(({ columns }) => columns.name)).toEqual(['host'])
  expect(store.documents('streams').map(({ columns }) => columns)).toMatchObject([{ issued: 2, indexed: 2, unexplained: 0 }])
})

test('a host that is heard of again after it was quiet goes on as before', async () => {
  const store = createMemoryDocumentStore()
  const clock = createManualClock(at(1_000))
  const partition = aPartition(store, { clock })
  await partition.handle([aRecord([tool, read])])
  clock.advance(11_000_000)
  await partition.idle()
  await partition.handle([aRecord([{ ...read, timeUs: at(7) }], { firstSequence: 3 })])
  await partition.release()
  expect(store.documents('alerts').map(({ columns }) => columns.occurrences)).toEqual([2])
})

test('one turn of the loop advances a bounded number of hosts, the longest quiet first', async () => {
  const store = createMemoryDocumentStore()
  const clock = createManualClock(at(1_000))
  const partition = aPartition(store, { clock })
  for (let host = 0; host < 100; host += 1) await partition.handle([aRecord([tool], { hostId: new Uint8Array(16).fill(host + 1) })])
  clock.advance(11_000_000)
  await partition.idle()
  expect(store.documents('hosts')).toHaveLength(64)
  await partition.idle()
  expect(store.documents('hosts')).toHaveLength(100)
})

test('only the hosts that changed are to be saved again', async () => {
  const partition = aPartition(createMemoryDocumentStore())
  const hosts = [1, 2, 3].map((byte) => new Uint8Array(16).fill(byte))
  for (const hostId of hosts) await partition.handle([aRecord([tool], { hostId })])
  expect(partition.enricher.takeChanged()).toHaveLength(3)
  await partition.handle([aRecord([read], { hostId: hosts[1] as Uint8Array, firstSequence: 2 })])
  expect(partition.enricher.takeChanged().map(({ hostId }) => hostId)).toEqual([Buffer.alloc(16, 2).toString('base64url')])
  expect(partition.enricher.takeChanged()).toEqual([])
})
