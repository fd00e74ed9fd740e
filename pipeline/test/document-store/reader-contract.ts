import { describe, expect, onTestFinished, test } from 'vitest'

import {
  type DocumentReader,
  type EventFilter,
  type PageRequest,
  type StoredRow,
  maxPageLimit,
} from '../../src/document-store/document-reader.ts'
import type { Document, DocumentOf, DocumentWriter } from '../../src/document-store/document-writer.ts'
import { type Row, columnsOf, familyNames } from '../../src/document-store/families.ts'
import { aDocument, aProcess, anEvent, create, holding, reassign } from './a-document.ts'

interface OpenReader {
  /** Writes what the reader reads. */
  readonly store: DocumentWriter
  readonly reader: DocumentReader
}

/** What every reader of documents promises. `open` gives one over an empty store that this test has to itself. */
export function documentReaderContract(name: string, open: () => Promise<OpenReader>): void {
  async function opened(documents: readonly Document[] = []): Promise<OpenReader> {
    const one = await open()
    onTestFinished(() => one.reader.close())
    await one.store.bulk(documents.map(create))
    return one
  }

  async function readerOf(...documents: readonly Document[]): Promise<DocumentReader> {
    return (await opened(documents)).reader
  }

  describe(`reader of ${name}`, () => {
    test('an empty store has nothing of anything', async () => {
      const reader = await readerOf()
      const lists = await Promise.all([
        reader.hosts(),
        reader.processes('h1'),
        reader.alerts(),
        reader.gaps(),
        reader.streams(),
        reader.inputs(),
        reader.deadLetters(),
      ])
      expect(lists.flat()).toEqual([])
      expect(await reader.process('p1')).toBeUndefined()
      expect(await reader.subtree('p1')).toEqual({ processes: [], isTruncated: false })
      expect(await reader.events({}, { limit: 1 })).toEqual({ items: [], next: undefined })
      expect(await reader.countEvents()).toEqual(new Map())
    })

    test.each(familyNames)('a row of %s has every column but bytes, the id and the document', async (family) => {
      // JSON may be laid out in any way.
      const made = holding(aDocument(family, 'one'), { a: 1 })
      const document = { ...made, doc: String(made.doc).replace('{', '{ ') }
      const reader = await readerOf(document)
      const found = {
        events: async () => (await reader.events({}, { limit: 1 })).items,
        processes: () => reader.processes(''),
        alerts: () => reader.alerts(),
        hosts: () => reader.hosts(),
        gaps: () => reader.gaps(),
        streams: () => reader.streams(),
        dead_letters: () => reader.deadLetters(),
        inputs: () => reader.inputs(),
      }
      const values: Readonly<Record<string, unknown>> = { ...document.columns }
      const columns = columnsOf(family).filter(({ type }) => type !== 'BLOB')
      const expected = { id: 'one', doc: document.doc, ...Object.fromEntries(columns.map((column) => [column.name, values[column.name]])) }
      expect(await found[family]()).toStrictEqual([expected])
    })

    test('numbers come as they were written, up to the greatest', async () => {
      const given = { pid: 4_294_967_295, started_us: 2 ** 53 - 1, loader_score: 0.1, abuse_score: 1, ended_us: -1 }
      const reader = await readerOf(aProcess('p1', given))
      expect(await reader.process('p1')).toMatchObject(given)
    })

    test('text comes as it was written, NUL and half surrogate pairs at least in the document', async () => {
      const hostile = 'a\0b \u{1F600} \uD800 \u202E \u001B[31m'
      const document = aProcess('p\0', { executable: hostile, command_line: '\u{1F600} \u202E \' " %' })
      const reader = await readerOf(document, aProcess('p'))
      const row = await reader.process('p\0')
      expect(row?.doc).toBe(document.doc)
      expect(row?.command_line).toBe(document.columns.command_line)
      expect(row?.executable).toBeOneOf([hostile, hostile.replaceAll(/[\0\uD800]/gu, '\uFFFD')])
      expect((await reader.subtree('p\0')).processes).toHaveLength(1)
    })

    test('lists come in their order, what has no value last', async () => {
      const reader = await readerOf(
        aDocument('hosts', 'a'),
        aDocument('hosts', 'b', { name: 'Z' }),
        aDocument('hosts', 'c', { name: 'A' }),
        aDocument('hosts', 'e', { name: '\u{1F600}' }),
        aDocument('hosts', 'd', { name: '\uFF21' }),
        aDocument('hosts', 'B', { name: 'Z' }),
        aProcess('p3'),
        aProcess('p2', { started_us: 2 }),
        aProcess('p4', { started_us: 1 }),
        aProcess('p1', { started_us: 2 }),
        aDocument('gaps', 'g1', { first_time_us: 9 }),
        aDocument('gaps', 'g2', { first_time_us: 1 }),
        aDocument('gaps', 'g0'),
        aDocument('streams', 's1', { host_id: 'h2' }),
        aDocument('streams', 's3', { host_id: 'h1' }),
        aDocument('streams', 's2'),
        aDocument('inputs', 'i2'),
        aDocument('inputs', 'i10'),
        aDocument('dead_letters', 'd2'),
        aDocument('dead_letters', 'd1'),
      )
      expect(idsOf(await reader.hosts())).toEqual(['c', 'B', 'b', 'd', 'e', 'a'])
      expect(idsOf(await reader.processes(''))).toEqual(['p4', 'p1', 'p2', 'p3'])
      expect(idsOf(await reader.gaps())).toEqual(['g0', 'g2', 'g1'])
      expect(idsOf(await reader.streams())).toEqual(['s2', 's3', 's1'])
      expect(idsOf(await reader.inputs())).toEqual(['i10', 'i2'])
      expect(idsOf(await reader.deadLetters())).toEqual(['d1', 'd2'])
    })

    test('processes and gaps are those of the host asked for', async () => {
      const reader = await readerOf(
        aProcess('p1', { host_id: 'h1' }),
        aProcess('p2', { host_id: 'h2' }),
        aDocument('gaps', 'g1', { host_id: 'h1' }),
        aDocument('gaps', 'g2', { host_id: 'h2' }),
      )
      expect(idsOf(await reader.processes('h1'))).toEqual(['p1'])
      expect(idsOf(await reader.gaps('h2'))).toEqual(['g2'])
      expect(await reader.processes('h3')).toEqual([])
    })

    test.each([
      [{}, ['a0', 'a1', 'a2', 'a3']],
      [{ hostId: 'h1' }, ['a1', 'a2', 'a3']],
      [{ entityId: 'p1' }, ['a0', 'a1', 'a2']],
      [{ status: 'withdrawn' }, ['a2']],
      [{ hostId: 'h1', entityId: 'p1', status: 'raised' }, ['a1']],
      [{ hostId: 'h2', entityId: 'p2' }, []],
    ] as const)('alerts that fit %j come by time, then id', async (filter, expected) => {
      const alert = (id: string, given: Partial<Row<'alerts'>>): Document =>
        aDocument('alerts', id, { host_id: 'h1', status: 'raised', time_us: 5, ...given })
      const reader = await readerOf(
        alert('a3', { process_id: 'p2', object_id: 'p3' }),
        alert('a2', { process_id: 'p1', status: 'withdrawn' }),
        alert('a1', { process_id: 'p2', object_id: 'p1' }),
        alert('a0', { process_id: 'p1', host_id: 'h2', time_us: 1 }),
      )
      expect(idsOf(await reader.alerts(filter))).toEqual(expected)
    })

    test('events are counted by the stream they are of', async () => {
      const reader = await readerOf(...['s1', 's2', 's1'].map((boot, index) => aDocument('events', `e${index}`, { boot_id: boot })))
      expect(await reader.countEvents()).toEqual(new Map(Object.entries({ s1: 2, s2: 1 })))
    })

    describe('a subtree', () => {
      const child = (id: string, parent: string | null, startedUs: number | null = null): DocumentOf<'processes'> =>
        aProcess(id, { parent_id: parent, started_us: startedUs })

      test('has the process and all below it, level by level, and nothing above or beside it', async () => {
        const reader = await readerOf(
          child('c1', 'b2', 1),
          child('b3', 'a'),
          child('b2', 'a', 7),
          child('b1', 'a', 7),
          child('c2', 'b1', 3),
          child('a', 'root'),
          child('root', null),
          child('beside', 'root'),
        )
        const { processes, isTruncated } = await reader.subtree('a')
        expect(idsOf(processes)).toEqual(['a', 'b1', 'b2', 'b3', 'c1', 'c2'])
        expect(isTruncated).toBe(false)
        expect(idsOf((await reader.subtree('c1')).processes)).toEqual(['c1'])
        expect((await reader.subtree('nobody')).processes).toEqual([])
      })

      test.each([
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
        [4, 'd'],
      ])('has each process once where parents go round in a circle of %i', async (length, root) => {
        const circle = Array.from({ length }, (_, index) => child('abcd'.charAt(index), 'abcd'.charAt((index + 1) % length)))
        const reader = await readerOf(...circle, child('leaf', 'a'), child('leaf2', 'leaf'))
        const { processes, isTruncated } = await reader.subtree(root)
        expect(idsOf(processes).toSorted()).toEqual([...circle.map(({ id }) => id), 'leaf', 'leaf2'])
        expect(isTruncated).toBe(false)
      })

      test('ends at the depth asked for and says so', async () => {
        const reader = await readerOf(...Array.from({ length: 4 }, (_, index) => child(`p${index}`, index === 0 ? null : `p${index - 1}`)))
        expect(await reader.subtree('p0', 0)).toMatchObject({ processes: [{ id: 'p0' }], isTruncated: true })
        expect(await reader.subtree('p0', 2)).toMatchObject({ processes: [{ id: 'p0' }, { id: 'p1' }, { id: 'p2' }], isTruncated: true })
        expect(await reader.subtree('p0', 3)).toMatchObject({ processes: [{}, {}, {}, { id: 'p3' }], isTruncated: false })
        for (const depth of [-1, 0.5, Number.NaN]) await expect(reader.subtree('p0', depth)).rejects.toMatchObject({ code: 'USAGE' })
      })

      test('ends by itself in a chain that no real tree has', async () => {
        const { store, reader } = await opened()
        await store.bulk(Array.from({ length: 1_500 }, (_, index) => create(child(`p${index}`, `p${index - 1}`))))
        const { processes, isTruncated } = await reader.subtree('p0')
        expect([processes.length, isTruncated]).toEqual([1_001, true])
        expect((await reader.subtree('p500')).isTruncated).toBe(false)
      })
    })

    describe('events', () => {
      const event = (id: string, timeUs: number, given: Partial<Row<'events'>> = {}): Document =>
        anEvent(id, 'p1', 'p2', { host_id: 'h1', kind: 'process_create', time_us: timeUs, ...given })

      test.each([
        [{}, ['e1', 'e2', 'e3', 'e4', 'e5']],
        [{ hostId: 'h2' }, ['e5']],
        [{ entityId: 'p3' }, ['e3', 'e4']],
        [{ kinds: ['image_load', 'gap'] }, ['e2', 'e4']],
        [{ kinds: [] }, []],
        [{ sinceUs: 2, untilUs: 3 }, ['e2', 'e3']],
        [{ hostId: 'h1', entityId: 'p3', kinds: ['image_load'], sinceUs: 4, untilUs: 4 }, ['e4']],
        [{ hostId: 'h2', entityId: 'p3' }, []],
      ] satisfies [EventFilter, string[]][])('that fit %j are found', async (filter, expected) => {
        const reader = await readerOf(
          event('e5', 5, { host_id: 'h2' }),
          event('e4', 4, { kind: 'image_load', process_id: 'p3', object_id: null }),
          event('e3', 3, { object_id: 'p3' }),
          event('e2', 2, { kind: 'image_load' }),
          event('e1', 1),
        )
        const found = await reader.events(filter, { limit: 10 })
        expect([idsOf(found.items), found.next]).toEqual([expected, undefined])
        expect(idsOf(await allPages(reader, filter, 1))).toEqual(expected)
      })

      test.each([1, 2, 3, 4, 5, 6, 7, 8])('of equal times come once each and by id in pages of %i', async (limit) => {
        const documents = ['e6', 'e3', 'e5', 'e1', 'e4', 'e2'].map((id) => event(id, 7))
        const reader = await readerOf(event('late', 8), ...documents)
        expect(idsOf(await allPages(reader, {}, limit))).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'late'])
        expect((await reader.events({}, { limit })).next === undefined).toBe(limit >= 7)
      })

      test('that are stored or changed while pages are turned neither repeat nor hide others', async () => {
        const { store, reader } = await opened([event('e2', 2), event('e4', 4), event('e6', 6)])
        const first = await reader.events({}, { limit: 2 })
        await store.bulk([create(event('e1', 1)), create(event('e3', 4)), create(event('e5', 5)), create(event('e7', 7))])
        await store.bulk([reassign('e6', 'process_id', 'p9')])
        const rest = await allPages(reader, {}, 2, first.next)
        expect([idsOf(first.items), idsOf(rest)]).toEqual([
          ['e2', 'e4'],
          ['e5', 'e6', 'e7'],
        ])
        expect(rest[1]?.process_id).toBe('p9')
      })

      test('come in pages up to the greatest limit', async () => {
        const { store, reader } = await opened()
        await store.bulk(Array.from({ length: maxPageLimit + 1 }, (_, index) => create(event(`e${index}`, index % 7))))
        const page = await reader.events({}, { limit: maxPageLimit })
        expect([page.items.length, page.next]).toEqual([maxPageLimit, expect.any(String)])
        expect(new Set(idsOf(await allPages(reader, {}, 3_000))).size).toBe(maxPageLimit + 1)
      })

      test.each([0, -1, 1.5, maxPageLimit + 1, Number.NaN])('refuse a page of %d', async (limit) => {
        await expect((await readerOf()).events({}, { limit })).rejects.toMatchObject({ code: 'USAGE' })
      })

      test('refuse the place of a page that is none, or was changed or cut on the way', async () => {
        const reader = await readerOf(event('e1', 1), event('e2', 2))
        const { next = '' } = await reader.events({}, { limit: 1 })
        const changed = Array.from(
          next,
          (character, index) => next.slice(0, index) + (character === 'A' ? 'B' : 'A') + next.slice(index + 1),
        )
        const cut = Array.from(next, (_, index) => next.slice(0, index))
        const json = ['[1,"e1"]', '{}', 'null', '[1,"e1",0]', '["1","e1"]'].map((text) => Buffer.from(text).toString('base64url'))
        for (const after of [...changed, ...cut, ...json, `${next}A`, `${next}=`, ` ${next}`, 'nonsense', '\0']) {
          await expect(reader.events({}, { limit: 1, after })).rejects.toMatchObject({ code: 'USAGE' })
        }
        expect(idsOf((await reader.events({}, { limit: 1, after: next })).items)).toEqual(['e2'])
      })
    })
  })
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id)
}

async function allPages(reader: DocumentReader, filter: EventFilter, limit: number, after?: string): Promise<StoredRow<'events'>[]> {
  const request: PageRequest = after === undefined ? { limit } : { limit, after }
  const { items, next } = await reader.events(filter, request)
  expect(items.length).toBeLessThanOrEqual(limit)
  return next === undefined ? [...items] : [...items, ...(await allPages(reader, filter, limit, next))]
}
