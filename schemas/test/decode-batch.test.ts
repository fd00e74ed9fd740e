import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  type Event,
  PipelineError,
  decodeBatch,
  encodeBatch,
  eventFields,
  eventKinds,
  frameSingleObject,
  maxBatchBytes,
  newEvent,
  unframe,
} from '../src/index.ts'
import { anyEvent, batchOf } from './arbitrary-event.ts'

const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'host', bootId: new Uint8Array(16).fill(2), agentVersion: '0.1.0' }
const sample = encodeBatch({ ...origin, firstSequence: 1, lastSequence: eventKinds.length, events: eventKinds.map(filledEvent) })
const samplePayload = unframe(sample).payload

/** Host id, no host name, boot id, empty version, sequences 1 and 1: everything before the events. */
const beforeEvents = [...new Uint8Array(16), 0, ...new Uint8Array(16), 0, 2, 2]
/** The varint of 2^53 - 2: far more than any payload has. */
const hugeCount = [0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]
/** Union branch of thread_terminate, sequence, time, monotonic, process id, start, thread. */
const threadTerminateStart = [6, 2, 2, 0, 2, 0, 0]

function filledEvent(kind: (typeof eventKinds)[number]): Event {
  const event = newEvent[kind]()
  const texts = eventFields[kind].filter(({ type, property }) => type === 'string' && /executable|path|name|trace/i.test(property))
  return Object.assign(event, Object.fromEntries(texts.map(({ property }) => [property, `text of ${property}`])))
}

function payload(...bytes: number[]): Uint8Array {
  return frameSingleObject(Uint8Array.from([...beforeEvents, ...bytes]))
}

/** A batch of one event that starts with these bytes, and enough behind them. */
function malformed(...bytes: number[]): Uint8Array {
  return payload(2, ...bytes, ...new Uint8Array(20))
}

function errorCodeOf(framed: Uint8Array): string {
  return errorOf(framed)?.code ?? 'none'
}

function errorTextOf(framed: Uint8Array): string {
  return errorOf(framed)?.message ?? ''
}

function errorOf(framed: Uint8Array): PipelineError | undefined {
  try {
    decodeBatch(framed)
    return undefined
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
}

test('a batch cut off at any byte is malformed', () => {
  const codes = Array.from({ length: sample.length }, (_, length) => errorCodeOf(sample.subarray(0, length)))
  expect(new Set(codes)).toEqual(new Set(['RECORD_MALFORMED']))
})

test('a batch with a byte too many is malformed', () => {
  expect(errorCodeOf(Uint8Array.from([...sample, 0]))).toBe('RECORD_MALFORMED')
})

test('random bytes never do anything but fail or decode', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(['none', 'RECORD_MALFORMED', 'DECODE_LIMIT_EXCEEDED']).toContain(errorCodeOf(frameSingleObject(bytes)))
    }),
    { numRuns: 2000 },
  )
})

test('damaged batches never do anything but fail or decode', () => {
  fc.assert(
    fc.property(batchOf(anyEvent, 4), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }), (batch, changes) => {
      const framed = encodeBatch(batch)
      for (const [position, byte] of changes) framed[10 + (position % (framed.length - 10))] = byte
      expect(['none', 'RECORD_MALFORMED', 'DECODE_LIMIT_EXCEEDED']).toContain(errorCodeOf(framed))
    }),
    { numRuns: 500 },
  )
})

test('the sample is complete', () => {
  expect(decodeBatch(sample).events.map((event) => event.kind)).toEqual(eventKinds)
})

describe('a claim that the bytes do not bear out is refused before anything is allocated', () => {
  test.each([
    ['an event count', payload(...hugeCount), 'DECODE_LIMIT_EXCEEDED'],
    ['an event count within the limit', payload(0xa0, 0x9c, 0x01), 'RECORD_MALFORMED'],
    ['a negative event count', payload(1, ...hugeCount), 'RECORD_MALFORMED'],
    ['a negative event count with a negative size', payload(1, 1), 'RECORD_MALFORMED'],
    ['the length of a text', payload(2, ...threadTerminateStart, 2, ...hugeCount), 'RECORD_MALFORMED'],
    ['a negative length of a text', payload(2, ...threadTerminateStart, 2, 1), 'RECORD_MALFORMED'],
    ['the length of a host name', frameSingleObject(Uint8Array.from([...new Uint8Array(16), 2, ...hugeCount])), 'RECORD_MALFORMED'],
  ])('%s', (_title, framed, code) => {
    const before = process.memoryUsage()
    for (let round = 0; round < 100; round += 1) expect(errorCodeOf(framed)).toBe(code)
    const after = process.memoryUsage()
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(8 * 1024 * 1024)
  })

  test('endless empty claims end with the bytes', () => {
    const blocks = Array.from({ length: 20_000 }, () => [1, 0]).flat()
    expect(errorCodeOf(payload(...blocks))).toBe('RECORD_MALFORMED')
  })
})

test.each([
  ['an unknown kind', malformed(eventKinds.length * 2), `has no event kind number ${eventKinds.length}`],
  ['a negative kind', malformed(1), 'has no event kind number -1'],
  ['a union branch beyond the value', malformed(6, 2, 2, 4), 'has a union branch other than null and the value'],
  ['an unknown symbol', malformed(14, 2, 2, 0, 2, 0, 0, 0, 22), 'has no symbol number 11'],
  ['a boolean that is neither', malformed(8, 2, 2, 0, 2, 0, 0, 0, 0, 0, 0, 2, 2), 'has 2 where a boolean is 0 or 1'],
  ['an integer of eleven bytes', malformed(6, ...new Uint8Array(10).fill(0x80), 0), 'has an integer of more than ten bytes'],
  ['an integer beyond 2^53', malformed(6, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20), 'has an integer beyond 2^53 - 1'],
  ['an integer of -2^53', malformed(6, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f), 'has an integer beyond -(2^53 - 1)'],
])('%s is malformed', (_title, framed, reason) => {
  expect([errorCodeOf(framed), errorTextOf(framed)]).toEqual(['RECORD_MALFORMED', expect.stringContaining(reason)])
})

test('events in several blocks, with and without a size, are read in order', () => {
  const event = (sequence: number): number[] => [6, sequence * 2, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0]
  const framed = payload(2, ...event(1), 3, 48, ...event(2), ...event(3), 0)
  expect(decodeBatch(framed).events.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
})

test('a batch longer than the limit is refused unread', () => {
  expect(errorCodeOf(new Uint8Array(maxBatchBytes + 1))).toBe('DECODE_LIMIT_EXCEEDED')
})

test('a view into a larger buffer is read like its own bytes', () => {
  const larger = Uint8Array.from([9, 9, 9, ...sample, 9])
  expect(decodeBatch(larger.subarray(3, 3 + sample.length))).toEqual(decodeBatch(sample))
})

test('the message says where the payload breaks', () => {
  expect(() => decodeBatch(frameSingleObject(samplePayload.subarray(0, 40)))).toThrow(/at byte \d+ of 40/)
})
