import { type EventKind, type FieldDescription, eventFields, integrityLevelNames } from '@win11mon/schemas'
import { suggest } from '@win11mon/pipeline'

/** Something in a test that cannot be: what it is, for its author. */
export class TestProblem extends Error {}

const levels: ReadonlyMap<string, number> = new Map([...integrityLevelNames].map(([level, name]) => [name, level]))

/** Fields by the names of the catalogue as the typed event has them. Fails with `TestProblem`. */
export function typedFields(kind: EventKind, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const [known, given] = name === 'integrity' ? ['integrity_level', levelOf(value)] : [name, value]
    const field = eventFields[kind].find((one) => one.name === known)
    if (field === undefined) throw new TestProblem(unknownField(kind, name))
    typed[field.property] = typedValue(field, given)
  }
  return typed
}

function levelOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const level = levels.get(value)
  if (level !== undefined) return level
  throw new TestProblem(`integrity ${value}: levels are ${[...levels.keys()].join(', ')}`)
}

function unknownField(kind: EventKind, name: string): string {
  const names = eventFields[kind].map((field) => field.name)
  const meant = suggest(name, names)
  return `${kind} has no field ${name}${meant === undefined ? `; docs/events/${kind}.md lists them` : `: did you mean ${meant}?`}`
}

function typedValue(field: FieldDescription, value: unknown): unknown {
  if (value === null && field.isOptional) return null
  const typed = converters[field.type](value, field)
  if (typed !== undefined) return typed
  throw new TestProblem(`${field.name} is ${describeValue(value)}, and has to be ${expectedText(field)}`)
}

type Convert = (value: unknown, field: FieldDescription) => unknown

const bytesOf: Convert = (value) =>
  typeof value === 'string' && /^(?:[\da-f]{2})*$/i.test(value) ? new Uint8Array(Buffer.from(value, 'hex')) : undefined

/** By the type of a field: the value as events have it, undefined for what cannot be. */
const converters: Readonly<Record<FieldDescription['type'], Convert>> = {
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  long: (value) => (Number.isSafeInteger(value) ? value : undefined),
  enum: (value, { symbols }) => (symbols?.includes(String(value)) === true ? value : undefined),
  string: (value) => (typeof value === 'string' ? value : undefined),
  address: bytesOf,
  bytes: bytesOf,
}

function expectedText({ type, symbols }: FieldDescription): string {
  if (type === 'enum') return `one of ${symbols?.join(', ') ?? ''}`
  if (type === 'long') return 'a whole number'
  if (type === 'boolean') return 'true or false'
  return type === 'string' ? 'text' : 'text of hexadecimal digits'
}

function describeValue(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
