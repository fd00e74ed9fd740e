import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addressText, eventKinds, eventToJson, newEvent } from '../src/index.ts'
import { eventOfKind } from './arbitrary-event.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
  readonly $defs?: Readonly<Record<string, Schema>>
}

const schemaPath = new URL('../src/generated/event-batch.schema.json', import.meta.url)
const root = JSON.parse(readFileSync(schemaPath, 'utf8')) as Schema

/** The part of JSON Schema that our schema uses. */
function isValid(schema: Schema, value: unknown): boolean {
  const { $ref, type, anyOf, oneOf } = schema
  return (
    ($ref === undefined || isValid(root.$defs?.[$ref.replace('#/$defs/', '')] ?? { enum: [] }, value)) &&
    (type === undefined || hasType(type, value)) &&
    hasAllowedValue(schema, value) &&
    (anyOf === undefined || anyOf.some((branch) => isValid(branch, value))) &&
    (oneOf === undefined || oneOf.filter((branch) => isValid(branch, value)).length === 1) &&
    hasValidProperties(schema, value)
  )
}

function hasAllowedValue(schema: Schema, value: unknown): boolean {
  const { pattern, minimum, maximum } = schema
  return (
    (!('const' in schema) || schema.const === value) &&
    (schema.enum === undefined || schema.enum.includes(value)) &&
    (pattern === undefined || new RegExp(pattern).test(String(value))) &&
    (minimum === undefined || Number(value) >= minimum) &&
    (maximum === undefined || Number(value) <= maximum)
  )
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return type === 'object' ? typeof value === 'object' && value !== null : typeof value === type
}

function hasValidProperties({ required = [], properties, additionalProperties }: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const entries = Object.entries(value)
  return (
    required.every((name) => name in value) &&
    (additionalProperties !== false || entries.every(([name]) => name in (properties ?? {}))) &&
    entries.every(([name, member]) => isValid(properties?.[name] ?? {}, member))
  )
}

describe.each(eventKinds)('%s', (kind) => {
  test('the JSON of any event fits the JSON Schema', () => {
    fc.assert(
      fc.property(eventOfKind(kind), (event) => {
        const document: unknown = JSON.parse(JSON.stringify(eventToJson(event)))
        expect(isValid(root, document)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('a foreign field, a missing field and a wrong type do not fit', () => {
    const document = eventToJson(newEvent[kind]())
    const { time_us: _timeUs, ...withoutTime } = document
    const wrong = [{ ...document, foreign: 1 }, withoutTime, { ...document, sequence: 'one' }, { ...document, kind: 'no_such_kind' }]
    expect(wrong.map((value) => isValid(root, value))).toEqual([false, false, false, false])
  })
})

test('unknown fields are left out, addresses are hex and bytes base64', () => {
  const event = newEvent.registry_operation()
  event.data = Uint8Array.of(1, 2, 3)
  expect(eventToJson(event)).toEqual({
    kind: 'registry_operation',
    sequence: 0,
    time_us: 0,
    process_id: 0,
    operation: 'unknown',
    data: 'AQID',
  })
})

test('an address is written most significant digit first', () => {
  expect(addressText(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 0xf8))).toBe('0xf807060504030201')
})
