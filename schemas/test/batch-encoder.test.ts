import { isDeepStrictEqual } from 'node:util'

import { describe, expect, test } from 'vitest'

import {
  type Event,
  type EventKind,
  PipelineError,
  createBatchEncoder,
  decodeBatch,
  encodeBatch,
  eventFields,
  eventKinds,
  maxBatchBytes,
  maxBatchEvents,
  newEvent,
} from '../src/index.ts'

const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'host', bootId: new Uint8Array(16).fill(2), agentVersion: '0.1.0' }

function anEvent(sequence: number, commandLine: string | null = null): Event {
  const event = newEvent.process_create()
  event.sequence = sequence
  event.commandLine = commandLine
  return event
}

/** An event with a value that its type does not allow, as a careless source would make it. */
function withValue(event: Event, property: string, value: unknown): Event {
  return Object.assign(event, { [property]: value })
}

function errorOf(work: () => unknown): PipelineError {
  try {
    work()
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

test('a finished encoder starts the next batch empty and leaves the first one alone', () => {
  const encoder = createBatchEncoder(origin)
  encoder.add(anEvent(1))
  const first = encoder.finish(1, 1)
  encoder.add(anEvent(2))
  encoder.add(anEvent(3))
  const second = encoder.finish(2, 3)
  expect([first, second].map((framed) => decodeBatch(framed))).toEqual([
    { ...origin, firstSequence: 1, lastSequence: 1, events: [anEvent(1)] },
    { ...origin, firstSequence: 2, lastSequence: 3, events: [anEvent(2), anEvent(3)] },
  ])
})

test('a batch without events can be read', () => {
  expect(decodeBatch(createBatchEncoder(origin).finish(1, 0))).toEqual({ ...origin, firstSequence: 1, lastSequence: 0, events: [] })
})

test('a batch of more than the first buffer can be read', () => {
  const events = Array.from({ length: 200 }, (_, index) => anEvent(index + 1, 'ü'.repeat(index * 20)))
  expect(decodeBatch(encodeBatch({ ...origin, firstSequence: 1, lastSequence: 200, events })).events).toEqual(events)
})

/** Every fixed-size value as long as it can be, so that the event needs all the room that was reserved for it. */
function longestEvent(kind: EventKind): Event {
  const values = eventFields[kind].map(({ property, type, symbols }) => [property, longestValue(type, symbols)])
  return Object.assign(newEvent[kind](), Object.fromEntries(values))
}

function longestValue(type: string, symbols: readonly string[] = []): unknown {
  const values: Record<string, unknown> = {
    long: Number.MIN_SAFE_INTEGER,
    boolean: true,
    address: new Uint8Array(8).fill(7),
    enum: symbols.at(-1),
  }
  return values[type] ?? (type === 'bytes' ? new Uint8Array(0) : '')
}

test.each(eventKinds)('no byte of %s is lost where the buffer grows', (kind) => {
  const event = longestEvent(kind)
  const enoughEvents = Math.ceil(70_000 / encodeBatch({ ...origin, firstSequence: 1, lastSequence: 1, events: [event] }).length) * 2
  const repeated = Array.from({ length: enoughEvents }, () => event)
  for (let shift = 0; shift < 24; shift += 1) {
    const events = [anEvent(1, 'x'.repeat(shift * 9)), ...repeated]
    const read = decodeBatch(encodeBatch({ ...origin, firstSequence: 1, lastSequence: 1, events })).events
    expect(read.filter((other) => !isDeepStrictEqual(other, event))).toEqual([events[0]])
  }
})

test('counts events, and its byte length is never below what finish returns', () => {
  const encoder = createBatchEncoder(origin)
  for (let sequence = 1; sequence <= 300; sequence += 1) encoder.add(anEvent(sequence, 'x'.repeat(sequence)))
  const { eventCount, byteLength } = encoder
  const framed = encoder.finish(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  expect([eventCount, byteLength - framed.length >= 0, byteLength - framed.length < 8, encoder.eventCount]).toEqual([300, true, true, 0])
})

test.each([
  ['process_create', 'timeUs', Number.NaN],
  ['process_create', 'timeUs', 1.5],
  ['process_create', 'sequence', 2 ** 53],
  ['process_create', 'parentStartUs', -(2 ** 53)],
  ['process_create', 'sequence', Infinity],
  ['process_create', 'sequence', null],
  ['process_create', 'processId', '4'],
  ['process_create', 'executable', 7],
  ['process_create', 'isSigned', 'yes'],
  ['image_load', 'imageBase', new Uint8Array(7)],
  ['image_load', 'suspiciousReason', 'never_heard_of'],
  ['registry_operation', 'data', 'text'],
  ['registry_operation', 'operation', null],
] as const)('refuses %s.%s = %j with an error that names both', (kind, property, value) => {
  const error = errorOf(() => createBatchEncoder(origin).add(withValue(newEvent[kind](), property, value)))
  expect(error).toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringContaining(`${kind}.${property} is `) as unknown })
})

test('refuses an event of an unknown kind', () => {
  const error = errorOf(() => createBatchEncoder(origin).add(withValue(anEvent(1), 'kind', 'no_such_kind')))
  expect(error).toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringContaining('no_such_kind') as unknown })
})

test('a refused event leaves the batch as it was', () => {
  const encoder = createBatchEncoder(origin)
  encoder.add(anEvent(1))
  const { byteLength } = encoder
  errorOf(() => encoder.add(withValue(anEvent(2, 'x'.repeat(100_000)), 'hashes', 5)))
  expect([encoder.eventCount, encoder.byteLength, decodeBatch(encoder.finish(1, 1)).events]).toEqual([1, byteLength, [anEvent(1)]])
})

test('a property that is missing counts as null when it is optional', () => {
  const { commandLine: _commandLine, ...event } = newEvent.process_create()
  expect(decodeBatch(encodeBatch({ ...origin, firstSequence: 1, lastSequence: 1, events: [event as Event] })).events).toEqual([anEvent(0)])
})

test.each(['hostId', 'bootId'])('refuses a %s that is not 16 bytes long', (name) => {
  expect(errorOf(() => createBatchEncoder({ ...origin, [name]: new Uint8Array(15) })).code).toBe('RECORD_MALFORMED')
})

describe('limits', () => {
  test('takes as many events as a batch may hold, and refuses the next', () => {
    const encoder = createBatchEncoder(origin)
    const event = newEvent.thread_terminate()
    for (let index = 0; index < maxBatchEvents; index += 1) encoder.add(event)
    expect(errorOf(() => encoder.add(event)).code).toBe('DECODE_LIMIT_EXCEEDED')
    expect(decodeBatch(encoder.finish(0, 0)).events).toHaveLength(maxBatchEvents)
  })

  test('refuses an event that makes the batch too long, and what was there before can be read', () => {
    const encoder = createBatchEncoder(origin)
    encoder.add(anEvent(1, 'x'.repeat(maxBatchBytes - 500)))
    expect(errorOf(() => encoder.add(anEvent(2, 'x'.repeat(1000)))).code).toBe('DECODE_LIMIT_EXCEEDED')
    expect(decodeBatch(encoder.finish(1, 1)).events).toHaveLength(1)
  })
})
