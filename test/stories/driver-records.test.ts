import { readFileSync } from 'node:fs'

import { balanceOf } from '@win11mon/enricher'
import { createMemoryDocumentStore } from '@win11mon/pipeline'
import { type Event, createBatchEncoder, decodeDriverBatch, processEntityId, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type APartition, aPartition } from '../../enricher/test/partition/a-partition.ts'

/** Bytes that the driver's own tests wrote: what it puts on the wire, through the whole pipeline. */
function readGolden(name: string): ReturnType<typeof decodeDriverBatch> {
  return decodeDriverBatch(readFileSync(new URL(`../../driver/golden/${name}.bin`, import.meta.url)))
}

const golden = readGolden('every-kind')
const hostId = new Uint8Array(16).fill(3)

interface Enriched {
  readonly partition: APartition
  readonly events: readonly EventDocument[]
  readonly alerts: readonly AlertDocument[]
}

interface EventDocument {
  readonly event: { readonly action: string }
  readonly process?: { readonly entity_id?: string; readonly pid: number; readonly start?: string }
  readonly win11mon: { readonly object?: { readonly entity_id?: string; readonly pid?: number } }
}

interface AlertDocument {
  readonly rule: { readonly id: string }
  readonly process: { readonly pid: number }
}

async function enrich(events: readonly Event[]): Promise<Enriched> {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const encoder = createBatchEncoder({ hostId, hostName: null, bootId: golden.header.bootId, agentVersion: 'test' })
  for (const [index, event] of events.entries()) encoder.add({ ...event, sequence: index + 1 })
  await partition.handle([{ key: toIdText(hostId), value: encoder.finish(1, events.length) }])
  await partition.release()
  const found = store.documents('events').map(({ doc }) => JSON.parse(doc) as EventDocument)
  const alerts = store.documents('alerts').map(({ doc }) => JSON.parse(doc) as AlertDocument)
  return { partition, events: found, alerts }
}

test('every record of the driver becomes a document, and the ledger balances', async () => {
  const { partition, events } = await enrich(golden.events)
  expect(events.map(({ event }) => event.action).toSorted()).toEqual(golden.events.map(({ kind }) => kind).toSorted())
  const [stream] = partition.streams()
  expect(stream === undefined ? undefined : balanceOf(stream).unexplained).toBe(0)
})

test('a process that the driver names with its start time has the identity that anyone can compute', async () => {
  const create = golden.events.find((event) => event.kind === 'process_create')
  if (create?.kind !== 'process_create' || create.processStartUs === null) throw new Error('no create with a start time')
  const { events } = await enrich(golden.events)
  const document = events.find(({ event }) => event.action === 'process_create')
  expect(document?.process?.entity_id).toBe(processEntityId(hostId, create.processId, create.processStartUs))
})

test('CB-I04 a handle that the driver saw opened, and then copied with more rights, raises an alert with its evidence', async () => {
  const theft = readGolden('handle-theft')
  const { alerts, events } = await enrich(theft.events)
  const copy = theft.events.find((event) => event.kind === 'handle_duplicate')
  expect(alerts).toMatchObject([{ rule: { id: 'HD-01' }, process: { pid: copy?.processId } }])
  expect(events).toHaveLength(theft.events.length)
})

test('a scan that could not look into the rings it found says so in its document', async () => {
  const scan = golden.events.find((event) => event.kind === 'ioring_scan')
  if (scan?.kind !== 'ioring_scan') throw new Error('no scan')
  const blind: Event = {
    ...scan,
    violationFlags: 0,
    inspection: 'not_inspected',
    inspectionReason: 'no_reference_ring',
    inspectedHandleCount: 0,
  }
  const { events } = await enrich([blind])
  expect(events).toMatchObject([
    { ioring: { inspection: 'not_inspected', inspection_reason: 'no_reference_ring', inspected_handle_count: 0 } },
  ])
})
