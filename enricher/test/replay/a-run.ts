import type { DocumentStore, LogRecord } from '@win11mon/pipeline'
import { type Event, createBatchEncoder } from '@win11mon/schemas'
import fc from 'fast-check'

import { Enricher } from '../../src/enricher.ts'
import { aHandleCreate, aHandleDuplicate, aProcessCreate, aProcessTerminate, at, hostId } from '../builders.ts'

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

export function anEnricher(store: DocumentStore, { latenessUs = 10_000_000, onEvent }: RunOptions = {}): Enricher {
  const note = onEvent === undefined ? {} : { onEvent }
  return new Enricher({ store, latenessUs, exceptions: [], indexesEvents: true, ...note })
}

/** One whole run over these arrivals, in this order. */
export async function aRun(store: DocumentStore, arrivals: readonly Arrival[], options: RunOptions = {}): Promise<Enricher> {
  const enricher = anEnricher(store, options)
  for (const arrival of arrivals) await enricher.handle([aRecord(arrival)])
  await enricher.finish()
  return enricher
}

export function aRecord({ streamByte, firstSequence, events }: Arrival): LogRecord {
  const bootId = new Uint8Array(16).fill(streamByte)
  const encoder = createBatchEncoder({ hostId, hostName: 'host', bootId, agentVersion: 'test' })
  for (const [index, event] of events.entries()) encoder.add({ ...event, sequence: firstSequence + index })
  return { key: 'host', value: encoder.finish(firstSequence, firstSequence + events.length - 1) }
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

/** Everything that is stored of hosts, by family and id. */
export async function contentOf(store: DocumentStore): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {}
  for (const family of ['events', 'processes', 'alerts', 'hosts', 'gaps'] as const) {
    for await (const doc of store.scan(family)) content[`${family} ${keyOf(doc)}`] = JSON.parse(doc) as unknown
  }
  return content
}

interface AnyDocument {
  readonly event?: { readonly id?: string }
  readonly host?: { readonly id?: string }
  readonly process?: { readonly entity_id?: string }
  readonly win11mon?: { readonly alert_id?: string; readonly boot_id?: string; readonly gap?: unknown }
}

function keyOf(doc: string): string {
  const { event, host, process, win11mon } = JSON.parse(doc) as AnyDocument
  return event?.id ?? win11mon?.alert_id ?? process?.entity_id ?? (win11mon?.gap === undefined ? host?.id : JSON.stringify(win11mon)) ?? ''
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
