import type { EventKind } from '@win11mon/schemas'

import type { EncodedBatch } from '../../source.ts'
import { type CaptureSettings, isWantedTime } from '../capture-options.ts'
import { type InputTally, countRejected, countSkipped } from '../input-report.ts'
import { mapRecord, ownUtcTime } from '../mapping/map-record.ts'
import type { CaptureRecord } from '../record/capture-record.ts'
import { parseTime } from '../record/parse-time.ts'
import { readRecord } from '../record/read-record.ts'
import type { InputIdentity } from './boot-id.ts'
import { type HostSession, type ProviderStream, createHostSession } from './host-session.ts'
import { createOutlet } from './outlet.ts'
import { type NeedyArrival, createProcessIdLoan } from './process-id-loan.ts'
import { type Arrival, createZoneCorrection } from './zone-correction.ts'

export interface InputSessionOptions {
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly tally: InputTally
  /** Word for the position of a record in messages: `line`, `record`. */
  readonly positionWord: string
  /** Stands for the time of losses in an input without any time. */
  readonly fallbackTimeUs: number
}

/** Turns the records of one input into batches, one stream for each host and provider. */
export interface InputSession {
  /** `position` is the line or number of the record. */
  record(value: unknown, position: number): void
  /** A record that could not even be read. */
  refuse(reason: string, message: string, position: number): void
  /** Batches that are ready; empties the list. */
  takeBatches(): EncodedBatch[]
  /** At the end of the input: decides what still waits, declares the losses, closes every batch. */
  finish(): void
}

interface Refusal {
  readonly reason: string
  readonly message: string
  readonly position: number
  readonly kind: EventKind | null
  readonly timeUs: number | null
}

export function createInputSession({ identity, settings, tally, positionWord, fallbackTimeUs }: InputSessionOptions): InputSession {
  const hosts = new Map<string, HostSession>()
  const outlet = createOutlet(fallbackTimeUs)
  const loan = createProcessIdLoan({ onLent: deliverBorrowed, onRefused: refuseNeedy })
  const zones = createZoneCorrection(passOn, () => (tally.assumedUtc += 1))

  function hostOf(name: string): HostSession {
    const known = hosts.get(name) ?? hosts.get(name.toLowerCase())
    const host = known ?? createHostSession({ name, identity, settings, onProcessId: loan.learned })
    if (known === undefined) hosts.set(name.toLowerCase(), host)
    hosts.set(name, host)
    return host
  }

  function reject(stream: ProviderStream | null, { reason, message, position, kind, timeUs }: Refusal): void {
    countRejected(tally, reason, { where: `${positionWord} ${position}`, message })
    outlet.lose(stream, { reason, kind, timeUs })
  }

  function refuseNeedy({ stream, event, position }: NeedyArrival): void {
    const message = `ProcessId is missing, and so it is in every record with the same ProcessGuid`
    reject(stream, { reason: 'missing_process_id', message, position, kind: event.kind, timeUs: event.timeUs })
  }

  function deliverBorrowed(arrival: NeedyArrival): void {
    tally.borrowedProcessIds += 1
    deliver(arrival)
  }

  function passOn(arrival: Arrival): void {
    const { stream, event, position, lacksProcessId } = arrival
    if (lacksProcessId && event.kind === 'process_create') return loan.add({ stream, event, position })
    if (stream.provider === 'sysmon') stream.host.processIds.learn(event)
    deliver(arrival)
  }

  function deliver({ stream, event, position }: Arrival | NeedyArrival): void {
    if (!isWantedTime(event.timeUs, settings)) return countSkipped(tally, 'filtered_time')
    if (outlet.add(stream, event)) tally.accepted += 1
    else reject(stream, { reason: 'event_too_large', message: 'is larger than a batch', position, kind: event.kind, timeUs: event.timeUs })
  }

  function handle(host: HostSession, record: CaptureRecord, position: number): void {
    const mapping = mapRecord(record, position)
    if (mapping.outcome === 'skipped') return countSkipped(tally, mapping.reason)
    const stream = host.stream(record.provider)
    if (mapping.outcome === 'rejected') return reject(stream, { ...mapping, position, timeUs: statedTimeUs(record) })
    const { event, stamp, lacksProcessId } = mapping
    const arrival = { stream, event, position, lacksProcessId }
    if (stamp !== null) return zones.place(arrival, record, stamp)
    zones.observe(host, record, event.timeUs)
    passOn(arrival)
  }

  return {
    record(value, position) {
      tally.recordsRead += 1
      const record = readRecord(value)
      if ('outcome' in record) {
        if (record.outcome === 'skipped') countSkipped(tally, record.reason)
        else reject(null, { ...record, position, kind: null, timeUs: null })
        return
      }
      if (tally.format === 'json-lines') tally.format = `json-lines-${record.layout}`
      const host = hostOf(record.hostName)
      if (host.isWanted) handle(host, record, position)
      else countSkipped(tally, 'filtered_host')
    },
    refuse(reason, message, position) {
      tally.recordsRead += 1
      reject(null, { reason, message, position, kind: null, timeUs: null })
    },
    takeBatches: () => outlet.takeBatches(),
    finish() {
      zones.finish()
      loan.finish()
      outlet.finish()
    },
  }
}

/** Only for the interval of a gap, so an exporter's stamp will do. */
function statedTimeUs(record: CaptureRecord): number | null {
  return (parseTime(ownUtcTime(record)) ?? parseTime(record.stamps.value))?.timeUs ?? null
}
