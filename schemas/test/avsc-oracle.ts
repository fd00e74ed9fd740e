import { readFileSync } from 'node:fs'

import avsc from 'avsc'

import { exactLongType } from '../src/avro/exact-long.ts'
import { type Event, type EventBatch, eventFields } from '../src/index.ts'

const schemaPath = new URL('../src/generated/event-batch.avsc', import.meta.url)

export const schemaText: string = readFileSync(schemaPath, 'utf8')

export const oracle: avsc.Type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema, { registry: { long: exactLongType(avsc) } })

/** What avsc reads and writes: snake_case records, union members wrapped in an object with the record's name. */
export interface OracleBatch {
  host_id: Buffer
  host_name: string | null
  boot_id: Buffer
  agent_version: string
  first_sequence: number
  last_sequence: number
  events: Record<string, Record<string, unknown>>[]
}

/** The batch as avsc wants it. */
export function toOracle(batch: EventBatch): OracleBatch {
  return {
    host_id: Buffer.from(batch.hostId),
    host_name: batch.hostName,
    boot_id: Buffer.from(batch.bootId),
    agent_version: batch.agentVersion,
    first_sequence: batch.firstSequence,
    last_sequence: batch.lastSequence,
    events: batch.events.map(eventToOracle),
  }
}

/** The value after a lossy trip through UTF-8: lone surrogates are U+FFFD. Buffers and byte arrays compare equal. */
export function wellFormed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, plain)) as Value
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value).toString()
  if (value instanceof Uint8Array) return [...value]
  if (isBufferJson(value)) return value.data
  return Object.is(value, -0) ? 0 : value
}

function isBufferJson(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
}

function eventToOracle(event: Event): Record<string, Record<string, unknown>> {
  const values = event as unknown as Record<string, unknown>
  const fields = eventFields[event.kind].map(({ name, property }) => [name, oracleValue(values[property])])
  return { [recordName(event.kind)]: Object.fromEntries(fields) as Record<string, unknown> }
}

function oracleValue(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

function recordName(kind: string): string {
  return `win11mon.${kind.replace(/(^|_)([a-z])/g, (_match, _separator, letter: string) => letter.toUpperCase())}`
}
