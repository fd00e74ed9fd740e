import { type FieldDescription, eventFields } from './generated/fields.ts'
import type { Event } from './generated/events.ts'
import { PipelineError } from './errors.ts'

/** Explains why an event could not be encoded: the first field whose value its type cannot carry, or undefined. */
export function invalidFieldError(event: Event): PipelineError | undefined {
  const fields: readonly FieldDescription[] | undefined = eventFields[event.kind]
  if (fields === undefined) return new PipelineError('RECORD_MALFORMED', `An event has the unknown kind ${shown(event.kind)}.`)
  const values = event as unknown as Readonly<Record<string, unknown>>
  const field = fields.find((candidate) => !carries(candidate, values[candidate.property]))
  if (field === undefined) return undefined
  return new PipelineError(
    'RECORD_MALFORMED',
    `${event.kind}.${field.property} is ${shown(values[field.property])}, which is not ${expectation(field)}: fix the source that made the event.`,
  )
}

function carries(field: FieldDescription, value: unknown): boolean {
  if (value === null || value === undefined) return field.isOptional
  if (field.symbols !== undefined) return field.symbols.includes(value as string)
  switch (field.type) {
    case 'long':
      return Number.isSafeInteger(value)
    case 'address':
      return value instanceof Uint8Array && value.length === 8
    case 'bytes':
      return value instanceof Uint8Array
    default:
      return typeof value === field.type
  }
}

function expectation({ type, symbols, isOptional }: FieldDescription): string {
  const name = symbols === undefined ? (expectations[type] ?? type) : `one of ${symbols.join(', ')}`
  return isOptional ? `${name} or null` : name
}

const expectations: Readonly<Record<string, string>> = {
  long: 'a whole number within ±(2^53 - 1)',
  address: 'a Uint8Array of 8 bytes',
  bytes: 'a Uint8Array',
  string: 'a string',
  boolean: 'a boolean',
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (value instanceof Uint8Array) return `a Uint8Array of ${value.length} bytes`
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}
