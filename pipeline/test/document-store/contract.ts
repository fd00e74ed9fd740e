import { expect, onTestFinished, test } from 'vitest'

import type { DocumentHistory, StoredEvent } from '../../src/document-store/document-history.ts'
import type { BulkItem, DocumentWriter } from '../../src/document-store/document-writer.ts'
import { type FamilyName, familyNames } from '../../src/document-store/families.ts'
import { aDocument, aProcess, anEvent, create, holding, put, reassign, remove } from './a-document.ts'

interface OpenWriter<Store extends DocumentWriter = DocumentWriter> {
  readonly store: Store
  /** The documents of a family as their JSON, read in whatever way the technology has. */
  documentsOf(family: FamilyName): Promise<string[]>
}

/** Gives an empty store that this test has to itself. */
type Open<Store extends DocumentWriter> = () => Promise<OpenWriter<Store>>

async function openedBy<Store extends DocumentWriter>(open: Open<Store>): Promise<OpenWriter<Store>> {
  const one = await open()
  onTestFinished(() => one.store.close())
  return one
}

/** What every document store that keeps everything promises. */
export function documentStoreContract(name: string, open: Open<DocumentWriter & DocumentHistory>): void {
  documentWriterContract(name, open)
  documentHistoryContract(name, open)
}

