import { type BulkItem, type Document, type DocumentStore, type LogRecord, PipelineError } from '@win11mon/pipeline'
import { type Event, type EventBatch, decodeBatch, eventIdText, toIdText } from '@win11mon/schemas'

import type { Exception } from './alert/exception.ts'
import { scoreAlert } from './alert/score-alert.ts'
import { writeBulk } from './index/bulk.ts'
import { deadLetterDocument } from './index/dead-letter-document.ts'
import { alertDocument } from './index/alert-document.ts'
import { type EventContext, eventDocument } from './index/event-document.ts'
import { gapDocument, holeDocument } from './index/gap-document.ts'
import { hostDocument } from './index/host-document.ts'
import { processDocument } from './index/process-document.ts'
import { type HostState, createHostState } from './host-state.ts'
import type { StreamCounts } from './ledger.ts'
import { evidenceOf } from './score/evidence.ts'
import { scoreProcess } from './score/score.ts'
import type { ProcessReference } from './tree/marks.ts'
import { type References, referencesOf } from './tree/references.ts'
import type { Use } from './tree/timeline.ts'

export interface EnricherOptions {
  readonly store: DocumentStore
  /** How much later than the newest event an event may come and still be in time for the rules. Microseconds. */
  readonly latenessUs: number
  readonly exceptions: readonly Exception[]
  /** False when nobody will look at single events: they are counted as indexed without a document. */
  readonly indexesEvents: boolean
  /** Called for every event that was admitted, after its identity is known to the tree. */
  readonly onEvent?: (event: Event, host: HostState) => void
}

/**
 * decode ─► admit ─► tree ─► score ─► detect ─► alert ─► documents ─► bulk. One batch is dealt with for good when
 * `handle` resolves; it rejects when the store cannot take it, and is then to be handed in again.
 */
export interface Enricher {
  handle(records: readonly LogRecord[]): Promise<void>
  /** Lets go of everything that waits for late events. Call at the end of the stream. */
  finish(): Promise<void>
  readonly hosts: ReadonlyMap<string, HostState>
  readonly streams: ReadonlyMap<string, StreamCounts>
  readonly eventCounts: ReadonlyMap<Event['kind'], number>
}

/** Process documents are rewritten when this many batches have come in, not for every event that touches one. */
const batchesBetweenProcessDocuments = 32

interface Admitted {
  readonly host: HostState
  readonly bootId: string
  readonly event: Event
  readonly eventId: string
  readonly references: References
  /** True when the score of the actor depends on this event. */
  hasEvidence: boolean
}

