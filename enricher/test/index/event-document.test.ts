import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { eventDocument } from '../../src/index/event-document.ts'

test('an address is stored as the number that the source shows, most significant digit first', () => {
  const startAddress = new Uint8Array([0x00, 0x00, 0x4e, 0x64, 0xaf, 0x02, 0x00, 0x00])
  const event = { ...newEvent.thread_create(), startAddress }
  const { doc } = eventDocument(event, { eventId: 'e-1', hostId: 'h', hostName: null, bootId: 'e', actorId: null, objectId: null })
  expect(String(doc)).toContain('"0x000002af644e0000"')
})