/** What every store of documents promises to who writes. */
export function documentWriterContract(name: string, open: Open<DocumentWriter>): void {
  const opened = (): Promise<OpenWriter> => openedBy(open)

  test(`${name}: a created document is found with its JSON as it was given`, async () => {
    const { store, documentsOf } = await opened()
    const document = aProcess('p1')
    expect(await store.bulk([create(document)])).toEqual([{ status: 'done' }])
    expect(await documentsOf('processes')).toEqual([document.doc])
  })

  test(`${name}: creating a document that exists succeeds and changes nothing`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk([create(aProcess('p1', { executable: 'old' }))])
    expect(await store.bulk([create(aProcess('p1', { executable: 'new' }))])).toEqual([{ status: 'exists' }])
    expect(await documentsOf('processes')).toEqual([aProcess('p1', { executable: 'old' }).doc])
  })

  test(`${name}: putting a document replaces it`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk([put(aProcess('p1', { executable: 'old' }))])
    expect(await store.bulk([put(aProcess('p1', { executable: 'new' }))])).toEqual([{ status: 'done' }])
    expect(await documentsOf('processes')).toEqual([aProcess('p1', { executable: 'new' }).doc])
  })

  test(`${name}: a deleted document is gone, and deleting it again succeeds`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk([create(aProcess('p1')), create(aProcess('p2'))])
    expect(await store.bulk([remove('p1'), remove('p1')])).toEqual([{ status: 'done' }, { status: 'done' }])
    expect(await documentsOf('processes')).toEqual([aProcess('p2').doc])
  })

  test(`${name}: gives one outcome per item, in order, and later items see earlier ones`, async () => {
    const { store } = await opened()
    const outcomes = await store.bulk([create(aProcess('p1')), create(aProcess('p1')), create(aProcess('p2'))])
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'exists', 'done'])
  })

  test(`${name}: an empty bulk has no outcomes`, async () => {
    expect(await (await opened()).store.bulk([])).toEqual([])
  })

  test(`${name}: the same id in two families is two documents`, async () => {
    const { store, documentsOf } = await opened()
    const documents = familyNames.map((family) => holding(aDocument(family, 'same'), { note: family }))
    await store.bulk(documents.map(create))
    for (const [index, family] of familyNames.entries()) expect(await documentsOf(family)).toEqual([documents[index]?.doc])
  })

  test.each([
    ['process_id', ['p3', 'p2']],
    ['object_id', ['p1', 'p3']],
  ] as const)(
    `${name}: reassigning the %s of an event changes that entity in its document and nothing else`,
    async (column, [actor, object]) => {
      const { store, documentsOf } = await opened()
      await store.bulk([create(anEvent('e1', 'p1', 'p2')), create(anEvent('e2', 'p1', 'p2'))])
      expect(await store.bulk([reassign('e1', column, 'p3')])).toEqual([{ status: 'done' }])
      const documents = (await documentsOf('events')).map((doc) => JSON.parse(doc) as unknown)
      expect(documents).toContainEqual(JSON.parse(String(anEvent('e1', actor, object).doc)))
      expect(documents).toContainEqual(JSON.parse(String(anEvent('e2', 'p1', 'p2').doc)))
    },
  )

  test.each([{}, { win11mon: {} }, { win11mon: { object: null } }])(
    `${name}: reassigning an entity that the document lacks adds it: %j`,
    async (body) => {
      const { store, documentsOf } = await opened()
      await store.bulk([create({ ...anEvent('e1', 'p1', 'p2'), doc: JSON.stringify(body) })])
      await store.bulk([reassign('e1', 'object_id', 'p3')])
      const [doc = ''] = await documentsOf('events')
      expect(JSON.parse(doc)).toEqual({ win11mon: { object: { entity_id: 'p3' } } })
    },
  )

  test(`${name}: reassigning an event that is not stored does nothing`, async () => {
    const { store, documentsOf } = await opened()
    expect(await store.bulk([reassign('e1', 'process_id', 'p3')])).toEqual([{ status: 'done' }])
    expect(await documentsOf('events')).toEqual([])
  })

  test(`${name}: JSON keeps every character and digit, also across a reassignment`, async () => {
    const { store, documentsOf } = await opened()
    const hostile = 'a\0b \u{1F600} \uD800 \u202E " \\ <img> \u001B[31m'
    const doc = JSON.stringify({ text: hostile, process: { entity_id: 'p1' } }).replace('"text"', '"number":12345678901234567890,"text"')
    await store.bulk([create({ ...anEvent('e1', 'p1', 'p2'), doc })])
    expect(await documentsOf('events')).toEqual([doc])
    await store.bulk([reassign('e1', 'process_id', 'p3')])
    const [changed = ''] = await documentsOf('events')
    expect(JSON.parse(changed)).toMatchObject({ text: hostile, process: { entity_id: 'p3' } })
  })

  test(`${name}: a put of a lower version changes nothing and says so; one of the same version replaces`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk([put(aProcess('p1', { executable: 'successor' }), 7)])
    expect(await store.bulk([put(aProcess('p1', { executable: 'late' }), 6)])).toEqual([{ status: 'superseded' }])
    expect(await documentsOf('processes')).toEqual([aProcess('p1', { executable: 'successor' }).doc])
    expect(await store.bulk([put(aProcess('p1', { executable: 'again' }), 7)])).toEqual([{ status: 'done' }])
    expect(await documentsOf('processes')).toEqual([aProcess('p1', { executable: 'again' }).doc])
  })

  test(`${name}: a delete of a lower version leaves the document`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk([put(aProcess('p1'), 7)])
    expect(await store.bulk([remove('p1', 6), remove('p1', 7)])).toEqual([{ status: 'superseded' }, { status: 'done' }])
    expect(await documentsOf('processes')).toEqual([])
  })

  test(`${name}: takes thousands of documents at once`, async () => {
    const { store, documentsOf } = await opened()
    await store.bulk(Array.from({ length: 5_000 }, (_, index) => create(aProcess(`p${index}`))))
    expect(await documentsOf('processes')).toHaveLength(5_000)
  })
}

