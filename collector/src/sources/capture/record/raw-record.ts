import { type JsonObject, type Layout, type RawStamps, type ReadWriter, isObject } from './capture-record.ts'

/** The parts of a record in one exporter's layout, found but not checked. */
export interface RawRecord {
  readonly layout: Layout
  readonly providerName: unknown
  readonly channel: unknown
  readonly eventId: unknown
  readonly hostName: unknown
  readonly recordNumber: unknown
  readonly fields: JsonObject
  /** The exporter wrote the event's own values without their names. */
  readonly hasUnnamedValues: boolean
  readonly unnamedValues?: readonly unknown[] | undefined
  /** Absent in layouts that do not keep the writer. */
  readonly readWriter?: ReadWriter
  readonly header?: JsonObject
  readonly keywords: unknown
  readonly stamps: RawStamps
}

/**
 * How one exporter writes a record. Adding one is this file's sibling, its test, and a line in `index.ts`; no layout knows
 * another, and which of them describes a record best is decided elsewhere.
 */
export interface RecordLayout {
  /** Undefined when the object does not look like this exporter's. */
  readonly read: (value: JsonObject) => RawRecord | undefined
}

export function utcStamp(name: string, value: unknown): RawStamps {
  return { name, value, isUtc: true, receivedLocal: undefined, receivedUtc: undefined }
}

export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : noValues
}

const noValues: JsonObject = {}

/** The only element of a list of one; everything else as it is. */
export function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
}

/** The first of these keys that has a value. */
export function firstOf(value: JsonObject, keys: readonly string[]): unknown {
  for (const key of keys) {
    const found = single(value[key])
    if (found !== undefined && found !== null && found !== '') return found
  }
  return undefined
}
