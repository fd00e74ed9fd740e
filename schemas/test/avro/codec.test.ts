import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  type EventBatch,
  decodeBatch,
  encodeBatch,
  eventFields,
  eventKinds,
  frameSingleObject,
  newEvent,
  unframe,
} from '../../src/index.ts'
import { anyEvent, batchOf, eventOfKind } from '../arbitrary-event.ts'
import { oracle, toOracle, wellFormed } from '../avsc-oracle.ts'

function payloadOf(framed: Uint8Array): Buffer {
  return Buffer.from(unframe(framed).payload)
}

describe.each(eventKinds)('%s', (kind) => {
  test('avsc reads every field of what the generated encoder writes', () => {
    fc.assert(
      fc.property(batchOf(eventOfKind(kind), 3), (batch) => {
        const read: unknown = oracle.fromBuffer(payloadOf(encodeBatch(batch)))
        expect(wellFormed(read)).toEqual(wellFormed(toOracle(batch)))
      }),
      { numRuns: 60 },
    )
  })

  test('the generated decoder reads every field of what avsc writes', () => {
    fc.assert(
      fc.property(batchOf(eventOfKind(kind), 3), (batch) => {
        const readable = { ...batch, ...wellFormedTexts(batch) }
        const written = oracle.toBuffer(toOracle(readable))
        expect(decodeBatch(frameSingleObject(written))).toEqual(readable)
      }),
      { numRuns: 60 },
    )
  })

  test('an empty event survives the trip with every property in its place', () => {
    const event = newEvent[kind]()
    const batch = { ...emptyBatch, events: [event] }
    const [read] = decodeBatch(encodeBatch(batch)).events
    expect(Object.entries(read ?? {})).toEqual(Object.entries(event))
  })
})

const emptyBatch = {
  hostId: new Uint8Array(16),
  hostName: null,
  bootId: new Uint8Array(16),
  agentVersion: '',
  firstSequence: 0,
  lastSequence: 0,
  events: [],
}

test('encoder and avsc write the same bytes for well-formed text', () => {
  fc.assert(
    fc.property(batchOf(anyEvent, 8), (batch) => {
      const readable = { ...batch, ...wellFormedTexts(batch) }
      expect(payloadOf(encodeBatch(readable)).equals(oracle.toBuffer(toOracle(readable)))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('the decoder reads back what the encoder wrote, with lone surrogates as U+FFFD', () => {
  fc.assert(
    fc.property(batchOf(anyEvent, 8), (batch) => {
      expect(decodeBatch(encodeBatch(batch))).toEqual({ ...batch, ...wellFormedTexts(batch) })
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['an empty text', ''],
  ['a NUL', '\0'],
  ['a short text', 'C:\\Windows'],
  ['a short text that is not ASCII', 'Ä'],
  ['a text whose length prefix grows with its bytes', 'é'.repeat(40)],
  ['a text of the longest prefix of one byte', 'x'.repeat(63)],
  ['a text beyond it', 'x'.repeat(64)],
  ['a command line of 32 KiB', 'x'.repeat(32_768)],
  ['a command line of 32 KiB outside ASCII', '\u{1f600}'.repeat(16_384)],
])('%s is the same after the trip', (_title, commandLine) => {
  const event = newEvent.process_create()
  event.commandLine = commandLine
  const [read] = decodeBatch(encodeBatch({ ...emptyBatch, events: [event] })).events
  expect(read).toEqual(event)
})

test.each([
  ['alone', '\ud800', '\ufffd'],
  ['in a short text', 'a\udfffb', 'a\ufffdb'],
  ['in a long text', `${'a'.repeat(100)}\ud800`, `${'a'.repeat(100)}\ufffd`],
])('a lone surrogate %s becomes U+FFFD, for us and for avsc', (_title, commandLine, expected) => {
  const event = newEvent.process_create()
  event.commandLine = commandLine
  const framed = encodeBatch({ ...emptyBatch, events: [event] })
  const [ours] = decodeBatch(framed).events
  const theirs = oracle.fromBuffer(payloadOf(framed)) as { events: { 'win11mon.ProcessCreate': { command_line: string } }[] }
  expect([ours?.kind === 'process_create' && ours.commandLine, theirs.events[0]?.['win11mon.ProcessCreate'].command_line]).toEqual([
    expected,
    expected,
  ])
})

test.each([0, 63, 64, -64, -65, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1])(
  'the time %d is the same after the trip',
  (timeUs) => {
    const event = newEvent.thread_terminate()
    event.timeUs = timeUs
    const framed = encodeBatch({ ...emptyBatch, events: [event] })
    const theirs = oracle.fromBuffer(payloadOf(framed)) as { events: { 'win11mon.ThreadTerminate': { time_us: number } }[] }
    expect([decodeBatch(framed).events[0]?.timeUs, theirs.events[0]?.['win11mon.ThreadTerminate'].time_us]).toEqual([timeUs, timeUs])
  },
)

test.each([new Uint8Array(8), new Uint8Array(8).fill(0xff)])('the address %j is the same after the trip', (address) => {
  const event = newEvent.image_load()
  event.imageBase = address
  expect(decodeBatch(encodeBatch({ ...emptyBatch, events: [event] })).events).toEqual([event])
})

test('what the decoder returns does not refer to its input', () => {
  const event = newEvent.registry_operation()
  event.data = Uint8Array.of(1, 2, 3)
  const framed = encodeBatch({ ...emptyBatch, hostId: new Uint8Array(16).fill(5), events: [event] })
  const batch = decodeBatch(framed)
  framed.fill(0)
  expect([batch.hostId, batch.events]).toEqual([new Uint8Array(16).fill(5), [event]])
})

/** The texts of a batch as UTF-8 can carry them. */
function wellFormedTexts(batch: EventBatch): Pick<EventBatch, 'hostName' | 'agentVersion' | 'events'> {
  return {
    hostName: batch.hostName === null ? null : Buffer.from(batch.hostName).toString(),
    agentVersion: Buffer.from(batch.agentVersion).toString(),
    events: batch.events.map((event) => {
      const values = { ...event } as unknown as Record<string, unknown>
      for (const { property } of eventFields[event.kind]) {
        const value = values[property]
        if (typeof value === 'string') values[property] = Buffer.from(value).toString()
        if (Object.is(value, -0)) values[property] = 0
      }
      return values as unknown as typeof event
    }),
  }
}
