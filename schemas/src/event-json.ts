import type { Event } from './generated/events.ts'
import { type FieldDescription, eventFields } from './generated/fields.ts'

/**
 * The event as a JSON document: `kind` and the catalogue's field names; unknown fields are left out, addresses are `0x`
 * and 16 hex digits, bytes base64. `schemas/src/generated/event-batch.schema.json` describes it.
 */
export function eventToJson(event: Event): Record<string, unknown> {
  const values = event as unknown as Readonly<Record<string, unknown>>
  const document: Record<string, unknown> = { kind: event.kind }
  for (const field of eventFields[event.kind]) {
    const value = values[field.property]
    if (value !== null) document[field.name] = jsonValue(field, value)
  }
  return document
}

/** Eight little-endian bytes as `0x` and 16 hex digits, most significant first. */
export function addressText(address: Uint8Array): string {
  return `0x${Buffer.from(address).reverse().toString('hex')}`
}

function jsonValue(field: FieldDescription, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value
  return field.type === 'address' ? addressText(value) : Buffer.from(value).toString('base64')
}
