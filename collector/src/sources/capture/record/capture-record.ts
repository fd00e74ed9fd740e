/** Who wrote the record: one of the two whose events this is about, or anybody else. */
export type Provider = 'sysmon' | 'security' | 'other'

/** Layout of a record in a JSON capture. */
export type Layout = 'flat' | 'nested'

/** A record of the event log, whatever tool exported it. */
export interface CaptureRecord {
  readonly layout: Layout
  readonly provider: Provider
  /** As the exporter writes them; at least one of the two is there. */
  readonly providerName: string | null
  readonly channel: string | null
  readonly eventId: number
  readonly hostName: string
  /** Number the event log gave the record, as text. */
  readonly recordNumber: string | null
  /** The event's own named values. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The exporter wrote values without names, which therefore are not among the fields. */
  readonly hasUnnamedValues: boolean
  /** Values without names, in their order, where that is all there is. */
  readonly unnamedValues: readonly unknown[] | undefined
  /** Reads the writer out of the header when asked for: few records need it. */
  readonly readWriter: ReadWriter
  readonly header: JsonObject
  /** Audit result of a Security record, in one of several spellings. */
  readonly keywords: unknown
  readonly stamps: RawStamps
}

/** Where an exporter keeps the writer. */
export type ReadWriter = (header: JsonObject) => RawWriter

/** Who called the event log, unread: often a service, and not whom the record is about. */
interface RawWriter {
  readonly processId: unknown
  readonly threadId: unknown
  readonly userSid: unknown
}

/** The time stamps around an event's own values, unread: most Sysmon records never need them. */
export interface RawStamps {
  /** Name of the stamp, e.g. `EventTime`: each exporter field has its own error. */
  readonly name: string
  readonly value: unknown
  /** The exporter writes UTC here, whether or not the text says so. */
  readonly isUtc: boolean
  /** Local and UTC time of one moment, the one at which the record was received; both undefined when the exporter has no such pair. */
  readonly receivedLocal: unknown
  readonly receivedUtc: unknown
}

/** Why a parsed JSON value is no record of ours: skipped ones are no part of the event contract, rejected ones could be. */
export interface NoRecord {
  readonly outcome: 'skipped' | 'rejected'
  readonly reason: string
  readonly message: string
  /** Channel and event id of a skipped record, `Security/4624`. */
  readonly event: string | null
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
