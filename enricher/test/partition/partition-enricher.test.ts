import { type TextDocumentOf, type MemoryDocumentStore, createMemoryDocumentStore } from '@win11mon/pipeline'
import { type Event, newEvent, toIdText } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import { aHandleCreate, aHandleDuplicate, aProcessCreate, aProcessTerminate, at, permuted } from '../builders.ts'
import { type APartition, aPartition, aRecord } from './a-partition.ts'

type Read = Record<string, never>

function documentsOf(store: MemoryDocumentStore, family: 'events' | 'processes' | 'alerts' | 'gaps' | 'hosts' | 'streams'): Read[] {
  return store
    .documents(family)
    .map(({ doc }: TextDocumentOf<'events' | 'processes' | 'alerts' | 'gaps' | 'hosts' | 'streams'>) => JSON.parse(doc) as Read)
}

function unexplained(partition: APartition): number {
  return partition.streams().reduce((sum, stream) => sum + balanceOf(stream).unexplained, 0)
}

test('writes a document for every event and accounts for all of them', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([aRecord([aProcessCreate(), aHandleCreate({ timeUs: at(1) })])])
  await partition.release()
  expect(documentsOf(store, 'events')).toHaveLength(2)
  expect(unexplained(partition)).toBe(0)
})

test('writes one document for a batch that is delivered twice', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const record = aRecord([aProcessCreate(), aHandleCreate({ timeUs: at(1) })])
  await partition.handle([record, record])
  await partition.release()
  expect(documentsOf(store, 'events')).toHaveLength(2)
  expect(partition.streams()).toMatchObject([{ indexed: 2, repeated: 2, missing: 0 }])
})

test('declares the events that never arrived', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([aRecord([aProcessCreate()]), aRecord([aHandleCreate({ timeUs: at(1) })], { firstSequence: 11 })])
  await partition.release()
  expect(documentsOf(store, 'gaps')).toMatchObject([{ win11mon: { gap: { reason: 'sequence_missing', count: 9 } } }])
  expect(unexplained(partition)).toBe(0)
})

test('stores what arrives after all, and takes back that it was lost', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const events = Array.from({ length: 10 }, (_, index) => aHandleCreate({ timeUs: at(index) }))
  await partition.handle([
    aRecord(events.slice(0, 1)),
    aRecord(events.slice(8), { firstSequence: 9 }),
    aRecord(events.slice(3, 9), { firstSequence: 4 }),
  ])
  await partition.release()
  expect(documentsOf(store, 'events')).toHaveLength(8)
  expect(documentsOf(store, 'gaps')).toMatchObject([{ win11mon: { gap: { count: 2, detail: 'Events 2 to 3 never arrived.' } } }])
  expect(partition.streams()).toMatchObject([{ indexed: 8, repeated: 1, missing: 2 }])
  expect(unexplained(partition)).toBe(0)
})

test('accounts for events that the source refused and declared', async () => {
  const partition = aPartition(createMemoryDocumentStore())
  await partition.handle([aRecord([{ ...newEvent.gap(), timeUs: at(1), reason: 'record_malformed', lostCount: 7 }])])
  const [stream] = partition.streams()
  expect(stream === undefined ? undefined : balanceOf(stream, 1)).toMatchObject({ issued: 8, indexed: 1, gaps: 7, unexplained: 0 })
})

test('accounts for events at the end of a stream that its collector dropped and declared', async () => {
  const partition = aPartition(createMemoryDocumentStore())
  await partition.handle([aRecord([aProcessCreate()], { firstSequence: 1, bootByte: 1 })])
  const lostBootId = toIdText(new Uint8Array(16).fill(1))
  const gap = {
    ...newEvent.gap(),
    timeUs: at(1),
    reason: 'spool_full',
    lostCount: 9,
    lostBootId,
    firstSequence: 2,
    lastSequence: 10,
  } as const
  await partition.handle([aRecord([gap], { firstSequence: 1, bootByte: 2 })])
  const stream = partition.streams().find(({ bootId }) => bootId === lostBootId)
  expect(stream === undefined ? undefined : balanceOf(stream, 10)).toEqual({
    issued: 10,
    indexed: 1,
    deadLettered: 0,
    gaps: 9,
    inFlight: 0,
    unexplained: 0,
  })
})

test('lets stored events follow a create that comes later than they', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const access = aHandleCreate({ timeUs: at(5), objectProcessId: 104, objectExecutable: 'C:\\Windows\\System32\\cmd.exe' })
  await partition.handle([aRecord([access])])
  await partition.handle([aRecord([aProcessCreate({ timeUs: at(0), processId: 104 })], { firstSequence: 2 })])
  await partition.release()
  const [event] = documentsOf(store, 'events') as unknown as { win11mon: { object: { entity_id: string } } }[]
  const processes = documentsOf(store, 'processes') as unknown as { process: { entity_id: string }; win11mon: { status: string } }[]
  const created = processes.find((process) => process.win11mon.status === 'created')
  expect(event?.win11mon.object.entity_id).toBe(created?.process.entity_id)
  expect(processes).toHaveLength(2)
})

