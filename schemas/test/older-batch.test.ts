import avsc from 'avsc'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { exactLongType } from '../src/avro/exact-long.ts'
import { parsingCanonicalForm } from '../src/avro/fingerprint.ts'
import { type Event, PipelineError, decodeBatch, eventBatchSchemaText, frameSingleObject, newEvent, readBatchHeader } from '../src/index.ts'
import { createOlderBatchDecoder, learnWriterSchema } from '../src/older-batch.ts'
import { anyEvent, batchOf } from './arbitrary-event.ts'
import { aNewerWriter } from './a-newer-writer.ts'
import { oracle, schemaText, toOracle, wellFormed } from './avsc-oracle.ts'

interface RecordSchema {
  name: string
  fields: { name: string }[]
}

/** Today's schema as it might have been: other order, without a kind, an optional field and an enum symbol, with a field of its own. */
function olderSchemaText(): string {
  const schema = JSON.parse(schemaText) as { fields: { name: string; type: { items: RecordSchema[] } }[] }
  const events = schema.fields.find((field) => field.name === 'events')?.type
  if (events === undefined) throw new Error('The schema has no events.')
  const [create, terminate, ...others] = events.items.filter((record) => record.name !== 'ProcessSnapshot')
  events.items = [terminate, create, ...others].filter((record) => record !== undefined)
  terminate?.fields.splice(-5, 1)
  terminate?.fields.unshift({ name: 'retired_field', type: 'string' } as { name: string })
  return JSON.stringify(schema).replace(',"desktop"]', ']')
}

const writerText = olderSchemaText()
const writer = avsc.Type.forSchema(JSON.parse(writerText) as avsc.Schema, { registry: { long: exactLongType(avsc) } })
const origin = {
  host_id: Buffer.alloc(16, 1),
  host_name: null,
  boot_id: Buffer.alloc(16, 2),
  agent_version: '0',
  first_sequence: 1,
  last_sequence: 1,
}
const terminate = { sequence: 1, time_us: 5, process_id: 4, retired_field: 'gone', exit_status: 3 }
const olderPayload = writer.toBuffer({
  ...origin,
  events: [{ 'win11mon.ProcessTerminate': { ...nullsOf('process_terminate'), ...terminate } }],
})

function nullsOf(kind: 'process_terminate'): Record<string, null> {
  const { events } = toOracle({
    hostId: origin.host_id,
    hostName: null,
    bootId: origin.boot_id,
    agentVersion: '',
    firstSequence: 0,
    lastSequence: 0,
    events: [newEvent[kind]()],
  })
  return Object.fromEntries(Object.keys(events[0]?.['win11mon.ProcessTerminate'] ?? {}).map((name) => [name, null]))
}

function expectedTerminate(): Event {
  return Object.assign(newEvent.process_terminate(), { sequence: 1, timeUs: 5, processId: 4, exitStatus: 3 })
}

function errorCodeOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof PipelineError) return error.code
    throw error
  }
}

test('a batch of an older schema becomes events of today: known fields kept, unknown ones null, retired ones gone', () => {
  const decode = createOlderBatchDecoder(parsingCanonicalForm(writerText))
  expect(decode(olderPayload)).toEqual({
    hostId: new Uint8Array(16).fill(1),
    hostName: null,
    bootId: new Uint8Array(16).fill(2),
    agentVersion: '0',
    firstSequence: 1,
    lastSequence: 1,
    events: [expectedTerminate()],
  })
})

test('every event of a released schema equal to the current one is read field by field', () => {
  const decode = createOlderBatchDecoder(parsingCanonicalForm(eventBatchSchemaText))
  fc.assert(
    fc.property(batchOf(anyEvent, 5), (batch) => {
      expect(wellFormed(toOracle(decode(oracle.toBuffer(wellFormedOracle(batch)))))).toEqual(wellFormed(toOracle(batch)))
    }),
    { numRuns: 150 },
  )
})

function wellFormedOracle(batch: Parameters<typeof toOracle>[0]): ReturnType<typeof toOracle> {
  const texts = (value: unknown): unknown => (typeof value === 'string' ? Buffer.from(value).toString() : value)
  const { events, ...rest } = toOracle(batch)
  const entries = Object.entries(rest).map(([name, value]) => [name, texts(value)])
  const plain = events.map((wrapped) =>
    Object.fromEntries(
      Object.entries(wrapped).map(([name, record]) => [
        name,
        Object.fromEntries(Object.entries(record).map(([key, value]) => [key, texts(value)])),
      ]),
    ),
  )
  return { ...(Object.fromEntries(entries) as typeof rest), events: plain }
}

describe('damaged batches of an older schema', () => {
  const decode = createOlderBatchDecoder(parsingCanonicalForm(writerText))

  test('a batch cut off at any byte is malformed', () => {
    const codes = Array.from({ length: olderPayload.length }, (_, length) => errorCodeOf(() => decode(olderPayload.subarray(0, length))))
    expect(new Set(codes)).toEqual(new Set(['RECORD_MALFORMED']))
  })

  test('a byte too many is malformed', () => {
    expect(errorCodeOf(() => decode(Buffer.concat([olderPayload, Buffer.alloc(1)])))).toBe('RECORD_MALFORMED')
  })

  test('random changes never do anything but fail or decode', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const damaged = Buffer.from(olderPayload)
        for (const [position, byte] of changes) damaged[position % damaged.length] = byte
        expect(['none', 'RECORD_MALFORMED', 'DECODE_LIMIT_EXCEEDED']).toContain(errorCodeOf(() => decode(damaged)))
      }),
      { numRuns: 1000 },
    )
  })

  test('a crafted event count, which would take hours to read, is refused', () => {
    const crafted = Buffer.concat([olderPayload.subarray(0, 37), Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0])])
    expect(errorCodeOf(() => decode(crafted))).toBe('DECODE_LIMIT_EXCEEDED')
  })
})

describe('a newer writer, whose schema has a field and a kind of event more', () => {
  const newer = aNewerWriter()
  const framed = (kinds: Parameters<typeof newer.payload>[0]): Uint8Array => frameSingleObject(newer.payload(kinds), newer.fingerprint)

  test('is not understood before its schema is known', () => {
    expect(errorCodeOf(() => decodeBatch(framed(['known'])))).toBe('SCHEMA_UNKNOWN')
    expect(readBatchHeader(framed(['known']))).toBeUndefined()
  })

  test('is understood afterwards but for what is new; a batch with the new kind is refused, and its numbers stay missing until it is handed in again', () => {
    expect(learnWriterSchema(newer.schemaText)).toBe(true)
    const { events } = decodeBatch(framed(['known', 'known']))
    expect(events).toEqual([1, 2].map((sequence) => Object.assign(newEvent.process_terminate(), { sequence, timeUs: 5, processId: 4 })))
    expect(errorCodeOf(() => decodeBatch(framed(['known', 'new'])))).toBe('SCHEMA_UNKNOWN')
    expect(readBatchHeader(framed(['known', 'new']))).toBeUndefined()
  })
})
