import fc from 'fast-check'

import { type Event, type EventBatch, type EventKind, eventFields, eventKinds, newEvent } from '../src/index.ts'

type Field = (typeof eventFields)[EventKind][number]

/** Any UTF-16 code units, so that lone surrogates occur, beside ordinary text and the longest command line Windows allows. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 90, unit: 'binary' }) },
  { weight: 4, arbitrary: fc.string({ maxLength: 90 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 0xd700, max: 0xe0ff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '\0', 'x'.repeat(32_768), 'ß'.repeat(32_768), '\ud800'.repeat(30)) },
)

/** Every size of variable-length integer, both signs, and the ends of the range. */
const wholeNumber = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.tuple(fc.integer({ min: 0, max: 53 }), fc.integer({ min: -2, max: 2 })).map(([power, offset]) => clamp(2 ** power + offset)),
  fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
)

const address = fc.oneof(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.constantFrom(new Uint8Array(8), new Uint8Array(8).fill(0xff)))

const identifier = fc.uint8Array({ minLength: 16, maxLength: 16 })

/** A random event of the kind; each optional field is null about every third time. */
export function eventOfKind(kind: EventKind): fc.Arbitrary<Event> {
  const values = Object.fromEntries(eventFields[kind].map((field) => [field.property, fieldValue(field)]))
  return fc.record(values).map((fields) => Object.assign(newEvent[kind](), fields))
}

export const anyEvent: fc.Arbitrary<Event> = fc.constantFrom(...eventKinds).chain(eventOfKind)

export function batchOf(events: fc.Arbitrary<Event>, maxEvents: number): fc.Arbitrary<EventBatch> {
  return fc.record({
    hostId: identifier,
    hostName: fc.option(text),
    bootId: identifier,
    agentVersion: text,
    firstSequence: wholeNumber,
    lastSequence: wholeNumber,
    events: fc.array(events, { maxLength: maxEvents }),
  })
}

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  return field.isOptional ? fc.option(requiredValue(field), { freq: 2 }) : requiredValue(field)
}

function requiredValue(field: Field): fc.Arbitrary<unknown> {
  if (field.symbols !== undefined) return fc.constantFrom(...field.symbols)
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'address':
      return address
    case 'bytes':
      return fc.uint8Array({ maxLength: 300 })
    case 'string':
      return text
    default:
      return wholeNumber
  }
}

function clamp(value: number): number {
  return Math.min(value, Number.MAX_SAFE_INTEGER)
}
