import { type BulkItem, type Document, type DocumentStore, type LogRecord, PipelineError } from '@win11mon/pipeline'
import { type Event, type EventBatch, type Gap, toIdText } from '@win11mon/schemas'

import { admitBatch } from './admit/admit-batch.ts'
import { type Admitted, admitted, documentOf, entitiesOf } from './admit/admitted.ts'
import type { Exception } from './alert/exception.ts'
import { decodeRecord } from './consume/decode-record.ts'
import { type HostState, createHostState } from './host-state.ts'
import { alertDocument } from './index/alert-document.ts'
import { writeBulk } from './index/bulk.ts'
import { deadLetterDocument } from './index/dead-letter-document.ts'
import { gapDocument } from './index/gap-document.ts'
import { hostDocument } from './index/host-document.ts'
import { processItems } from './index/write-processes.ts'
import { type StreamCounts, newStreamCounts } from './ledger.ts'
import { createCorrections } from './replay/corrections.ts'
import { countStored } from './replay/count-stored.ts'
import { staleDocumentItems } from './replay/stale-documents.ts'
import { storedBatches } from './replay/stored-batches.ts'
import { type Evidence, evidenceOf } from './score/evidence.ts'
import { isDismissed } from './score/score.ts'

export interface EnricherOptions {
  /** A host that it has events of from earlier runs goes on where those left it. */
  readonly store: DocumentStore
  /** How much later than the newest event an event may come and still be in time for the rules. Microseconds. */
  readonly latenessUs: number
  readonly exceptions: readonly Exception[]
  /** False when nobody will look at single events: they are counted as indexed without a document. */
  readonly indexesEvents: boolean
  /** Called for every event of this run that was admitted or is stored from an earlier one, once, after the tree has seen it. */
  readonly onEvent?: (event: Event, host: HostState) => void
}

/** Process documents are rewritten when this many batches have come in, not for every event that touches one. */
const batchesBetweenProcessDocuments = 32

/**
 * decode ─► admit ─► tree ─► score ─► detect ─► alert ─► documents ─► bulk. One batch is dealt with for good when
 * `handle` resolves; it rejects when the store cannot take it, and is then to be handed in again.
 */
export class Enricher {
  readonly #options: EnricherOptions
  readonly #hosts = new Map<string, HostState>()
  readonly #streams = new Map<string, StreamCounts>()
  readonly #eventCounts = new Map<Event['kind'], number>()
  #batchesSinceProcessDocuments = 0

  constructor(options: EnricherOptions) {
    this.#options = options
  }

  /** By host id. */
  get hosts(): ReadonlyMap<string, HostState> {
    return this.#hosts
  }

  /** By boot id, those that only earlier runs read among them. */
  get streams(): ReadonlyMap<string, StreamCounts> {
    return this.#streams
  }

  get eventCounts(): ReadonlyMap<Event['kind'], number> {
    return this.#eventCounts
  }

