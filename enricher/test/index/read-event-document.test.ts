import { eventIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { eventDocument } from '../../src/index/event-document.ts'
import { readEventDocument } from '../../src/index/read-event-document.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'

const bootId = 'AAAAAAAAAAAAAAAAAAAAAA'
const eventId = eventIdText(bootId, 7)
const context = { eventId, hostId: 'host', hostName: 'DESK1', bootId, actorId: 'a', objectId: 'o' }
const event = { ...aHandleCreate({ timeUs: at(1) }), sequence: 7 }
const doc = String(eventDocument(event, context).doc)

test('reads the event that was written', () => {
  expect(readEventDocument(eventId, doc)).toEqual({ eventId, bootId, hostName: 'DESK1', event })
})

test.each([
  ['is no JSON', doc.slice(0, -1), 'doc'],
  ['is something else', '[]', 'event.action'],
  ['has an unknown kind', doc.replace('"handle_create"', '"handle_crate"'), 'event.action'],
  ['lacks a field that every event has', doc.replace('"pid":100', '"pod":100'), 'process.pid'],
  ['has a number where a text belongs', doc.replace(/"executable":"[^"]+tool.exe"/u, '"executable":3'), 'process.executable'],
  ['has a number that was changed to another type', doc.replace('"pid":100', '"pid":100.5'), 'process.pid'],
  ['has an unknown name in a list of names', doc.replace('"type":"process"', '"type":"proces"'), 'win11mon.object.type'],
  ['has no time', doc.replace(/"@timestamp":"\d{4}/u, '"@timestamp":"20x3'), '@timestamp'],
  ['has a time that no calendar has', doc.replace(/"@timestamp":"\d{4}-\d\d/u, '"@timestamp":"2023-19'), '@timestamp'],
  ['is that of another event', doc.replace('"sequence":7', '"sequence":8'), 'event.sequence'],
])('refuses a document that %s, naming event and field', (_, damaged, place) => {
  expect(damaged).not.toBe(doc)
  expect(() => readEventDocument(eventId, damaged)).toThrow(
    expect.objectContaining({ code: 'STORE_DAMAGED', message: expect.stringContaining(place) as unknown }) as Error,
  )
  expect(() => readEventDocument(eventId, damaged)).toThrow(eventId)
})

test('leaves unknown what the document leaves out', () => {
  const create = { ...aProcessCreate({ processStartUs: null, executable: null }), sequence: 7 }
  expect(readEventDocument(eventId, String(eventDocument(create, context).doc)).event).toEqual(create)
})
