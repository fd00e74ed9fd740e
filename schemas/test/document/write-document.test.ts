import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  type DocumentContext,
  type Event,
  addressText,
  eventKinds,
  indexFields,
  isoTime,
  newEvent,
  writeDocument,
} from '../../src/index.ts'
import { eventOfKind } from '../arbitrary-event.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('\ud800', 'a"\\\n\u0001b', '日本語 😀 ü'))
const id = fc.string({ unit: fc.constantFrom('A', 'B', 'x', '0', '9', '_', '-'), minLength: 1, maxLength: 40 })
const context: fc.Arbitrary<DocumentContext> = fc.record({
  eventId: id,
  hostId: id,
  hostName: fc.option(text),
  bootId: id,
  actorId: fc.option(id),
  objectId: fc.option(id),
})

/** The same document made the plain way: an object, for `JSON.stringify`. */
function plainDocument(event: Event, { eventId, hostId, hostName, bootId, actorId, objectId }: DocumentContext): unknown {
  const root = {}
  const put = (path: string, value: unknown): void => {
    if (value !== null) place(root, path.split('.'), value)
  }
  put('event.action', event.kind)
  put('event.id', eventId)
  put('host.id', hostId)
  put('host.name', hostName)
  put('win11mon.boot_id', bootId)
  put('process.entity_id', actorId)
  put('win11mon.object.entity_id', objectId)
  for (const { kinds, index, property, indexType, type } of indexFields) {
    const value = (event as unknown as Record<string, unknown>)[property] ?? null
    if (!kinds.includes(event.kind) || value === null) continue
    if (indexType === 'date_us') put(index, isoTime(value as number))
    else if (type === 'address') put(index, addressText(value as Uint8Array))
    else put(index, value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)
  }
  return root
}

function place(root: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) root[first] = value
  else place((root[first] ??= {}) as Record<string, unknown>, rest, value)
}

describe.each(eventKinds)('%s', (kind) => {
  test('the document of any event says what JSON.stringify says of the same object, and its bytes are its text', () => {
    fc.assert(
      fc.property(eventOfKind(kind), context, (event, known) => {
        const document = writeDocument(event, known)
        const bytes = document.bytes.subarray(document.start, document.end)
        const json = JSON.stringify(plainDocument(event, known))
        expect(JSON.parse(String(document))).toEqual(JSON.parse(json))
        // As long as the other: nothing is written twice, with spaces, or escaped where it need not be.
        expect(bytes.length).toBe(Buffer.byteLength(json))
        expect(bytes.equals(Buffer.from(String(document)))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

const known: DocumentContext = { eventId: 'b-1', hostId: 'h', hostName: 'HOST', bootId: 'b', actorId: 'a', objectId: null }

function written(event: Event, with_: DocumentContext = known): unknown {
  return JSON.parse(String(writeDocument(event, with_)))
}

test('a text is escaped as JSON.stringify escapes it, unit by unit', () => {
  for (let unit = 0; unit < 0x10000; unit += unit < 0x900 || (unit >= 0xd7f0 && unit < 0xe010) ? 1 : 97) {
    const commandLine = `a${String.fromCharCode(unit)}b`
    const document = String(writeDocument({ ...newEvent.process_create(), commandLine }, known))
    expect(document).toContain(`"command_line":${JSON.stringify(commandLine)}`)
  }
})

test.each([
  0,
  1,
  9,
  10,
  99,
  100,
  999_999,
  1_000_000,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  999_999_999_999,
  1e12,
  2 ** 31 * 1e6,
  Number.MAX_SAFE_INTEGER,
  -1,
  -(2 ** 40),
  0.5,
  1e6 + 0.25,
])('the number %d is written as it is', (sequence) => {
  expect(written({ ...newEvent.gap(), sequence })).toMatchObject({ event: { sequence } })
})

test.each([0, 1, 999_999, 1_000_000, 1_767_225_600_123_456, -1, -62_135_596_800_000_000, 253_402_300_800_000_000, Number.MAX_SAFE_INTEGER])(
  'the time %d is written as everywhere else',
  (timeUs) => {
    expect(written({ ...newEvent.gap(), timeUs })).toMatchObject({ '@timestamp': isoTime(timeUs) })
  },
)

test('a document stays as it was while others are written', () => {
  const first = writeDocument({ ...newEvent.process_create(), commandLine: 'first' }, known)
  const before = String(first)
  for (let index = 0; index < 5_000; index += 1) writeDocument({ ...newEvent.process_create(), commandLine: 'x'.repeat(200) }, known)
  expect(String(first)).toBe(before)
})

test('streams that take turns each keep their host, name and boot id', () => {
  const event = newEvent.gap()
  const other: DocumentContext = { ...known, hostId: 'i', hostName: 'Büro', bootId: 'c' }
  for (const each of [known, other, known, { ...other, hostName: null }, { ...other, hostName: 'second' }, other]) {
    const host = each.hostName === null ? { id: each.hostId } : { id: each.hostId, name: each.hostName }
    expect(written(event, each)).toMatchObject({ host, win11mon: { boot_id: each.bootId } })
  }
})

test('a document larger than the buffer that documents share is written whole', () => {
  const commandLine = '\u0001'.repeat(400_000)
  expect(written({ ...newEvent.process_create(), commandLine })).toMatchObject({ process: { command_line: commandLine } })
})

test('in another document it is a text', () => {
  const document = writeDocument(newEvent.gap(), known)
  expect(JSON.parse(JSON.stringify({ document }))).toEqual({ document: String(document) })
})
