import { type BulkItem, type DocumentWriter, createMemoryDocumentStore } from '@win11mon/pipeline'
import { type Event, processRights } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import type { PartitionEnricher } from '../../src/partition/partition-enricher.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aPartition, aRecord } from '../partition/a-partition.ts'

/** As many batches as make the enricher document the processes that changed. */
const batches = 32

function isProcess(item: BulkItem): boolean {
  return item.operation === 'put' && item.document.family === 'processes'
}

/** Hands in one event a batch and tells how many process documents each call wrote. */
function aCountingEnricher(): { enricher: PartitionEnricher; handle(events: readonly Event[]): Promise<number> } {
  const memory = createMemoryDocumentStore()
  let written = 0
  let sequence = 0
  const bulk: DocumentWriter['bulk'] = (items) => {
    written += items.filter(isProcess).length
    return memory.bulk(items)
  }
  const partition = aPartition({ ...memory, bulk })

  return {
    enricher: partition.enricher,
    async handle(events) {
      written = 0
      await partition.handle(events.map((event) => aRecord([event], { firstSequence: (sequence += 1) })))
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
