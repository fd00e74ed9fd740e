import { type BulkItem, type DocumentStore, createMemoryDocumentStore } from '@win11mon/pipeline'
import { type Event, createBatchEncoder, processRights } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { Enricher } from '../../src/enricher.ts'
import { aHandleCreate, aProcessCreate, at, hostId } from '../builders.ts'

/** As many batches as make the enricher document the processes that changed. */
const batches = 32

function isProcess(item: BulkItem): boolean {
  return item.operation === 'put' && item.document.family === 'processes'
}

/** Hands in one event a batch and tells how many process documents each call wrote. */
function aCountingEnricher(): { enricher: Enricher; handle(events: readonly Event[]): Promise<number> } {
  const memory = createMemoryDocumentStore()
  let written = 0
  let sequence = 0
  const bulk: DocumentStore['bulk'] = (items) => {
    written += items.filter(isProcess).length
    return memory.bulk(items)
  }
  const enricher = new Enricher({ store: { ...memory, bulk }, latenessUs: 10_000_000, exceptions: [], indexesEvents: true })
  const encoder = createBatchEncoder({ hostId, hostName: 'host', bootId: new Uint8Array(16).fill(1), agentVersion: 'test' })

  function record(event: Event): { key: string; value: Uint8Array } {
    sequence += 1
    encoder.add({ ...event, sequence })
    return { key: 'host', value: encoder.finish(sequence, sequence) }
  }

  return {
    enricher,
    async handle(events) {
      written = 0
      await enricher.handle(events.map(record))
      return written
    },
  }
}

function opens(round: number, grantedAccess: number): Event[] {
  return Array.from({ length: batches }, (_, index) => aHandleCreate({ timeUs: at((round * batches + index) * 10), grantedAccess }))
}

test('documents a process again when an event can change its score, and not when the score names enough of its kind', async () => {
  const { enricher, handle } = aCountingEnricher()
  const queries = (round: number): Event[] => opens(round, processRights.queryInformation)

  await handle([aProcessCreate({ executable: 'C:\\Tools\\tool.exe' }), ...queries(1)])
  expect([...enricher.hosts.values()].map(({ fullFeatures }) => [...fullFeatures.values()].some((full) => full.has('B10')))).toEqual([true])
  expect(await handle(queries(2))).toBe(0)
  expect(await handle(opens(3, processRights.duplicateHandle))).toBe(1)
})
