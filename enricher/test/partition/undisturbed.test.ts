import { crc32 } from 'node:zlib'

import { createMemoryDocumentStore } from '@win11mon/pipeline'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { HostState } from '../../src/host/host-state.ts'
import { restoreHost, saveHost } from '../../src/host/save-host.ts'
import { balanceOf } from '../../src/ledger/balance.ts'
import { type Arrival, anyArrivals, contentOf, latenessUs, recordOf } from '../replay/a-run.ts'
import { type APartition, aPartition } from './a-partition.ts'
import { anyFaults, faulty } from './faults.ts'

const numRuns = Number(process.env['WIN11MON_PROPERTY_RUNS'] ?? 1_000)

interface Outcome {
  readonly content: Record<string, unknown>
  readonly streams: readonly object[]
}

async function undisturbed(arrivals: readonly Arrival[]): Promise<Outcome> {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store, { latenessUs })
  for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
  await partition.release()
  return { content: contentOf(store), streams: accountOf(partition) }
}

/** The ledger, without what counts how often something came again. */
function accountOf(partition: APartition): object[] {
  return partition.streams().map((stream) => ({ bootId: stream.bootId, ...balanceOf(stream) }))
}

test('whatever fails in the store, at any call and any item, the documents are those of an undisturbed run', async () => {
  let hits = 0
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), anyFaults(), async (arrivals, faults) => {
      const store = createMemoryDocumentStore()
      const writer = faulty(store, faults)
      const partition = aPartition(writer, { latenessUs, documentsAfterBatches: 2 })
      for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
      await partition.release()
      hits += writer.hits()
      expect({ content: contentOf(store), streams: accountOf(partition) }).toEqual(await undisturbed(arrivals))
      expect(partition.telemetry.snapshot()['enrich']?.held).toBe(0)
    }),
    { numRuns },
  )
  expect(hits).toBeGreaterThan(numRuns)
})

test('whatever comes again, and however often, changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), fc.array(fc.nat(), { maxLength: 20 }), async (arrivals, repeats) => {
      const store = createMemoryDocumentStore()
      const partition = aPartition(store, { latenessUs })
      for (const [index, arrival] of arrivals.entries()) {
        await partition.handle([recordOf(arrival)])
        const earlier = arrivals[(repeats[index] ?? 0) % (index + 1)]
        if (earlier !== undefined && index < repeats.length) await partition.handle([recordOf(earlier), recordOf(earlier)])
      }
      await partition.release()
      expect({ content: contentOf(store), streams: accountOf(partition) }).toEqual(await undisturbed(arrivals))
    }),
    { numRuns },
  )
})

/** Every host as bytes, and an enricher that goes on with them. */
function moved(partition: APartition, next: APartition): void {
  for (const host of partition.enricher.hosts.values()) {
    if (!next.enricher.restore(saveHost(host))) throw new Error('the state cannot be read')
  }
}

test('saving and restoring at any point of any stream changes no document', async () => {
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), fc.array(fc.boolean(), { maxLength: 12 }), async (arrivals, moves) => {
      const store = createMemoryDocumentStore()
      let partition = aPartition(store, { latenessUs, documentsAfterBatches: 2 })
      for (const [index, arrival] of arrivals.entries()) {
        await partition.handle([recordOf(arrival)])
        if (moves[index] !== true) continue
        const next = aPartition(store, { latenessUs, documentsAfterBatches: 2, after: partition.position() })
        moved(partition, next)
        partition = next
      }
      await partition.release()
      expect({ content: contentOf(store), streams: accountOf(partition) }).toEqual(await undisturbed(arrivals))
    }),
    { numRuns },
  )
})

test('a state is the same bytes after it was saved and restored', async () => {
  await fc.assert(
    fc.asyncProperty(anyArrivals(false), async (arrivals) => {
      const partition = aPartition(createMemoryDocumentStore())
      for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
      for (const host of partition.enricher.hosts.values()) {
        const bytes = saveHost(host)
        const restored = restoreHost(bytes, { exceptions: [] })
        if (restored instanceof Error) throw restored
        expect(Buffer.from(saveHost(restored)).equals(bytes)).toBe(true)
      }
    }),
    { numRuns: numRuns / 2 },
  )
})

test('a state that is damaged anywhere, or cut off, is discarded and counted', async () => {
  const partition = aPartition(createMemoryDocumentStore())
  const sample = fc.sample(anyArrivals(false), { numRuns: 20, seed: 7 })
  for (const arrivals of sample) for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
  const [host] = partition.enricher.hosts.values()
  if (host === undefined) throw new Error('no host')
  const bytes = saveHost(host)
  const next = aPartition(createMemoryDocumentStore())
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (place, flip, isCut) => {
      const damaged = isCut ? bytes.slice(0, place) : bytes.map((byte, index) => (index === place ? byte ^ flip : byte))
      expect(next.enricher.restore(damaged)).toBe(false)
    }),
    { numRuns: 300 },
  )
  expect(next.telemetry.snapshot()['enrich']?.errors).toEqual({ STATE_UNREADABLE: 300 })
  expect(next.enricher.hosts.size).toBe(0)
})

test('a state of another version is discarded, and the host starts anew', async () => {
  const partition = aPartition(createMemoryDocumentStore())
  const [arrivals = []] = fc.sample(anyArrivals(false), { numRuns: 1, seed: 7 })
  for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
  const [host] = partition.enricher.hosts.values()
  const body = Buffer.from(saveHost(host as HostState)).subarray(4)
  const marker = Buffer.from('win11mon host state ')
  const other = Buffer.from(body)
  other.set(Buffer.from('win11mon host state 0'), body.indexOf(marker))
  const sealed = Buffer.concat([Buffer.alloc(4), other])
  sealed.writeUInt32BE(crc32(other))
  expect(restoreHost(sealed, { exceptions: [] })).toMatchObject({
    code: 'STATE_UNREADABLE',
    message: expect.stringContaining('state 0') as unknown,
  })
})