/** What a store promises that goes on where an earlier run ended. */
function documentHistoryContract(name: string, open: Open<DocumentWriter & DocumentHistory>): void {
  const opened = (): Promise<OpenWriter<DocumentWriter & DocumentHistory>> => openedBy(open)

  test(`${name}: the events of a host come in the order in which they were created, with their entities as they are now`, async () => {
    const { store } = await opened()
    const ids = ['AAA-2', 'AAA-10', 'B-B-1', 'AAA-11', 'odd', 'CCC-1']
    await store.bulk(ids.map((id) => create(anEvent(id, 'p1', 'p2', { host_id: 'h1' }))))
    await store.bulk([create(anEvent('DDD-1', 'p1', 'p2', { host_id: 'h2' })), create(anEvent('AAA-2', 'p4', 'p4', { host_id: 'h1' }))])
    await store.bulk([reassign('B-B-1', 'object_id', 'p3')])
    const events = await eventsOf(store, 'h1')
    expect(events.map(({ id }) => id)).toEqual(ids)
    expect(events[2]).toEqual({ id: 'B-B-1', processId: 'p1', objectId: 'p3', doc: expect.stringContaining('"p3"') as unknown })
    expect(events[1]).toEqual({ id: 'AAA-10', processId: 'p1', objectId: 'p2', doc: anEvent('AAA-10', 'p1', 'p2', { host_id: 'h1' }).doc })
  })

  test(`${name}: the events of hosts that came in turn are told apart, however many there are`, async () => {
    const { store } = await opened()
    const ids = Array.from({ length: 3_000 }, (_, index) => `${index % 7 < 3 ? 'S1' : 'S2'}-${index}`)
    await store.bulk(ids.map((id) => create(anEvent(id, 'p1', 'p2', { host_id: id.startsWith('S1') ? 'h1' : 'h2' }))))
    for (const [host, stream] of [
      ['h1', 'S1-'],
      ['h2', 'S2-'],
    ] as const) {
      expect((await eventsOf(store, host)).map(({ id }) => id)).toEqual(ids.filter((id) => id.startsWith(stream)))
    }
  })

  test(`${name}: events of a host that came after it was read are found as well`, async () => {
    const { store } = await opened()
    await store.bulk([create(anEvent('AAA-1', 'p1', 'p2', { host_id: 'h1' }))])
    expect(await eventsOf(store, 'h1')).toHaveLength(1)
    const ids = ['AAA-2', 'B-1-1', 'B-1-2', 'B-2', 'AAA-3']
    await store.bulk(ids.map((id) => create(anEvent(id, 'p1', 'p2', { host_id: 'h1' }))))
    expect((await eventsOf(store, 'h1')).map(({ id }) => id)).toEqual(['AAA-1', ...ids])
  })

  test(`${name}: an event of no process has no entities, and a host that is not stored no events`, async () => {
    const { store } = await opened()
    await store.bulk([create(aDocument('events', 'AAA-1', { host_id: 'h1' }))])
    const { doc } = aDocument('events', 'AAA-1', { host_id: 'h1' })
    expect(await eventsOf(store, 'h1')).toEqual([{ id: 'AAA-1', processId: null, objectId: null, doc }])
    expect(await eventsOf(store, 'h2')).toEqual([])
  })

  test(`${name}: the processes and alerts of a host are found`, async () => {
    const { store } = await opened()
    const alert = (id: string, host: string): BulkItem => put(aDocument('alerts', id, { host_id: host }))
    await store.bulk([
      put(aProcess('p1', { host_id: 'h1' })),
      put(aProcess('p2', { host_id: 'h2' })),
      put(aProcess('p3', { host_id: 'h1' })),
    ])
    await store.bulk([alert('a1', 'h1'), alert('a2', 'h2')])
    const processes = await store.hostDocuments('processes', 'h1')
    expect(processes.map(({ id }) => id).toSorted()).toEqual(['p1', 'p3'])
    expect(processes.find(({ id }) => id === 'p1')?.doc).toBe(aProcess('p1', { host_id: 'h1' }).doc)
    expect((await store.hostDocuments('alerts', 'h1')).map(({ id }) => id)).toEqual(['a1'])
    expect(await store.hostDocuments('alerts', 'h3')).toEqual([])
  })

  test(`${name}: tells the highest version that it has`, async () => {
    const { store } = await opened()
    expect(await store.newestVersion()).toBe(0)
    await store.bulk([put(aProcess('p1'), 7), put(aDocument('hosts', 'h1'), 9), put(aProcess('p1'), 8)])
    expect(await store.newestVersion()).toBe(9)
  })
}

async function eventsOf(store: DocumentHistory, hostId: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const event of store.hostEvents(hostId)) events.push(event)
  return events
}