export function createEnricher(options: EnricherOptions): Enricher {
  const hosts = new Map<string, HostState>()
  const streams = new Map<string, StreamCounts>()
  const eventCounts = new Map<Event['kind'], number>()
  let batchesSinceProcessDocuments = 0

  async function handle(records: readonly LogRecord[]): Promise<void> {
    const items: BulkItem[] = []
    const admitted = records.flatMap((record) => admit(record, items))
    const touched = new Set(admitted.map((entry) => entry.host))
    for (const entry of admitted) observe(entry)
    for (const host of touched) settle(host, items)
    for (const entry of admitted) index(entry, items)
    for (const host of touched) detect(host, (bootId) => watermarkUs(host, bootId) - options.latenessUs, items)
    batchesSinceProcessDocuments += records.length
    if (batchesSinceProcessDocuments >= batchesBetweenProcessDocuments) documentProcesses(items)
    await writeBulk(options.store, items)
  }

  /** Decodes one record and drops what was seen before. What cannot be decoded is kept with the reason. */
  function admit(record: LogRecord, items: BulkItem[]): Admitted[] {
    const batch = decode(record, items)
    if (batch === undefined) return []
    const host = hostOf(batch)
    const bootId = toIdText(batch.bootId)
    const stream = streamOf(host, bootId)
    const { repeatedCount, gap } = host.admission.admit(bootId, batch.firstSequence, batch.lastSequence)
    if (gap !== null) {
      stream.missing += gap.lastSequence - gap.firstSequence + 1
      items.push(create(holeDocument(host.hostId, bootId, gap, batch.events[0]?.timeUs ?? 0)))
    }
    stream.repeated += repeatedCount
    stream.lastSequence = Math.max(stream.lastSequence, batch.lastSequence)
    const events = repeatedCount === 0 ? batch.events : batch.events.slice(repeatedCount)
    return events.map((event) => ({
      host,
      bootId,
      event,
      eventId: eventIdText(bootId, event.sequence),
      references: referencesOf(event),
      hasEvidence: false,
    }))
  }

  function decode(record: LogRecord, items: BulkItem[]): EventBatch | undefined {
    try {
      return decodeBatch(record.value)
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      items.push(create(deadLetterDocument(record, error)))
      return undefined
    }
  }

  function hostOf(batch: EventBatch): HostState {
    const hostId = toIdText(batch.hostId)
    const known = hosts.get(hostId)
    const host = known ?? createHostState(batch.hostId, batch.hostName, options.exceptions)
    if (known === undefined) hosts.set(hostId, host)
    host.hostName ??= batch.hostName
    return host
  }

  function streamOf(host: HostState, bootId: string): StreamCounts {
    const known = streams.get(bootId)
    if (known !== undefined) return known
    const stream = { bootId, hostId: host.hostId, lastSequence: 0, indexed: 0, deadLettered: 0, missing: 0, refused: 0, repeated: 0 }
    streams.set(bootId, stream)
    return stream
  }

  function observe(entry: Admitted): void {
    const { host, bootId, event, eventId, references } = entry
    host.newestUs = Math.max(host.newestUs, event.timeUs)
    host.newestByStream.set(bootId, Math.max(host.newestByStream.get(bootId) ?? -Infinity, event.timeUs))
    eventCounts.set(event.kind, (eventCounts.get(event.kind) ?? 0) + 1)
    host.tree.observe(event, eventId, references)
    for (const item of evidenceOf(event, eventId, references)) {
      host.evidence.add(item)
      entry.hasEvidence = true
    }
    host.detector.add(event, eventId, bootId, references)
    options.onEvent?.(event, host)
  }

  function settle(host: HostState, items: BulkItem[]): void {
    const change = host.tree.settle()
    for (const reassignment of change.reassignments) items.push({ operation: 'reassign', ...reassignment })
    if (change.removedEntityIds.size > 0 || change.reassignments.length > 0) {
      for (const alert of host.alerts.follow(host.tree)) items.push(put(alertDocument(alert, host.hostName)))
    }
    for (const entityId of change.changedEntityIds) host.changedEntityIds.add(entityId)
    for (const entityId of change.removedEntityIds) {
      host.changedEntityIds.delete(entityId)
      host.removedEntityIds.add(entityId)
    }
  }

  function index({ host, bootId, event, eventId, references, hasEvidence }: Admitted, items: BulkItem[]): void {
    const identify = (reference: ProcessReference | null, column: Use['column']): string | null => {
      if (reference === null) return null
      // Nobody keeps the answer when single events have no documents.
      return options.indexesEvents ? host.tree.identify(reference, { eventId, column }) : (host.tree.find(reference)?.entityId ?? null)
    }
    const actorId = identify(references.actor, 'process_id')
    const objectId = identify(references.object, 'object_id')
    if (hasEvidence && actorId !== null) host.changedEntityIds.add(actorId)
    noteSourceGuids(host, event, actorId, objectId)
    const stream = streamOf(host, bootId)
    stream.indexed += 1
    if (event.kind === 'gap') {
      if (event.firstSequence === null) stream.refused += event.lostCount
      items.push(create(gapDocument(event, host.hostId, bootId, eventId)))
    }
    if (!options.indexesEvents) return
    const context: EventContext = { eventId, hostId: host.hostId, hostName: host.hostName, bootId, actorId, objectId }
    items.push(create(eventDocument(event, context)))
  }

  function detect(host: HostState, untilUs: (bootId: string) => number, items: BulkItem[]): void {
    for (const found of host.detector.release(untilUs)) {
      const alert = host.alerts.record(found)
      if (alert !== undefined) items.push(put(alertDocument(alert, host.hostName)))
    }
  }

  function documentProcesses(items: BulkItem[]): void {
    batchesSinceProcessDocuments = 0
    for (const host of hosts.values()) {
      for (const entityId of host.removedEntityIds) removeProcess(host, entityId, items)
      for (const entityId of host.changedEntityIds) documentProcess(host, entityId, items)
      host.removedEntityIds.clear()
      host.changedEntityIds.clear()
    }
  }

  function removeProcess(host: HostState, entityId: string, items: BulkItem[]): void {
    if (host.tree.get(entityId) !== undefined) return
    items.push({ operation: 'delete', family: 'processes', id: entityId })
    withdrawScoreAlert(host, entityId, items)
  }

  function documentProcess(host: HostState, entityId: string, items: BulkItem[]): void {
    const node = host.tree.get(entityId)
    if (node === undefined) return
    const scores = scoreProcess(host.tree, host.evidence, node)
    const guids = host.sourceGuids.get(entityId)
    const sourceGuid = node.description?.sourceGuid ?? guids?.own ?? null
    const sourceParentGuid = node.description?.sourceParentGuid ?? guids?.parent ?? null
    items.push(put(processDocument(node, { hostId: host.hostId, hostName: host.hostName, scores, sourceGuid, sourceParentGuid })))
    const alert = scoreAlert(host.hostId, node, scores)
    if (alert === undefined) withdrawScoreAlert(host, entityId, items)
    else {
      host.scoreAlertIds.set(entityId, alert.id)
      items.push(put(alertDocument(alert, host.hostName)))
    }
  }

  function withdrawScoreAlert(host: HostState, entityId: string, items: BulkItem[]): void {
    const id = host.scoreAlertIds.get(entityId)
    if (id === undefined) return
    host.scoreAlertIds.delete(entityId)
    items.push({ operation: 'delete', family: 'alerts', id })
  }

  return {
    handle,
    async finish() {
      const items: BulkItem[] = []
      for (const host of hosts.values()) {
        settle(host, items)
        detect(host, () => Infinity, items)
        items.push(put(hostDocument(host)))
        // The last word on every process: what it shows may depend on events that did not name it.
        for (const node of host.tree.processes()) host.changedEntityIds.add(node.entityId)
      }
      documentProcesses(items)
      await writeBulk(options.store, items)
    },
    hosts,
    streams,
    eventCounts,
  }
}

/** Streams this far behind the host are of another time, not late. */
const otherTimeUs = 60_000_000

/** Streams of one time wait for each other; one of another time, such as a second capture, only for itself. */
function watermarkUs(host: HostState, bootId: string): number {
  const streamUs = host.newestByStream.get(bootId) ?? host.newestUs
  return host.newestUs - streamUs > otherTimeUs ? streamUs : host.newestUs
}

/** Captures only: their GUIDs travel with the process for comparison; nothing here reads them. */
function noteSourceGuids(host: HostState, event: Event, actorId: string | null, objectId: string | null): void {
  if (actorId !== null && 'sourceGuid' in event && event.sourceGuid !== null && !host.sourceGuids.has(actorId)) {
    host.sourceGuids.set(actorId, { own: event.sourceGuid, parent: event.sourceParentGuid })
  }
  if (objectId !== null && 'sourceObjectGuid' in event && event.sourceObjectGuid !== null && !host.sourceGuids.has(objectId)) {
    host.sourceGuids.set(objectId, { own: event.sourceObjectGuid, parent: null })
  }
}

function create(document: Document): BulkItem {
  return { operation: 'create', document }
}

function put(document: Document): BulkItem {
  return { operation: 'put', document }
}
