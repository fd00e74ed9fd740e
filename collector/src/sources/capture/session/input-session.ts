import type { EventKind } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import { type CaptureSettings, isWantedTime } from '../input/capture-options.ts'
import { type InputTally, countRejected, countSkipped } from '../input/input-report.ts'
import { mapRecord, ownUtcTime } from '../mapping/map-record.ts'
import type { RecordSink } from '../readers/record-sink.ts'
import type { CaptureRecord, NoRecord } from '../record/capture-record.ts'
import { parseTime } from '../record/parse-time.ts'
import { readRecord } from '../record/read-record.ts'
import type { InputIdentity } from './boot-id.ts'
import { type HostSession, type ProviderStream, createHostSession } from './host-session.ts'
import { type Outlet, createOutlet } from './outlet.ts'
import { createGuidBudget } from './process-ids-by-guid.ts'
import { type NeedyArrival, type ProcessIdLoan, createProcessIdLoan } from './process-id-loan.ts'
import { type Arrival, type ZoneCorrection, createZoneCorrection } from './zone-correction.ts'

interface InputSessionOptions {
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly tally: InputTally
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
  /** By name as written and by name in lower case. */
  readonly #hosts = new Map<string, HostSession>()
  readonly #guidBudget = createGuidBudget()

  constructor(options: InputSessionOptions) {
    const { tally } = options
    this.#options = options
    this.#outlet = createOutlet(options.fallbackTimeUs)
    this.#loan = createProcessIdLoan({
      onLent: (arrival) => this.#deliverBorrowed(arrival),
      onRefused: (arrival) => this.#refuseNeedy(arrival),
    })
    this.#zones = createZoneCorrection({ onPlaced: (arrival) => this.#passOn(arrival), onAssumedUtc: () => (tally.assumedUtc += 1) })
  }

  record(value: unknown, position: number): void {
    const { tally } = this.#options
    tally.recordsRead += 1
    const record = readRecord(value)
    if ('outcome' in record) return this.#noRecord(record, position)
    if (tally.format === 'json-lines') tally.format = `json-lines-${record.layout}`
    const host = this.#hostOf(record.hostName)
    if (host === undefined) this.#reject(null, { ...tooManyHosts, position, kind: null, timeUs: null })
    else if (host.isWanted) this.#map(host, record, position)
    else countSkipped(tally, 'filtered_host')
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
    this.#outlet.finish()
  }

  #noRecord({ outcome, reason, message }: NoRecord, position: number): void {
    const { tally, positionWord } = this.#options
    if (outcome === 'skipped') countSkipped(tally, reason, { where: `${positionWord} ${position}`, message })
    else this.#reject(null, { reason, message, position, kind: null, timeUs: null })
  }

  /** Undefined for one host too many. */
  #hostOf(name: string): HostSession | undefined {
    const same = this.#hosts.get(name)
    if (same !== undefined) return same
    const lowerName = name.toLowerCase()
    const known = this.#hosts.get(lowerName)
    if (known === undefined && this.#hosts.size >= maxHostNames) return undefined
    const host = known ?? this.#openHost(name)
    this.#hosts.set(name, host)
    this.#hosts.set(lowerName, host)
    return host
  }

  #openHost(name: string): HostSession {
    const { identity, settings } = this.#options
    const onProcessId = (host: HostSession, guid: string, processId: number): void => this.#loan.learned(host, guid, processId)
    return createHostSession({ name, identity, settings, guidBudget: this.#guidBudget, onProcessId })
  }

  #map(host: HostSession, record: CaptureRecord, position: number): void {
    const mapping = mapRecord(record, position)
    if (mapping.outcome === 'skipped') return countSkipped(this.#options.tally, mapping.reason)
    const stream = host.stream(record.provider)
    if (mapping.outcome === 'rejected') return this.#reject(stream, { ...mapping, position, timeUs: statedTimeUs(record) })
    const { event, stamp, lacksProcessId } = mapping
    const arrival = { stream, event, position, lacksProcessId }
    if (stamp !== null) return this.#zones.place(arrival, record, stamp)
    this.#zones.observe(host, record, event.timeUs)
    this.#passOn(arrival)
  }

  #passOn(arrival: Arrival): void {
    const { stream, event, position, lacksProcessId } = arrival
    if (lacksProcessId && event.kind === 'process_create') return this.#loan.add({ stream, event, position })
    if (stream.provider === 'sysmon') stream.host.processIds.learn(event)
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
    const { settings, tally } = this.#options
    if (!isWantedTime(event.timeUs, settings)) return countSkipped(tally, 'filtered_time')
    if (this.#outlet.add(stream, event)) tally.accepted += 1
    else this.#reject(stream, { ...tooLarge, position, kind: event.kind, timeUs: event.timeUs })
  }

  #reject(stream: ProviderStream | null, { reason, message, position, kind, timeUs }: Refusal): void {
    const { tally, positionWord } = this.#options
    countRejected(tally, reason, { where: `${positionWord} ${position}`, message })
    this.#outlet.lose(stream, { reason, kind, timeUs })
  }
}

/** Spellings of host names in one input; no fleet that a person captures into one file has as many. */
const maxHostNames = 40_000
const tooManyHosts = { reason: 'too_many_hosts', message: 'the input names more hosts than can be told apart' } as const
const tooLarge = { reason: 'event_too_large', message: 'is larger than a batch may be' } as const

/** Only for the interval of a gap, so an exporter's stamp will do. */
function statedTimeUs(record: CaptureRecord): number | null {
  return (parseTime(ownUtcTime(record)) ?? parseTime(record.stamps.value))?.timeUs ?? null
}
