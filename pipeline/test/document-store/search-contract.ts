import { describe, expect, onTestFinished, test } from 'vitest'

import type { DocumentReader } from '../../src/document-store/document-reader.ts'
import type { DocumentSearch, Search } from '../../src/document-store/document-search.ts'
import type { Document, DocumentOf, DocumentWriter } from '../../src/document-store/document-writer.ts'
import type { Row } from '../../src/document-store/families.ts'
import type { SearchTerm } from '../../src/document-store/search-term.ts'
import { aDocument, create, holding } from './a-document.ts'

interface OpenSearch {
  /** Writes what is searched. */
  readonly store: DocumentWriter
  readonly reader: DocumentSearch & Pick<DocumentReader, 'close'>
}

function anEventOf(id: string, doc: object, given: Partial<Row<'events'>> = {}): Document {
  return holding(aDocument('events', id, given), doc)
}

function aHandle(id: string, handle: object, given: Partial<Row<'events'>> = {}): Document {
  return anEventOf(id, { win11mon: handle }, { kind: 'handle_create', process_id: 'p1', object_id: 'p2', ...given })
}

const anywhere = (pattern: string): SearchTerm => ({ fields: [], patterns: [`*${pattern}*`] })
const at = (field: string, pattern: string): SearchTerm => ({ fields: [field], patterns: [pattern] })