  async handle(records: readonly LogRecord[]): Promise<void> {
    const items: BulkItem[] = []
    const entries: Admitted[] = []
    for (const record of records) entries.push(...(await this.#take(record, items)))
    const touched = new Set(entries.map((entry) => entry.host))
    for (const entry of entries) this.#observe(entry)
    for (const host of touched) settle(host, items)
    for (const entry of entries) this.#index(entry, items)
    for (const host of touched) detect(host, (bootId) => this.#watermarkUs(host, bootId), items)
    this.#batchesSinceProcessDocuments += records.length
    if (this.#batchesSinceProcessDocuments >= batchesBetweenProcessDocuments) this.#documentProcesses(items)
    await writeBulk(this.#options.store, items)
  }

  /** Lets go of everything that waits for late events. Call at the end of the stream. */
  async finish(): Promise<void> {
    const items: BulkItem[] = []
    for (const host of this.#hosts.values()) {
      settle(host, items)
      detect(host, () => Infinity, items)
      items.push(put(hostDocument(host)))
      // The last word on every process and alert: what it shows may depend on events that did not name it.
      for (const node of host.tree.processes()) host.changedEntityIds.add(node.entityId)
      for (const alert of host.alerts.refresh(host.tree)) items.push(put(alertDocument(alert, host)))
    }
    this.#documentProcesses(items)
    for (const host of this.#hosts.values()) items.push(...(await staleDocumentItems(this.#options.store, host)))
    await writeBulk(this.#options.store, items)
  }

  /** Decodes one record. What cannot be decoded is kept with the reason. */
  async #take(record: LogRecord, items: BulkItem[]): Promise<Admitted[]> {
    const batch = decodeRecord(record)
    if (!(batch instanceof PipelineError)) return this.#admit(this.#hostOf(batch) ?? (await this.#meet(batch, items)), batch, items)
    items.push(create(deadLetterDocument(record, batch)))
    return []
  }

  /** Drops what was seen before. */
  #admit(host: HostState, batch: EventBatch, items: BulkItem[]): Admitted[] {
    const stream = this.#streamOf(host, toIdText(batch.bootId))
    stream.isOfThisRun = true
    const { events, repeated } = admitBatch(host, stream, batch, items)
    for (const event of repeated) this.#noteStored(host, stream, event)
    return events.map((event) => admitted(host, stream, event))
  }

  #hostOf(batch: EventBatch): HostState | undefined {
    const host = this.#hosts.get(toIdText(batch.hostId))
    if (host !== undefined) host.hostName ??= batch.hostName
    return host
  }

  /** The first batch of a host in this run: what earlier runs stored of it comes first. */
  async #meet({ hostId, hostName }: EventBatch, items: BulkItem[]): Promise<HostState> {
    const host = createHostState(hostId, null, this.#options.exceptions)
    if (this.#options.indexesEvents) await this.#replay(host, items)
    host.hostName ??= hostName
    this.#hosts.set(host.hostId, host)
    return host
  }

  /**
   * Brings the host to where its stored events leave it, as if this run had read them, and corrects only those rows that
   * say something else. Nothing is written before all of them are read.
   */
  async #replay(host: HostState, items: BulkItem[]): Promise<void> {
    const corrections = createCorrections()
    for await (const { bootId, hostName, events } of storedBatches(this.#options.store.hostEvents(host.hostId))) {
      host.hostName ??= hostName
      host.isContinued = true
      const stream = this.#streamOf(host, bootId)
      const entries = events.map(({ event, stored }) => ({ ...admitted(host, stream, event), stored }))
      for (const entry of entries) {
        countStored(host.admission, stream, entry.event)
        this.#learn(entry)
      }
      const derived: BulkItem[] = []
      settle(host, derived)
      corrections.follow(derived)
      for (const entry of entries) {
        this.#count(entry)
        corrections.note(entry.eventId, entry.stored, entitiesOf(entry))
      }
      detect(host, (id) => this.#watermarkUs(host, id), derived)
    }
    // What they derived is documented at the end of the run.
    host.changedEntityIds.clear()
    host.removedEntityIds.clear()
    items.push(...corrections.items())
  }

  #streamOf(host: HostState, bootId: string): StreamCounts {
    const known = this.#streams.get(bootId)
    if (known !== undefined) return known
    const stream = newStreamCounts(bootId, host.hostId)
    this.#streams.set(bootId, stream)
    return stream
  }

  #observe(entry: Admitted): void {
    this.#learn(entry)
    this.#note(entry.event, entry.host)
  }

  #note(event: Event, host: HostState): void {
    this.#eventCounts.set(event.kind, (this.#eventCounts.get(event.kind) ?? 0) + 1)
    this.#options.onEvent?.(event, host)
  }

  /** An event that an earlier run stored and this one reads again is one of this run, the first time it comes. */
  #noteStored(host: HostState, stream: StreamCounts, event: Event): void {
    if (event.sequence > stream.storedThrough || event.sequence <= stream.readAgainThrough) return
    stream.readAgainThrough = event.sequence
    this.#note(event, host)
  }

  #learn(entry: Admitted): void {
    const { host, stream, event, eventId, references } = entry
    host.newestUs = Math.max(host.newestUs, event.timeUs)
    stream.newestUs = Math.max(stream.newestUs, event.timeUs)
    host.tree.observe(event, eventId, references)
    entry.evidence = evidenceOf(event, eventId, references)
    for (const item of entry.evidence) host.evidence.add(item)
    host.detector.add(event, eventId, stream.bootId, references)
    host.sourceGuids.add(event, references)
  }

  #index(entry: Admitted, items: BulkItem[]): void {
    const { host, stream, event, eventId, evidence } = entry
    this.#count(entry)
    if (event.kind === 'gap') items.push(create(gapDocument(event, host.hostId, stream.bootId, eventId)))
    for (const item of evidence) noteChange(host, item)
    if (this.#options.indexesEvents) items.push(create(documentOf(entry)))
  }

  #count({ host, stream, event }: Admitted): void {
    stream.indexed += 1
    if (event.kind === 'gap') this.#countLoss(host, stream, event)
  }

