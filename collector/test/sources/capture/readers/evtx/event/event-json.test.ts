import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type TestRecord, type XmlNode, aChunk, anEventLog } from '../a-chunk.ts'
import { aData, aDataTemplate, anEvent, anEventWith, bytesOf, none, systemTimeText, text, unsigned } from '../a-record.ts'
import { readLog } from '../read-log.ts'
import { anyText, anyValue } from '../binary-xml/an-arbitrary-value.ts'

async function readOne(record: TestRecord): Promise<Readonly<Record<string, unknown>>> {
  const { records, refused, warnings } = await readLog(anEventLog([aChunk([record])]))
  expect([refused, warnings]).toEqual([[], []])
  return records[0] ?? {}
}

const strings = (...texts: readonly string[]) => bytesOf(0x81, ...Buffer.from(texts.map((one) => `${one}\0`).join(''), 'utf16le'))

test('reads what an event says of itself', async () => {
  const { System } = await readOne(anEventWith({}))
  expect(System).toEqual({
    Provider: { Name: 'Microsoft-Windows-Sysmon' },
    EventID: '10',
    Keywords: '0x8000000000000000',
    TimeCreated: { SystemTime: systemTimeText },
    EventRecordID: '9007199254740993',
    Execution: { ProcessID: '4', ThreadID: '4' },
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Computer: 'DESK1',
    Security: {},
  })
})

test('reads the event id of an event with qualifiers', async () => {
  const { System } = await readOne(
    anEvent({ template: aDataTemplate([]), values: [] }, { eventId: 7045, qualifiers: unsigned(0x06, 2, 16_384n) }),
  )
  expect(System).toMatchObject({ EventID: '7045' })
})

test('reads any values under any names, in any number of records that share a template', async () => {
  const field = fc.record({ name: anyText.filter((name) => name !== ''), expected: anyValue })
  const fields = fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fields, fc.integer({ min: 1, max: 4 }), async (wanted, repeats) => {
      const template = aDataTemplate(wanted.map(({ name }) => name))
      const record = anEvent({ template, values: wanted.map(({ expected: { type, bytes } }) => ({ type, bytes })) })
      const { records, refused } = await readLog(anEventLog([aChunk(Array.from({ length: repeats }, () => record))]))
      expect(refused).toEqual([])
      const named = new Map(wanted.map(({ name, expected }) => [name, expected.text]))
      expect(records.map(({ EventData }) => new Map(Object.entries(EventData ?? {})))).toEqual(Array.from({ length: repeats }, () => named))
    }),
    { numRuns: 300 },
  )
})

test('reads records without a template the same, with the ids that only templates should have and without', async () => {
  const plain: XmlNode = {
    element: 'Event',
    content: [
      { element: 'System', content: [{ element: 'EventID', content: ['1'] }] },
      { element: 'EventData', content: [aData('Image', ['C:\\', 'a.exe']), aData('Empty', [])] },
    ],
  }
  const expected = { System: { EventID: '1' }, EventData: { Image: 'C:\\a.exe', Empty: '' } }
  expect(await readOne({ body: { plain } })).toMatchObject(expected)
  expect(await readOne({ body: { plain, hasDependencyIds: true } })).toMatchObject(expected)
})

test('reads numbers, times, entities and character references that stand between the tags', async () => {
  const number = { raw: [0x05, 0x08, 1, 1, 0, 0] }
  const time = { raw: [0x05, 0x11, 0, 0, 0, 0, 0, 0, 0, 0] }
  const reference = { raw: [0x48, 0x41, 0] }
  const data = { raw: [0x07, 2, 0, 0x3c, 0, 0x26, 0] }
  const plain: XmlNode = {
    element: 'Event',
    content: [
      { element: 'System' },
      { element: 'EventData', content: [aData('A', [number]), aData('B', [time]), aData('C', [reference, data, '!'])] },
    ],
  }
  const { EventData } = await readOne({ body: { plain } })
  expect(EventData).toEqual({ A: '257', B: '1601-01-01T00:00:00.0000000Z', C: 'A<&!' })
})

test('gives values without names as a list, one for each part of a list', async () => {
  const template = aDataTemplate([undefined, undefined, undefined])
  const { EventData } = await readOne(anEvent({ template, values: [text('one'), strings('two', 'three'), none()] }))
  expect(EventData).toEqual({ Data: ['one', 'two', 'three', ''] })
})

test('keeps the order of values with and without names', async () => {
  const { EventData } = await readOne(anEvent({ template: aDataTemplate(['A', undefined]), values: [text('one'), text('two')] }))
  expect(EventData).toEqual({ Data: [{ Name: 'A', '#text': 'one' }, { '#text': 'two' }] })
})

test('joins the parts of a list under a name', async () => {
  expect((await readOne(anEventWith({ List: strings('one', 'two') })))['EventData']).toEqual({ List: 'one, two' })
})

test('numbers values whose name comes again', async () => {
  const { EventData } = await readOne(
    anEvent({ template: aDataTemplate(['A', 'A_1', 'A', 'A']), values: [text('1'), text('2'), text('3'), text('4')] }),
  )
  expect(EventData).toEqual({ A: '1', A_1: '2', A_2: '3', A_3: '4' })
})

test('takes names that every JavaScript object has for what they are', async () => {
  const { EventData } = await readOne(anEventWith({ ['__proto__']: text('1'), constructor: text('2') }))
  expect(Object.entries(EventData ?? {})).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
})

test('reads user data with its elements, attributes and lists of elements', async () => {
  const template: XmlNode = {
    element: 'UserData',
    content: [
      {
        element: 'LogFileCleared',
        attributes: { xmlns: ['urn:x'], Kind: ['full'] },
        content: [
          { element: 'SubjectUserName', content: [{ value: 0 }] },
          { element: 'Part', content: ['1'] },
          { element: 'Part', content: ['2'] },
        ],
      },
    ],
  }
  const record = await readOne(anEvent({ template, values: [text('admin')] }))
  expect(record['UserData']).toEqual({ LogFileCleared: { Kind: 'full', SubjectUserName: 'admin', Part: '1', Part_1: '2' } })
  expect(record['EventData']).toBeUndefined()
})

test('reads binary XML in a value, with and without a template, as elements of its own', async () => {
  const inner: XmlNode = { element: 'Detail', content: [{ element: 'Size', content: [{ value: 0 }] }] }
  const plain: XmlNode = { element: 'Detail', content: ['x'] }
  const { EventData } = await readOne(
    anEventWith({ A: { embedded: { template: inner, values: [unsigned(0x08, 4, 9n)] } }, B: { embedded: { plain } }, C: text('c') }),
  )
  expect(EventData).toEqual({ A: { Detail: { Size: '9' } }, B: { Detail: 'x' }, C: 'c' })
})

test('takes a value that the template names and the record lacks for none', async () => {
  const { EventData } = await readOne(anEvent({ template: aDataTemplate(['A', 'B']), values: [text('a')] }))
  expect(EventData).toEqual({ A: 'a', B: '' })
})
