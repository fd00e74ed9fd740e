import { expect, test } from 'vitest'

import {
  PipelineError,
  decodeBatch,
  encodeBatch,
  frameConfluent,
  frameSingleObject,
  newEvent,
  schemaFingerprint,
  unframe,
} from '../src/index.ts'

const batch = {
  hostId: new Uint8Array(16).fill(1),
  hostName: null,
  bootId: new Uint8Array(16).fill(2),
  agentVersion: '0.1.0',
  firstSequence: 1,
  lastSequence: 1,
  events: [newEvent.thread_terminate()],
}

function errorOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('single-object encoding is C3 01, the little-endian fingerprint and the payload', () => {
  const framed = Buffer.from(frameSingleObject(Uint8Array.of(7, 8)))
  expect([
    framed.subarray(0, 2).toString('hex'),
    framed.readBigUInt64LE(2).toString(16).padStart(16, '0'),
    [...framed.subarray(10)],
  ]).toEqual(['c301', schemaFingerprint, [7, 8]])
})

test('the registry wire format is zero, the big-endian id and the payload', () => {
  expect([...frameConfluent(Uint8Array.of(7, 8), 0x01020304)]).toEqual([0, 1, 2, 3, 4, 7, 8])
})

test('a batch is the same in either frame', () => {
  const framed = encodeBatch(batch)
  const confluent = frameConfluent(unframe(framed).payload, 42)
  expect(decodeBatch(confluent, { resolveSchemaId: (id) => (id === 42 ? schemaFingerprint : undefined) })).toEqual(decodeBatch(framed))
})

test('unframe takes off what frame put on', () => {
  const payload = Uint8Array.of(1, 2, 3)
  expect([unframe(frameSingleObject(payload)), unframe(frameConfluent(payload, 1), () => 'feed')]).toEqual([
    { fingerprint: schemaFingerprint, payload },
    { fingerprint: 'feed', payload },
  ])
})

test('a fingerprint that nobody knows is named', () => {
  const framed = encodeBatch(batch)
  framed.set([0xef, 0xbe, 0xad, 0xde, 0, 0, 0, 0x12], 2)
  const error = errorOf(() => decodeBatch(framed))
  expect(error).toMatchObject({ code: 'SCHEMA_UNKNOWN', message: expect.stringContaining('12000000deadbeef') as unknown })
})

test.each([
  ['no resolver is there', undefined],
  ['the registry does not know it', () => undefined],
])('a schema id is named when %s', (_title, resolveSchemaId) => {
  const error = errorOf(() => unframe(frameConfluent(new Uint8Array(3), 77), resolveSchemaId))
  expect(error).toMatchObject({ code: 'SCHEMA_UNKNOWN', message: expect.stringContaining('77') as unknown })
})

test.each([
  ['nothing', []],
  ['text', [...Buffer.from('{"json": true}')]],
  ['half a single-object header', [0xc3, 0x01, 1, 2, 3]],
  ['half a registry header', [0, 0, 0]],
])('%s is no frame', (_title, bytes) => {
  const error = errorOf(() => unframe(Uint8Array.from(bytes)))
  expect(error instanceof PipelineError && error.code).toBe('RECORD_MALFORMED')
})
