import { type IndexField, accessText, eventKinds, indexFields, integrityLevelNames } from '@win11mon/schemas'

import { formatBytes, formatSeconds } from '../terminal/format.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A field of the catalogue with what a document has in it. */
export interface FieldValue {
  readonly field: IndexField
  readonly value: unknown
}

/** What stands under a dotted name, if anything. */
export function valueAt(document: JsonObject, dottedName: string): unknown {
  let value: unknown = document
  for (const name of dottedName.split('.')) value = typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined
  return value ?? undefined
}

export function textAt(document: JsonObject, dottedName: string): string | null {
  const value = valueAt(document, dottedName)
  return typeof value === 'string' ? value : null
}

export function numberAt(document: JsonObject, dottedName: string): number | null {
  const value = valueAt(document, dottedName)
  return typeof value === 'number' ? value : null
}

/** The fields of an event that its document has, in the order of the catalogue. An unknown kind has those that every kind has. */
export function fieldValues(kind: string, document: JsonObject, fields: readonly IndexField[] = indexFields): FieldValue[] {
  const isOfKind = ({ kinds }: IndexField): boolean => kinds.some((known) => known === kind) || kinds.length === eventKinds.length
  return fields.filter(isOfKind).flatMap((field) => {
    const value = valueAt(document, field.index)
    return value === undefined ? [] : [{ field, value }]
  })
}

/** A value as a person reads it, with what it means where it is a number that stands for something. Not yet safe to print. */
export function valueText({ field, value }: FieldValue, objectType: string | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberText(value, field, objectType)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type NumberText = (value: number, objectType: string | null) => string

/** How numbers are read that stand for something, by their unit in the catalogue. */
const textByUnit: Readonly<Record<string, NumberText>> = {
  'access mask': (value, objectType) => `${hex(value)} (${accessText(value, objectType)})`,
  NTSTATUS: (value) => (value === 0 ? '0x0 (success)' : hex(value)),
  'bit mask': hex,
  bytes: (value) => (value < 1024 ? `${value} bytes` : `${value} bytes (${formatBytes(value)})`),
  microseconds: (value) => `${value} µs (${formatSeconds(value / 1e6)})`,
}

/** The same for fields whose unit does not say it. */
const textByName: Readonly<Record<string, NumberText>> = {
  integrity_level: (value) => `${hex(value)} (${integrityLevelNames.get(value) ?? 'no level with a name'})`,
  handle_value: hex,
  violation_flags: hex,
}

function numberText(value: number, { name, unit = '' }: IndexField, objectType: string | null): string {
  const text = textByName[name] ?? textByUnit[unit]
  if (text !== undefined) return text(value, objectType)
  return unit === '' ? String(value) : `${value} ${unit}`
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`
}
