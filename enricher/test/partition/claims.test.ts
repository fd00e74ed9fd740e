import { createMemoryDocumentStore } from '@win11mon/pipeline'
import { newEvent, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import { aHandleCreate, aProcessCreate, at, hostId } from '../builders.ts'
import { type APartition, aClaim, aPartition, aRecord } from './a-partition.ts'

const event = aHandleCreate({ timeUs: at(1) })

function balance(partition: APartition): ReturnType<typeof balanceOf> | undefined {
  const [stream] = partition.streams()
  return stream === undefined ? undefined : balanceOf(stream)
}

test('one event that claims very many numbers is a dead letter, and a true later event is no repeat', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([aClaim([5], event, { first: 1, last: 2 ** 52 }), aRecord([event], { firstSequence: 6 })])
  expect(store.documents('events').map(({ columns }) => columns.sequence)).toEqual([6])
  expect(store.documents('dead_letters').map(({ columns }) => columns)).toMatchObject([{ host_id: toIdText(hostId), count: 1 }])
  expect(balance(partition)).toEqual({ issued: 6, indexed: 1, deadLettered: 1, gaps: 4, inFlight: 0, unexplained: 0 })
})

test.each([
  ['numbers that do not ascend', [3, 2], { first: 3, last: 2 }],
  ['a number twice', [2, 2], { first: 2, last: 2 }],
  ['a range that starts before its first event', [2, 3], { first: 1, last: 3 }],
  ['a range that ends after its last event', [2, 3], { first: 2, last: 4 }],
  ['a number below 1', [0, 1], { first: 0, last: 1 }],
])('a batch with %s is refused whole, kept and accounted for', async (_, sequences, claim) => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([aClaim(sequences, event, claim), aRecord([event], { firstSequence: 4 })])
  const [letter] = store.documents('dead_letters')
  expect(letter?.columns.reason).toMatch(/^BATCH_REFUSED: A batch of host /u)
  expect(store.documents('events').map(({ columns }) => columns.sequence)).toEqual([4])
  expect(balance(partition)?.unexplained).toBe(0)
  expect(partition.telemetry.snapshot()['enrich']).toMatchObject({ held: 0, errors: { BATCH_REFUSED: 1 } })
})

test('holes inside a batch are declared as such', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([aClaim([1, 2, 5, 9], event, { first: 1, last: 9 })])
  expect(store.documents('events')).toHaveLength(4)
  expect(store.documents('gaps').map(({ columns }) => [columns.reason, columns.count])).toEqual([
    ['sequence_missing', 2],
    ['sequence_missing', 3],
  ])
  expect(balance(partition)).toMatchObject({ issued: 9, indexed: 4, gaps: 5, unexplained: 0 })
})

test('a batch under the key of another host is kept and touches neither', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const other = toIdText(new Uint8Array(16).fill(9))
  await partition.handle([aClaim([1], event, { first: 1, last: 1, key: other })])
  expect(partition.enricher.hosts.size).toBe(0)
  expect(store.documents('dead_letters').map(({ columns }) => columns)).toMatchObject([{ host_id: other, count: 1 }])
})

test('a batch whose events cannot be decoded is accounted for by its header, and leaves no gap', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const whole = aRecord([aProcessCreate(), event, event])
  const cut = { key: whole.key, value: whole.value.slice(0, -7) }
  await partition.handle([cut, cut, aRecord([event], { firstSequence: 4 })])
  expect(store.documents('gaps')).toEqual([])
  expect(store.documents('dead_letters').map(({ columns }) => columns.count)).toEqual([3])
  expect(balance(partition)).toEqual({ issued: 4, indexed: 1, deadLettered: 3, gaps: 0, inFlight: 0, unexplained: 0 })
})

test('bytes that are no batch at all are kept with the reason, and the next record passes', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([{ key: toIdText(hostId), value: Uint8Array.of(1, 2, 3) }, aRecord([event])])
  expect(store.documents('dead_letters').map(({ columns }) => [columns.count, columns.bytes.length])).toEqual([[null, 3]])
  expect(store.documents('events')).toHaveLength(1)
})

test('a declared loss of very many numbers makes no later event a repeat', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const lost = {
    ...newEvent.gap(),
    timeUs: at(1),
    reason: 'spool_full',
    lostCount: 2 ** 40,
    firstSequence: 2,
    lastSequence: 2 ** 40,
  } as const
  await partition.handle([aRecord([lost]), aRecord([event], { firstSequence: 2 })])
  expect(store.documents('events').map(({ columns }) => columns.sequence)).toEqual([1, 2])
  expect(balance(partition)?.unexplained).toBe(0)
})
