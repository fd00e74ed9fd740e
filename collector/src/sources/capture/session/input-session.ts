import type { EventKind } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import { type CaptureSettings, isWantedTime } from '../input/capture-options.ts'
import { type InputTally, countFiltered, countRejected, countSkipped, countUnreadable } from '../input/input-report.ts'
import { type SkipReason, mapRecord, ownUtcTime } from '../mapping/map-record.ts'
import { logNameOf } from '../mapping/record-name.ts'
import type { RecordSink } from '../readers/record-sink.ts'
import type { CaptureRecord, NoRecord } from '../record/capture-record.ts'
import { recordsInside } from '../record/envelopes.ts'
import { parseTime } from '../record/parse-time.ts'
import { readRecord } from '../record/recognise/read-record.ts'
import type { InputIdentity } from './boot-id.ts'
import type { HostSession, ProviderStream } from './host-session.ts'
import { type InputHosts, createInputHosts } from './input-hosts.ts'
import { type Outlet, createOutlet } from './outlet.ts'
import { type NeedyArrival, type ProcessIdLoan, createProcessIdLoan } from './process-id-loan.ts'
import type { RunKnowledge } from './run-knowledge.ts'
import { type Arrival, type ZoneCorrection, createZoneCorrection } from './zone-correction.ts'

interface InputSessionOptions {
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly tally: InputTally
  readonly run: RunKnowledge
  /** Somebody named the input, so that what is lost of it is declared even when none of it was recognised. */
  readonly isNamed: boolean
  /** Word for the position of a record in messages: `line`, `record`. */
  readonly positionWord: string
  /** Stands for the time of losses in an input without any time. */
  readonly fallbackTimeUs: number
}

interface Refusal {
  readonly reason: string
  readonly message: string
  readonly position: number
  readonly kind: EventKind | null
  readonly timeUs: number | null
}

/** Turns the records of one input into batches, one stream for each host and provider. */
export class InputSession implements RecordSink {
  readonly #options: InputSessionOptions
  readonly #outlet: Outlet
  readonly #loan: ProcessIdLoan
  readonly #zones: ZoneCorrection
  readonly #hosts: InputHosts

