import { expect, test } from 'vitest'

import { aFile, aProcessAccess, aProcessCreate, asLines, eventsOfKind, readCapture } from './a-capture.ts'
import { exportedRecords, xmlOf } from './record/exports.ts'

const create = aProcessCreate({ User: 'CORP\\josé', CommandLine: 'cmd /c "€ Ÿ"' })

function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('€', '\u0080').replaceAll('Ÿ', '\u009f'), 'latin1')
}

test.each([
  ['lines', asLines(create, aProcessAccess())],
  ['an array', JSON.stringify([create, aProcessAccess()], null, 2)],
])('reads %s in Windows-1252, and says so', async (_form, text) => {
  const { events, input } = await readCapture(aFile(windows1252(text)))
  expect(eventsOfKind(events, 'process_create')).toMatchObject([{ userName: 'CORP\\josé', commandLine: 'cmd /c "€ Ÿ"' }])
  expect(input.warnings).toEqual([expect.stringContaining('1 record is not UTF-8 and was read as Windows-1252')])
})

test('leaves a replacement character that stands in the capture alone', async () => {
  const { events, input } = await readCapture(aFile(asLines(aProcessCreate({ User: 'CORP\\jos\ufffd' }))))
  expect(events).toMatchObject([{ userName: 'CORP\\jos\ufffd' }])
  expect(input.warnings).toEqual([])
})

const xml = exportedRecords.map((record) => xmlOf(record))

test.each([
  ['as Event Viewer saves it', `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>${xml.join('')}</Events>`],
  ['as python-evtx writes it', `<?xml version="1.1" encoding="utf-8" standalone="yes" ?>\n<Events>\n${xml.join('\n')}\n</Events>`],
  ['as wevtutil prints it', xml.join('\r\n')],
  ['indented', xml.join('\n').replaceAll('><', '>\n  <')],
  ['with single quotes', exportedRecords.map((record) => xmlOf(record, "'")).join('')],
  ['in UTF-16 with a mark', Buffer.from(`\ufeff<Events>${xml.join('')}</Events>`, 'utf16le')],
  ['in UTF-16 without a mark', Buffer.from(`<Events>${xml.join('')}</Events>`, 'utf16le')],
])('reads events as XML %s', async (_form, content) => {
  const { events, input } = await readCapture(aFile(content))
  expect(input).toMatchObject({ format: 'xml', recordsRead: 3, accepted: 3, rejected: {}, error: null })
  expect(events.map(({ kind }) => kind).toSorted()).toEqual(['handle_create', 'process_create', 'process_create'])
  expect(eventsOfKind(events, 'process_create')[0]).toMatchObject({ userName: 'LAB7\\müller', commandLine: 'probe.exe /all "a b"' })
})

test('counts an event of XML that is cut off and reads the ones around it', async () => {
  const [one = '', two = '', three = ''] = xml
  const { input } = await readCapture(aFile(`<Events>${one}${two.slice(0, 400)}${three}</Events>`))
  expect(input).toMatchObject({ accepted: 2, rejected: { malformed_xml: 1 } })
  expect((await readCapture(aFile(`<Events>${one}${two.slice(0, 400)}`))).input).toMatchObject({
    accepted: 1,
    rejected: { malformed_xml: 1 },
  })
})

test('reads entities, character references and CDATA of XML', async () => {
  const [one = ''] = xml
  const text = one.replace('probe.exe /all "a b"', '&lt;a&gt; &#x41;&#66; <![CDATA[<&>]]> &amp;amp;')
  expect((await readCapture(aFile(text))).events).toMatchObject([{ commandLine: '<a> AB <&> &amp;' }])
})