test('withdraws a score alert when a late event explains the score', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const image = 'C:\\Users\\a\\Downloads\\tool.exe'
  const parent = aProcessCreate({ timeUs: at(0), processId: 100, executable: image, integrityLevel: 0x2000, isSigned: false })
  const child = aProcessCreate({ timeUs: at(12), processId: 104, integrityLevel: 0x4000, parentProcessId: 100, parentExecutable: image })
  const ring = { ...newEvent.ioring_scan(), timeUs: at(11), processId: 100, executable: image, handleCount: 1 }
  await partition.handle([aRecord([parent, child, ring])])
  await partition.release()
  const scoreAlerts = (): unknown[] => documentsOf(store, 'alerts').filter((alert) => JSON.stringify(alert).includes('"SC-01"'))
  expect(scoreAlerts()).toMatchObject([{ rule: { id: 'SC-01' } }])
  // It turns out that the process had ended: ring and child belong to another that used its pid.
  await partition.handle([aRecord([aProcessTerminate({ timeUs: at(5), processId: 100, executable: image })], { firstSequence: 4 })])
  await partition.release()
  expect(scoreAlerts()).toMatchObject([
    { win11mon: { status: 'withdrawn', history: [{ status: 'raised' }, { status: 'withdrawn', severity: 'high' }] } },
  ])
})

/** A history that raises several alerts, all within the lateness window. */
const attack: readonly Event[] = [
  aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe', integrityLevel: 0x3000 }),
  aHandleCreate({ timeUs: at(1), grantedAccess: 0x1000 }),
  aHandleDuplicate({ timeUs: at(2), grantedAccess: 0x1010 }),
  aHandleCreate({ timeUs: at(3), grantedAccess: 0x1410 }),
  aHandleCreate({ timeUs: at(3), grantedAccess: 0x1440 }),
  aHandleCreate({ timeUs: at(4), grantedAccess: 0x1410 }),
  aHandleCreate({ timeUs: at(5), objectProcessId: 600, objectExecutable: 'C:\\Windows\\System32\\winlogon.exe', grantedAccess: 0x80 }),
  aProcessCreate({
    timeUs: at(6),
    processId: 700,
    parentProcessId: 600,
    parentExecutable: 'C:\\Windows\\System32\\winlogon.exe',
    creatorProcessId: 100,
    integrityLevel: 0x4000,
  }),
  aProcessTerminate({ timeUs: at(7), processId: 100, executable: 'C:\\Tools\\tool.exe' }),
  aProcessCreate({ timeUs: at(8), processId: 100, executable: 'C:\\Tools\\tool.exe' }),
  aHandleCreate({ timeUs: at(9), grantedAccess: 0x1410 }),
]

async function alertsOf(events: readonly Event[], batchEvents: number): Promise<object[]> {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  for (let start = 0; start < events.length; start += batchEvents) {
    await partition.handle([aRecord(events.slice(start, start + batchEvents), { firstSequence: start + 1 })])
  }
  await partition.release()
  const alerts = documentsOf(store, 'alerts') as unknown as { win11mon: { evidence_ids: string[] } }[]
  // Numbers follow arrival; everything else must not.
  return alerts
    .map((alert) => ({ ...alert, win11mon: { ...alert.win11mon, evidence_ids: alert.win11mon.evidence_ids.length } }))
    .toSorted(byText)
}

function byText(left: object, right: object): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1
}

test('raises the same alerts for every order within the lateness window', async () => {
  const expected = await alertsOf(attack, attack.length)
  expect(expected.map((alert) => (alert as { rule: { id: string } }).rule.id).toSorted()).toEqual([
    'HD-01',
    'HD-02',
    'HD-08',
    'HD-08',
    'HD-11',
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(), { minLength: attack.length, maxLength: attack.length }),
      fc.integer({ min: 1, max: 11 }),
      async (picks, batchEvents) => {
        expect(await alertsOf(permuted(attack, picks), batchEvents)).toEqual(expected)
      },
    ),
    { numRuns: 1000 },
  )
})

test('keeps events in order within a capture that is read after a later one', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const dayBefore = at(-86_400)
  await partition.handle([aRecord([aProcessCreate({ timeUs: at(0), processId: 900 })], { firstSequence: 1, bootByte: 9 })])
  // The duplicate arrives one batch before the open that it raises.
  await partition.handle([
    aRecord([aHandleDuplicate({ timeUs: dayBefore + 2_000_000, grantedAccess: 0x1010 })], { firstSequence: 1, bootByte: 8 }),
  ])
  await partition.handle([
    aRecord([aHandleCreate({ timeUs: dayBefore + 1_000_000, grantedAccess: 0x1000 })], { firstSequence: 2, bootByte: 8 }),
  ])
  await partition.release()
  expect(documentsOf(store, 'alerts')).toMatchObject([{ rule: { id: 'HD-01' } }])
})