/** What every search of documents promises. `open` gives one over an empty store that this test has to itself. */
export function documentSearchContract(name: string, open: () => Promise<OpenSearch>): void {
  async function searchOf(...documents: readonly Document[]): Promise<DocumentSearch> {
    const { store, reader } = await open()
    onTestFinished(() => reader.close())
    await store.bulk(documents.map(create))
    return reader
  }

  async function idsOf(reader: DocumentSearch, terms: readonly SearchTerm[], rest: Partial<Search> = {}): Promise<string[]> {
    return (await reader.search('events', { terms, limit: 100, ...rest })).items.map(({ id }) => id)
  }

  describe(`search of ${name}`, () => {
    test('an empty store has nothing', async () => {
      const reader = await searchOf()
      expect(await reader.search('events', { terms: [anywhere('a')], limit: 1 })).toEqual({
        items: [],
        total: 0,
        lookedAt: 0,
        isComplete: true,
      })
      expect(await reader.withIdPrefix('alerts', 'a', 5)).toEqual([])
      expect(await reader.handles()).toEqual([])
    })

    test.each<[string, SearchTerm, string[]]>([
      ['text anywhere in a value', anywhere('mimi'), ['path', 'upper']],
      ['text in any case', anywhere('MiMi'), ['path', 'upper']],
      ['text in the case given', { ...anywhere('MIMI'), isCaseSensitive: true }, ['upper']],
      ['no names of fields', anywhere('command_line'), []],
      ['backslashes, quotes and brackets as they are', anywhere('c:\\tools\\"mimi[x]'), ['path']],
      ['percent signs and low lines as they are', anywhere('100%_'), ['percent']],
      ['letters beyond ASCII in any case', anywhere('übung'), ['letters']],
      ['control characters', anywhere('a\u0001\nb'), ['control']],
      ['a whole value of a field', at('process.name', 'MIMIKATZ'), ['upper']],
      ['no part of one', at('process.name', 'MIMI'), []],
      ['a field with wildcards', at('process.command_line', '*mimi*'), ['path']],
      ['one character for a question mark', at('process.name', 'mimik?tz'), ['upper']],
      ['an emoji for a question mark', at('process.name', '?!'), ['emoji']],
      ['numbers as text', at('process.pid', '4824'), ['path']],
      ['numbers as masks', at('process.pid', '0x12D8'), ['path']],
      ['no longer number', at('process.pid', '482'), []],
      ['truth', at('process.is_signed', 'true'), ['upper']],
      ['a value in a list', at('process.args', '-o'), ['percent']],
      ['that there is a value', at('process.args', '*'), ['percent']],
      ['any of several fields', { fields: ['process.pid', 'process.name'], patterns: ['mimikatz', '4824'] }, ['path', 'upper']],
    ])('finds %s', async (_, term, ids) => {
      const reader = await searchOf(
        anEventOf('path', { process: { pid: 4824, command_line: 'C:\\Tools\\"mimi[x]" -o "out"' } }),
        anEventOf('upper', { process: { name: 'MIMIKATZ', is_signed: true } }),
        anEventOf('percent', { process: { name: '100%_sure', args: ['-o', '-x'] } }),
        anEventOf('not percent', { process: { name: '1000_sure' } }),
        anEventOf('letters', { process: { name: 'ÜBUNG' } }),
        anEventOf('control', { process: { name: 'a\u0001\nb' } }),
        anEventOf('emoji', { process: { name: '\u{1F600}!' } }),
      )
      expect((await idsOf(reader, [term])).toSorted()).toEqual(ids.toSorted())
    })

    test('every term must match', async () => {
      const reader = await searchOf(anEventOf('both', { a: 'one', b: 'two' }), anEventOf('one', { a: 'one', b: 'three' }))
      expect(await idsOf(reader, [anywhere('one'), anywhere('two')])).toEqual(['both'])
      expect(await idsOf(reader, [])).toEqual(['both', 'one'])
    })

    test('filters by host, kind and time, both ends included', async () => {
      const one = (id: string, hostId: string, kind: string, timeUs: number): Document =>
        anEventOf(id, { a: 'x' }, { host_id: hostId, kind, time_us: timeUs })
      const reader = await searchOf(
        one('e1', 'h1', 'gap', 1),
        one('e2', 'h1', 'image_load', 2),
        one('e3', 'h2', 'image_load', 3),
        one('e4', 'h2', 'gap', 4),
      )
      expect(await idsOf(reader, [], { hostId: 'h1' })).toEqual(['e1', 'e2'])
      expect(await idsOf(reader, [], { kinds: ['image_load'] })).toEqual(['e2', 'e3'])
      expect(await idsOf(reader, [], { sinceUs: 2, untilUs: 3 })).toEqual(['e2', 'e3'])
      expect(await idsOf(reader, [], { sinceUs: 5 })).toEqual([])
      expect(await idsOf(reader, [anywhere('x')], { hostId: 'h2', untilUs: 3 })).toEqual(['e3'])
    })

    test('gives the first by time whatever order they came in, and counts the others', async () => {
      const documents = Array.from({ length: 3000 }, (_, index) =>
        anEventOf(`e${String((index * 1237) % 3000).padStart(4, '0')}`, { a: 'x' }, { time_us: (index * 1237) % 3000 }),
      )
      const reader = await searchOf(...documents)
      const { items, total, isComplete } = await reader.search('events', { terms: [anywhere('x')], limit: 3 })
      expect({ ids: items.map(({ id }) => id), total, isComplete }).toEqual({
        ids: ['e0000', 'e0001', 'e0002'],
        total: 3000,
        isComplete: true,
      })
    })

    test('finds processes by start, those without one last', async () => {
      const one = (id: string, startUs: number | null): Document =>
        holding(aDocument('processes', id, { started_us: startUs }), { process: { executable: 'C:\\a.exe' } })
      const reader = await searchOf(one('p1', null), one('p2', 20), one('p3', 10))
      const ids = async (rest: Partial<Search>): Promise<string[]> =>
        (await reader.search('processes', { terms: [at('process.executable', '*\\A.exe')], limit: 10, ...rest })).items.map(({ id }) => id)
      expect(await ids({})).toEqual(['p3', 'p2', 'p1'])
      expect(await ids({ sinceUs: 15, kinds: ['gap'] })).toEqual(['p2'])
    })

    test('finds documents by the beginning of their id, in either case only as it is', async () => {
      const reader = await searchOf(
        ...['ab-1', 'ab-10', 'ab-2', 'aB-1', 'b'].map((id) => aDocument('events', id)),
        aDocument('alerts', 'ab'),
      )
      const ids = async (prefix: string, limit: number): Promise<string[]> =>
        (await reader.withIdPrefix('events', prefix, limit)).map(({ id }) => id)
      expect(await ids('ab-1', 5)).toEqual(['ab-1', 'ab-10'])
      expect(await ids('a', 2)).toEqual(['aB-1', 'ab-1'])
      expect(await reader.withIdPrefix('alerts', 'ab', 5)).toMatchObject([{ id: 'ab' } satisfies Partial<DocumentOf<'alerts'>>])
    })

    test('adds up what an entity did and what was done to it', async () => {
      const one = (id: string, kind: string, parties: readonly [string | null, string | null], timeUs: number): Document =>
        anEventOf(id, {}, { kind, process_id: parties[0], object_id: parties[1], time_us: timeUs })
      const reader = await searchOf(
        one('e1', 'image_load', ['p1', null], 5),
        one('e2', 'image_load', ['p1', null], 3),
        one('e3', 'handle_create', ['p2', 'p1'], 7),
        one('e4', 'handle_create', ['p1', 'p1'], 8),
        one('e5', 'handle_create', ['p2', 'p3'], 9),
      )
      expect(await reader.activity('p1')).toEqual([
        { kind: 'handle_create', role: 'actor', events: 1, firstUs: 8, lastUs: 8 },
        { kind: 'handle_create', role: 'object', events: 1, firstUs: 7, lastUs: 7 },
        { kind: 'image_load', role: 'actor', events: 2, firstUs: 3, lastUs: 5 },
      ])
      expect(await reader.activity('p9')).toEqual([])
    })

    test('adds up handle events that differ in nothing but their time', async () => {
      const read = { object: { type: 'process' }, handle: { granted_access: 0x10, desired_access: 0x1f_ffff } }
      const reader = await searchOf(
        aHandle('e1', read, { time_us: 30 }),
        aHandle('e2', read, { time_us: 10 }),
        aHandle('e3', { handle: { desired_access: 0x40 } }, { time_us: 20, host_id: 'h2' }),
        aHandle(
          'e4',
          { source: { pid: 7 }, recipient: { pid: 8 }, object: { executable: 'C:\\x.exe' } },
          { kind: 'handle_duplicate', object_id: null, time_us: 40 },
        ),
        anEventOf('e5', {}, { kind: 'image_load', process_id: 'p1' }),
      )
      const none = { objectPath: null, objectType: null, access: null, sourcePid: null, recipientPid: null }
      const opened = {
        ...none,
        hostId: '',
        kind: 'handle_create',
        actorId: 'p1',
        objectId: 'p2',
        objectType: 'process',
        access: 0x10,
        events: 2,
        firstUs: 10,
        lastUs: 30,
      }
      const other = {
        ...none,
        hostId: 'h2',
        kind: 'handle_create',
        actorId: 'p1',
        objectId: 'p2',
        access: 0x40,
        events: 1,
        firstUs: 20,
        lastUs: 20,
      }
      const copied = {
        ...none,
        hostId: '',
        kind: 'handle_duplicate',
        actorId: 'p1',
        objectId: null,
        objectPath: 'C:\\x.exe',
        sourcePid: 7,
        recipientPid: 8,
        events: 1,
        firstUs: 40,
        lastUs: 40,
      }
      expect(await reader.handles()).toEqual([opened, other, copied])
      expect(await reader.handles({ hostId: 'h2' })).toEqual([other])
      expect(await reader.handles({ entityIds: ['p2', 'p9'] })).toEqual([opened, other])
      expect(await reader.handles({ entityIds: [] })).toEqual([])
      expect(await reader.handles({ sinceUs: 20, untilUs: 30 })).toEqual([other, { ...opened, events: 1, firstUs: 30 }])
    })
  })
}
