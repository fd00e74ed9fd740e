import { createMemoryDocumentStore } from '@win11mon/pipeline'
import { type Event, newEvent, toIdText } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import type { Stream } from '../../src/ledger/stream.ts'
import { at } from '../builders.ts'
import type { APartition } from '../partition/a-partition.ts'
import { type Arrival, aRun, contentOf, numberArrivals, access, accesses, create, latenessUs } from './a-run.ts'

function streamIn(partition: APartition, bootId: string): Stream | undefined {
  return partition.streams().find((stream) => stream.bootId === bootId)
}

describe('the ledger of a host that a run goes on with', () => {
  const streamId = toIdText(new Uint8Array(16).fill(1))
  const lost = { ...newEvent.gap(), timeUs: at(5), reason: 'record_malformed', lostCount: 7 } as const

  test('has every stream as one run over everything has it', async () => {
    const store = createMemoryDocumentStore()
    await aRun(store, [{ streamByte: 1, firstSequence: 1, events: [create, access, lost] }])
    const counts = streamIn(await aRun(store, [{ streamByte: 1, firstSequence: 6, events: accesses }]), streamId)
    expect(counts === undefined ? undefined : balanceOf(counts, 8)).toEqual({
      issued: 15,
      indexed: 6,
      deadLettered: 0,
      gaps: 9,
      inFlight: 0,
      unexplained: 0,
    })
  })

  test('fills a hole that an earlier run left, as one run does', async () => {
    const runs: Arrival[] = [
      { streamByte: 1, firstSequence: 1, events: [create] },
      { streamByte: 1, firstSequence: 8, events: accesses },
      { streamByte: 1, firstSequence: 3, events: accesses },
      { streamByte: 1, firstSequence: 1, events: [create, access, ...accesses] },
    ]
    const one = createMemoryDocumentStore()
    await aRun(one, runs, { latenessUs })
    const store = createMemoryDocumentStore()
    let last = await aRun(store, [], { latenessUs })
    for (const run of runs) last = await aRun(store, [run], { latenessUs })
    expect(contentOf(store)).toEqual(contentOf(one))
    expect(streamIn(last, streamId)).toMatchObject({ indexed: 8, missing: 2, lastSequence: 10 })
  })

  test('says which streams only earlier runs have read', async () => {
    const store = createMemoryDocumentStore()
    await aRun(store, [{ streamByte: 1, firstSequence: 1, events: [create] }])
    const second = await aRun(store, [{ streamByte: 2, firstSequence: 1, events: [access] }])
    expect(second.streams().map(({ isOfThisRun }) => isOfThisRun)).toEqual([false, true])
  })

  test('counts an event of an earlier run as read when this run reads it again, and only then', async () => {
    const store = createMemoryDocumentStore()
    const seen: Event['kind'][] = []
    const arrivals = numberArrivals([
      { streamByte: 1, events: [create, access] },
      { streamByte: 2, events: [access] },
    ])
    await aRun(store, arrivals)
    const again = arrivals.slice(0, 1)
    const { enricher } = await aRun(store, [...again, ...again], { onEvent: ({ kind }) => seen.push(kind) })
    expect(Object.fromEntries(enricher.eventCounts)).toEqual({ process_create: 1, handle_create: 1 })
    expect(seen).toEqual(['process_create', 'handle_create'])
  })
})
