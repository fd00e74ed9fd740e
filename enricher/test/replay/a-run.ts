import type { MemoryDocumentStore } from '@win11mon/pipeline'
import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'

import { aHandleCreate, aHandleDuplicate, aProcessCreate, aProcessTerminate, at } from '../builders.ts'
import { type APartition, aPartition, aRecord } from '../partition/a-partition.ts'

/** Longer than any history of these tests: then no event is late for the rules, whatever came together. */
export const latenessUs = 300_000_000

/** A process and what it does, of which the tests give each run a part. */
export const create = aProcessCreate({ timeUs: at(1), processId: 100, executable: 'C:\\Tools\\tool.exe' })
export const access = aHandleCreate({ timeUs: at(2), grantedAccess: 0x1410 })
export const accesses = [access, { ...access, timeUs: at(3) }, { ...access, timeUs: at(4) }]

/** Events of one stream that arrive together. */
export interface Arrival {
  readonly streamByte: number
  readonly firstSequence: number
  readonly events: readonly Event[]
}

export interface RunOptions {
  readonly latenessUs?: number
  readonly onEvent?: (event: Event) => void
}

/** An enricher that goes on where the store's earlier runs ended. */
export function aContinuing(store: MemoryDocumentStore, options: RunOptions = {}): APartition {
  return aPartition(store, { history: store, latenessUs: options.latenessUs ?? 10_000_000, onEvent: options.onEvent })
}

/** One whole run over these arrivals, in this order. */
export async function aRun(store: MemoryDocumentStore, arrivals: readonly Arrival[], options: RunOptions = {}): Promise<APartition> {
  const partition = aContinuing(store, options)
  for (const arrival of arrivals) await partition.handle([recordOf(arrival)])
  await partition.release()
  return partition
}

export function recordOf({ streamByte, firstSequence, events }: Arrival): ReturnType<typeof aRecord> {
  return aRecord(events, { firstSequence, bootByte: streamByte })
}

/** Numbers what arrives, stream by stream. */
export function numberArrivals(parts: readonly { readonly streamByte: number; readonly events: readonly Event[] }[]): Arrival[] {
  const next = new Map<number, number>()
  return parts.map(({ streamByte, events }) => {
    const firstSequence = next.get(streamByte) ?? 1
    next.set(streamByte, firstSequence + events.length)
    return { streamByte, firstSequence, events }
  })
}

/**
 * Everything that is stored of hosts, by family and id. Withdrawn alerts are left out: whether something was said before it
 * was taken back depends on when somebody asked.
 */
export function contentOf(store: MemoryDocumentStore): Record<string, unknown> {
  const content: Record<string, unknown> = {}
  for (const family of ['events', 'processes', 'alerts', 'hosts', 'gaps'] as const) {
    for (const { id, columns, doc } of store.documents(family)) {
      if (!('status' in columns && columns.status === 'withdrawn'))
        content[`${family} ${id}`] = withoutHistory(JSON.parse(doc) as AnyDocument)
    }
  }
  return content
}

interface AnyDocument {
  readonly win11mon?: { readonly history?: unknown }
}

function withoutHistory(doc: AnyDocument): AnyDocument {
  if (doc.win11mon === undefined) return doc
  const { history: _, ...rest } = doc.win11mon
  return { ...doc, win11mon: rest }
}

const images = ['C:\\Windows\\System32\\lsass.exe', 'C:\\Windows\\System32\\cmd.exe', 'C:\\Tools\\tool.exe', null]

/** Few pids, images and moments, so that reuse, equal times, contradictions and lateness are the normal case, and rights that rules look for. */
export function anyEvent(): fc.Arbitrary<Event> {
  const processId = fc.constantFrom(4, 100, 104, 108)
  const objectProcessId = processId
  const executable = fc.constantFrom(...images)
  const objectExecutable = executable
  const timeUs = fc.nat({ max: 120 }).map((halfSeconds) => at(halfSeconds / 2))
  const grantedAccess = fc.constantFrom(0x1000, 0x1010, 0x1410, 0x1440, 0x80)
  const handle = { timeUs, processId, executable, objectProcessId, objectExecutable, grantedAccess }
  return fc.oneof(
    fc
      .record({ timeUs, processId, executable, parentProcessId: processId, parentExecutable: executable, isExact: fc.boolean() })
      .map(({ isExact, ...fields }) => aProcessCreate({ ...fields, processStartUs: isExact ? fields.timeUs : null })),
    fc.record({ timeUs, processId, executable }).map((fields) => aProcessTerminate(fields)),
    fc.record(handle).map((fields) => aHandleCreate(fields)),
    fc.record(handle).map((fields) => aHandleDuplicate(fields)),
    fc
      .record({ ...handle, processStartUs: timeUs })
      .map((fields) => aHandleCreate({ ...fields, processStartUs: Math.min(fields.processStartUs, fields.timeUs) })),
  )
}

/** Arrivals of up to three streams; `isAlternating` never has two of one stream in a row. */
export function anyArrivals(isAlternating: boolean): fc.Arbitrary<Arrival[]> {
  const part = fc.record({ streamByte: fc.integer({ min: 1, max: 3 }), events: fc.array(anyEvent(), { minLength: 1, maxLength: 5 }) })
  return fc
    .array(part, { minLength: 1, maxLength: 10 })
    .map((parts) => numberArrivals(parts.map((one, index) => (isAlternating ? { ...one, streamByte: 1 + (index % 3) } : one))))
}

/** The arrivals in runs, cut at the places that a property test supplies. */
export function inRuns(arrivals: readonly Arrival[], cuts: readonly number[]): Arrival[][] {
  const places = [...new Set(cuts.map((cut) => cut % (arrivals.length + 1)))].toSorted((left, right) => left - right)
  return [0, ...places].map((place, index) => arrivals.slice(place, places[index]))
}
