import { type Alert, PartitionEnricher, endlessMemory } from '@win11mon/enricher'
import { type BulkOutcome, type DocumentWriter, createTelemetry, systemClock } from '@win11mon/pipeline'
import { type Event, createBatchEncoder, toIdText } from '@win11mon/schemas'

/** An event with the stream that numbers it. */
export interface StreamedEvent {
  readonly stream: number
  readonly event: Event
}

/** How much later than its time an event may come to be in time for the rules. */
export const latenessUs = 10_000_000

const hostId = new Uint8Array(16).fill(7)
const done: BulkOutcome = { status: 'done' }
const sink: DocumentWriter = { bulk: (items) => Promise.resolve(items.map(() => done)), close: () => Promise.resolve() }

/** The events of one host as several sensors would number them: each in order of time, in a stream of its own. */
export function inStreams(events: readonly Event[], streams: number, pick: (index: number) => number): StreamedEvent[] {
  const numbers = Array.from({ length: streams }, () => 0)
  return events
    .toSorted((left, right) => left.timeUs - right.timeUs)
    .map((event, index) => {
      const stream = pick(index) % streams
      const sequence = (numbers[stream] ?? 0) + 1
      numbers[stream] = sequence
      return { stream, event: { ...event, sequence } }
    })
}

/** Events in the order of their arrival: each comes later than it happened by less than the window, none before an earlier one of its stream. */
export function asTheyArrive(events: readonly StreamedEvent[], delayUs: (index: number) => number): StreamedEvent[] {
  const newest = new Map<number, number>()
  const arrivals = events.map((item, index) => {
    const arrivalUs = Math.max(newest.get(item.stream) ?? -Infinity, item.event.timeUs + delayUs(index))
    newest.set(item.stream, arrivalUs)
    return { item, arrivalUs }
  })
  return arrivals.toSorted((left, right) => left.arrivalUs - right.arrivalUs).map(({ item }) => item)
}

/** Runs of one stream, cut at a size that changes, and now and then one that came before comes again. */
export function* inBatches(
  arriving: readonly StreamedEvent[],
  size: (batch: number) => number,
  repeats: (batch: number) => boolean,
): Generator<StreamedEvent[]> {
  const sent: StreamedEvent[][] = []
  let batch: StreamedEvent[] = []
  for (const item of arriving) {
    const isOther = batch[0] !== undefined && batch[0].stream !== item.stream
    if (isOther || batch.length >= size(sent.length)) {
      if (batch.length > 0) sent.push(batch)
      if (batch.length > 0) yield batch
      if (repeats(sent.length)) yield sent[Math.floor(sent.length / 2)] ?? batch
      batch = []
    }
    batch.push(item)
  }
  if (batch.length > 0) yield batch
}

/** What is left of the alerts when they no longer change. */
export async function alertsOf(batches: Iterable<readonly StreamedEvent[]>): Promise<Alert[]> {
  const { signal } = new AbortController()
  const enricher = new PartitionEnricher({
    ...endlessMemory,
    writer: sink,
    clock: systemClock,
    policy: { firstDelayMs: 1, maxDelayMs: 1 },
    stage: createTelemetry().stage('enrich'),
    latenessUs,
    documentsAfterBatches: 32,
    exceptions: [],
    indexesEvents: false,
  })
  const encoders = new Map<number, ReturnType<typeof createBatchEncoder>>()
  let position = 0
  for (const batch of batches) {
    const stream = batch[0]?.stream ?? 0
    const encoder =
      encoders.get(stream) ??
      createBatchEncoder({ hostId, hostName: 'host', bootId: new Uint8Array(16).fill(stream + 1), agentVersion: 'test' })
    encoders.set(stream, encoder)
    for (const { event } of batch) encoder.add(event)
    const value = encoder.finish(batch[0]?.event.sequence ?? 0, batch.at(-1)?.event.sequence ?? 0)
    await enricher.handle([{ key: toIdText(hostId), value, position: (position += 1) }], signal)
  }
  await enricher.release(signal)
  const alerts = [...enricher.hosts.values()].flatMap((host) => [...host.alerts.alerts()])
  return alerts.filter(({ status }) => status === 'raised').toSorted((left, right) => (left.id < right.id ? -1 : 1))
}

/** What must be the same whatever the order. */
export function essence(alerts: readonly Alert[]): object[] {
  return alerts.map(({ id, ruleId, severity, occurrences, firstTimeUs, lastTimeUs, actor, object, reasons, evidenceIds }) => ({
    id,
    ruleId,
    severity,
    occurrences,
    firstTimeUs,
    lastTimeUs,
    actor: actor?.entityId,
    object: object?.entityId,
    reasons,
    evidenceIds: evidenceIds.toSorted(),
  }))
}
