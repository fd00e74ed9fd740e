/**
 * What one entry of the catalogue is made of. The catalogue is the single place that says what an event is: the Avro
 * schemas, TypeScript types, codecs, C layout tables, index mappings and event pages are all generated from it.
 */

/** Avro side of a field. `long` stays below 2^53 in JavaScript; `address` is eight little-endian bytes that are only copied. */
export type FieldType = 'boolean' | 'long' | 'address' | 'string' | 'bytes' | EnumName

/** Driver side of a field: fixed-width little-endian integers, counted UTF-16 text, counted bytes. */
export type WireType = 'u8' | 'u16' | 'u32' | 'u64' | 'i32' | 'i64' | 'utf16' | 'bytes'

/** How the index types a field (OpenSearch type; SQLite derives its column type from it). */
export type IndexType = 'keyword' | 'wildcard' | 'text' | 'long' | 'double' | 'boolean' | 'date_us' | 'binary' | 'none'

export type EnumName =
  | 'EventKind'
  | 'HandleObjectType'
  | 'RegistryOperationType'
  | 'ScanTrigger'
  | 'ScanInspection'
  | 'ScanInspectionReason'
  | 'SuspiciousImageReason'
  | 'GapReason'
  | 'SourceKind'
  | 'NetworkOperation'
  | 'WmiSubscriptionPart'
  | 'ScheduledTaskOperation'

export interface EnumDefinition {
  readonly name: EnumName
  readonly doc: string
  /** The first symbol is the default that an older reader falls back to. */
  readonly symbols: readonly { readonly name: string; readonly wire: number; readonly doc: string }[]
}

export interface FieldDefinition {
  /** snake_case, the same word in C, Avro and the docs; camelCase in TypeScript. */
  readonly name: string
  readonly type: FieldType
  /** Optional fields are `null` when the source does not know them; zero never stands for "unknown". */
  readonly isOptional: boolean
  /** Present when the driver's record carries the field. */
  readonly wire?: WireType
  /** The field that holds the wire number of a kind whose name this field is: a driver's record carries the number only. */
  readonly kindNameOf?: string
  /** ECS field name, or ours below `win11mon.` and `ioring.`. */
  readonly index: string
  readonly indexType: IndexType
  readonly unit?: string
  /** Longest text in UTF-16 code units; a source cuts longer ones and says so in `is_truncated`, where the kind has that. */
  readonly maxLength?: number
  /** One sentence. */
  readonly doc: string
}

/** Who writes a kind: the driver, the collector itself, or a provider of the event log whose records captures hold. */
export type Origin = 'driver' | 'collector' | 'event log'

export interface KindDefinition {
  /** Word used by the C enum, the TypeScript union, the Avro symbol, `event.action` and the docs page. */
  readonly name: string
  /** Number on the driver's wire: 64 + MON_CALLBACK_EVENT_TYPE for the first eight. */
  readonly wire: number
  readonly origin: Origin
  /** `low` kinds are refused first when a buffer is full. */
  readonly priority: 'low' | 'high'
  readonly doc: string
  /** When it is written; one sentence. */
  readonly when: string
  readonly fields: readonly FieldDefinition[]
}

export interface FieldOptions {
  readonly wire?: WireType
  readonly kindNameOf?: string
  readonly indexType?: IndexType
  readonly unit?: string
  readonly maxLength?: number
}

const defaultIndexTypes: Record<string, IndexType> = {
  boolean: 'boolean',
  long: 'long',
  address: 'keyword',
  string: 'keyword',
  bytes: 'binary',
}

function define(
  [name, type, index]: readonly [string, FieldType, string],
  isOptional: boolean,
  doc: string,
  options: FieldOptions,
): FieldDefinition {
  return { name, type, isOptional, index, indexType: defaultIndexTypes[type] ?? 'keyword', doc, ...options }
}

/** A field every event of the kind carries. */
export function required(
  identity: readonly [name: string, type: FieldType, index: string],
  doc: string,
  options: FieldOptions = {},
): FieldDefinition {
  return define(identity, false, doc, options)
}

/** A field that is `null` when its source does not know it. */
export function optional(
  identity: readonly [name: string, type: FieldType, index: string],
  doc: string,
  options: FieldOptions = {},
): FieldDefinition {
  return define(identity, true, doc, options)
}