  /** Events that were refused never had a number; lost ones had, and are missing in their stream. */
  #countLoss(host: HostState, stream: StreamCounts, { lostBootId, firstSequence, lastSequence, lostCount }: Gap): void {
    if (firstSequence === null || lastSequence === null) {
      stream.refused += lostCount
      return
    }
    const lost = this.#streamOf(host, lostBootId ?? stream.bootId)
    lost.isOfThisRun ||= stream.isOfThisRun
    lost.missing += host.admission.declareLost(lost.bootId, firstSequence, lastSequence)
    lost.lastSequence = Math.max(lost.lastSequence, host.admission.next(lost.bootId) - 1)
  }

  /** Streams of one time wait for each other; one of another time, such as a second capture, only for itself. */
  #watermarkUs(host: HostState, bootId: string): number {
    const streamUs = this.#streams.get(bootId)?.newestUs ?? host.newestUs
    const newestUs = host.newestUs - streamUs > otherTimeUs ? streamUs : host.newestUs
    return newestUs - this.#options.latenessUs
  }

  #documentProcesses(items: BulkItem[]): void {
    this.#batchesSinceProcessDocuments = 0
    for (const host of this.#hosts.values()) items.push(...processItems(host))
  }
}

/** Most evidence changes nothing: the score names enough of its kind, or the tree knows that the object is none to mind. */
function noteChange({ tree, changedEntityIds, fullFeatures }: HostState, evidence: Evidence): void {
  const node = tree.find(evidence.actor)
  if (node === undefined || fullFeatures.get(node.entityId)?.has(evidence.featureId) === true) return
  if (!isDismissed(tree, node, evidence)) changedEntityIds.add(node.entityId)
}

/** Brings the tree up to date; whatever was stored with an identity that changed follows. */
function settle(host: HostState, items: BulkItem[]): void {
  const { reassignments, changedEntityIds, removedEntityIds } = host.tree.settle()
  for (const reassignment of reassignments) items.push({ operation: 'reassign', ...reassignment })
  if (removedEntityIds.size > 0 || reassignments.length > 0) {
    for (const alert of host.alerts.follow(host.tree)) items.push(put(alertDocument(alert, host)))
  }
  for (const entityId of changedEntityIds) host.changedEntityIds.add(entityId)
  for (const entityId of removedEntityIds) {
    host.changedEntityIds.delete(entityId)
    host.removedEntityIds.add(entityId)
  }
}

function detect(host: HostState, untilUs: (bootId: string) => number, items: BulkItem[]): void {
  for (const found of host.detector.release(untilUs)) {
    const alert = host.alerts.record(found)
    if (alert !== undefined) items.push(put(alertDocument(alert, host)))
  }
}

/** Streams this far behind the host are of another time, not late. */
const otherTimeUs = 60_000_000

function create(document: Document): BulkItem {
  return { operation: 'create', document }
}

function put(document: Document): BulkItem {
  return { operation: 'put', document }
}
