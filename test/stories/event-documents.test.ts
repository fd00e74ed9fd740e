import { type DocumentHistory, createMemoryDocumentStore, openSqliteDocumentStore } from '@win11mon/pipeline'
import { type Event, eventIdText, eventKinds } from '@win11mon/schemas'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'

import { eventDocument } from '../../enricher/src/index/event-document.ts'
import { readEventDocument } from '../../enricher/src/index/read-event-document.ts'
import { eventOfKind } from '../../schemas/test/arbitrary-event.ts'

const bootId = 'AAAAAAAAAAAAAAAAAAAAAA'
const hostId = 'hosthosthosthosthosthg'

function contextOf({ sequence }: Event, hostName: string | null): Parameters<typeof eventDocument>[1] {
  return { eventId: eventIdText(bootId, sequence), hostId, hostName, bootId, actorId: 'actor', objectId: null }
}

const hostName = fc.option(fc.string({ unit: 'binary', maxLength: 20 }))

describe.each(eventKinds)('%s', (kind) => {
  test('any event is read back from its document exactly as it was', () => {
    fc.assert(
      fc.property(eventOfKind(kind), hostName, (event, name) => {
        const { id, doc } = eventDocument(event, contextOf(event, name))
        expect(readEventDocument(id, String(doc))).toEqual({ eventId: id, bootId, hostName: name, event })
      }),
      { numRuns: 200 },
    )
  })
})

test.each([
  ['memory', () => Promise.resolve(createMemoryDocumentStore())],
  ['SQLite', () => openSqliteDocumentStore(':memory:')],
])('a store in %s gives back every event exactly, also after its entities were reassigned', async (_, open) => {
  const store = await open()
  onTestFinished(() => store.close())
  let sequence = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...eventKinds).chain(eventOfKind), async (any) => {
      sequence += 1
      const event: Event = { ...any, sequence }
      const document = eventDocument(event, contextOf(event, 'host'))
      await store.bulk([{ operation: 'create', document }])
      for (const column of ['process_id', 'object_id'] as const) {
        await store.bulk([{ operation: 'reassign', eventId: document.id, eventTimeUs: event.timeUs, column, toEntityId: 'another' }])
      }
      const stored = await lastEvent(store)
      expect(stored).toMatchObject({ id: document.id, processId: 'another', objectId: 'another' })
      expect(readEventDocument(document.id, stored?.doc ?? '').event).toEqual(event)
    }),
    { numRuns: 500 },
  )
})

async function lastEvent(store: DocumentHistory): Promise<{ readonly id: string; readonly doc: string } | undefined> {
  let last: { readonly id: string; readonly doc: string } | undefined
  for await (const event of store.hostEvents(hostId)) last = event
  return last
}