  constructor(options: InputSessionOptions) {
    const { tally, identity, settings, run } = options
    this.#options = options
    this.#outlet = createOutlet(options.fallbackTimeUs)
    this.#loan = createProcessIdLoan({
      onLent: (arrival) => this.#deliverBorrowed(arrival),
      onRefused: (arrival) => this.#refuseNeedy(arrival),
    })
    this.#zones = createZoneCorrection({
      onPlaced: (arrival) => this.#passOn(arrival),
      onAssumedUtc: () => (tally.assumedUtc += 1),
      onUnsureZone: () => (tally.unsureZone += 1),
    })
    this.#hosts = createInputHosts({
      identity,
      settings,
      names: run.hostNames,
      onProcessId: (host, guid, processId) => this.#loan.learned(host, guid, processId),
      onJoined: (message) => tally.warnings.push(message),
    })
  }

  record(value: unknown, position: number): void {
    this.#take(value, position, 0)
  }

  #take(value: unknown, position: number, depth: number): void {
    const record = readRecord(value)
    if ('outcome' in record) return this.#noRecord(value, record, { position, depth })
    const { tally } = this.#options
    tally.recordsRead += 1
    tally.recognised += 1
    if (tally.format === 'json-lines') tally.format = `json-lines-${record.layout}`
    const host = this.#hosts.find(record)
    if (host === undefined) this.#reject(null, { ...tooManyHosts, position, kind: null, timeUs: null })
    else if (host.isWanted) this.#map(host.session, record, position)
    else countFiltered(tally, 'filtered_host')
  }

  /** A record that could not even be read. */
  refuse(reason: string, message: string, position: number): void {
    this.#options.tally.recordsRead += 1
    this.#reject(null, { reason, message, position, kind: null, timeUs: null })
  }

  /** Batches that are ready; empties the list. */
  takeBatches(): EncodedBatch[] {
    return this.#outlet.takeBatches()
  }

  /** At the end of the input: decides what still waits, declares the losses, closes every batch. */
  finish(): void {
    this.#zones.finish()
    this.#loan.finish()
    this.#outlet.finish(() => this.#openHomeless())
  }

  /** A file that nobody named and that holds nothing of an event log has lost nothing. */
  #openHomeless(): ProviderStream | undefined {
    const { isNamed, tally } = this.#options
    return isNamed || tally.recognised > 0 ? this.#hosts.openNameless().stream('security') : undefined
  }

  /** An object that is no record may still hold records. */
  #noRecord(value: unknown, { outcome, reason, message, event }: NoRecord, { position, depth }: { position: number; depth: number }): void {
    const { tally } = this.#options
    const inside = reason === 'not_an_event' && depth < maxLists ? recordsInside(value) : undefined
    if (inside !== undefined) {
      for (const one of inside) this.#take(one, position, depth + 1)
      return
    }
    tally.recordsRead += 1
    if (reason !== 'not_an_event') tally.recognised += 1
    if (outcome === 'rejected') return this.#reject(null, { reason, message, position, kind: null, timeUs: null })
    countSkipped(tally, reason, { where: this.#place(position), message, event, isSample: reason === 'unknown_channel' })
  }

  #place(position: number): string {
    return `${this.#options.positionWord} ${position}`
  }

  #map(host: HostSession, record: CaptureRecord, position: number): void {
    const mapping = mapRecord(record, position, this.#options.settings.selection)
    if (mapping.outcome === 'skipped') return this.#skip(record, mapping.reason, position)
    const stream = host.stream(record.provider)
    if (mapping.outcome === 'rejected') return this.#reject(stream, { ...mapping, position, timeUs: statedTimeUs(record) })
    const { event, stamp, ownTimeUs, lacksProcessId, unreadable } = mapping
    if (unreadable.length > 0) countUnreadable(this.#options.tally, unreadable)
    const arrival = { stream, event, position, lacksProcessId, ownTimeUs }
    if (stamp !== null) return this.#zones.place(arrival, record, stamp)
    this.#zones.observe(host, record, event.timeUs)
    this.#passOn(arrival)
  }

  #skip(record: CaptureRecord, reason: SkipReason, position: number): void {
    const log = logNameOf(record)
    const message = `${log} ${record.eventId} ${skipMessages[reason]}`
    const isSample = reason === 'unknown_channel'
    countSkipped(this.#options.tally, reason, { where: this.#place(position), message, event: `${log}/${record.eventId}`, isSample })
  }

  #passOn(arrival: Arrival): void {
    const { stream, event, position, lacksProcessId } = arrival
    if (stream.provider === 'sysmon') stream.host.processIds.learn(event, lacksProcessId)
    if (lacksProcessId && 'sourceGuid' in event) return this.#loan.add({ stream, event, position })
    this.#deliver(arrival)
  }

  #deliverBorrowed(arrival: NeedyArrival): void {
    this.#options.tally.borrowedProcessIds += 1
    this.#deliver(arrival)
  }

  #refuseNeedy({ stream, event, position }: NeedyArrival): void {
    const message = 'ProcessId is missing, and so it is in every record with the same ProcessGuid'
    this.#reject(stream, { reason: 'missing_process_id', message, position, kind: event.kind, timeUs: event.timeUs })
  }

  #deliver({ stream, event, position }: Arrival | NeedyArrival): void {
    const { settings, tally, run } = this.#options
    if (!isWantedTime(event.timeUs, settings)) return countFiltered(tally, 'filtered_time')
    if (run.seenRecords.isRepeat(stream.host.key, event)) return countFiltered(tally, 'repeated_record')
    const reason = this.#outlet.add(stream, event)
    if (reason === undefined) tally.accepted += 1
    else this.#reject(stream, { reason, message: refusalMessages[reason] ?? reason, position, kind: event.kind, timeUs: null })
  }

  #reject(stream: ProviderStream | null, { reason, message, position, kind, timeUs }: Refusal): void {
    const { tally } = this.#options
    countRejected(tally, reason, { where: this.#place(position), message })
    if (stream === null) tally.rejectedWithoutHost += 1
    this.#outlet.lose(stream, { reason, kind, timeUs })
  }
}

/** Detections in the answer of a search hold lists of their own. */
const maxLists = 3
const tooManyHosts = { reason: 'too_many_hosts', message: 'the input names more hosts than can be told apart' } as const
const refusalMessages: Readonly<Record<string, string>> = {
  event_too_large: 'is larger than a batch may be',
  invalid_field: 'holds a value that cannot be kept',
}
const skipMessages: Readonly<Record<SkipReason, string>> = {
  unmapped_event: 'is not among the records that are kept',
  unmapped_object: 'is about an object that is neither process nor thread, and not among the records that are kept',
  unknown_channel: 'is of a log that is not kept',
  unwanted_kind: 'is of a kind that is not wanted',
}

/** Only for the interval of a gap, so an exporter's stamp will do. */
function statedTimeUs(record: CaptureRecord): number | null {
  return (parseTime(ownUtcTime(record)) ?? parseTime(record.stamps.value))?.timeUs ?? null
}
