import { expect, test } from 'vitest'

import { aFile, aProcessAccess, aProcessCreate, asEvtxDump, asLines, asWinlogbeat, many, readCapture } from './a-capture.ts'

const records = [aProcessCreate({ CommandLine: 'cmd /c "é 漢字 😀"' }), aProcessAccess()]
const lines = asLines(...records)

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

test.each([
  ['plain', lines],
  ['without a line end at the end', lines.trimEnd()],
  ['with CRLF', lines.replaceAll('\n', '\r\n')],
  ['with empty lines', `\n\n${lines.replaceAll('\n', '\n \n')}`],
  ['with a UTF-8 byte order mark', `\ufeff${lines}`],
  ['as UTF-16 little endian', utf16(lines, false)],
  ['as UTF-16 big endian', utf16(lines, true)],
  ['as UTF-16 little endian without a byte order mark', utf16(lines, false).subarray(2)],
  ['as UTF-16 big endian without a byte order mark', utf16(lines, true).subarray(2)],
  ['as one array', JSON.stringify(records)],
  ['as an indented array', JSON.stringify(records, null, 2)],
  ['as indented objects', records.map((record) => JSON.stringify(record, null, 4)).join('\r\n')],
  ['as an array with one record a line', `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]`],
  ['as evtx_dump prints them', records.map((record, index) => `Record ${index + 1}\n${JSON.stringify(record, null, 2)}\n`).join('')],
  ['as an array in UTF-16', utf16(JSON.stringify(records, null, 2), false)],
])('reads records %s', async (_form, content) => {
  const { events, input } = await readCapture(aFile(content))
  expect(events.map(({ kind }) => kind)).toEqual(['process_create', 'handle_create'])
  expect(events[0]).toMatchObject({ commandLine: 'cmd /c "é 漢字 😀"' })
  expect(input).toMatchObject({ recordsRead: 2, accepted: 2, rejected: {}, error: null })
})

test.each([
  ['json-lines-flat', lines],
  ['json-lines-nested', asLines(asWinlogbeat(aProcessCreate()))],
  ['json-lines-nested', asLines(asEvtxDump(aProcessCreate()))],
  ['json', JSON.stringify(records)],
])('calls the format %s', async (format, content) => {
  expect((await readCapture(aFile(content))).input.format).toBe(format)
})

test('counts an object of an array that is damaged and reads the ones after it', async () => {
  const { events, input } = await readCapture(aFile(`[${JSON.stringify(records[0])}, {"EventID": nothing}, ${JSON.stringify(records[1])}]`))
  expect(events.map(({ kind }) => kind)).toEqual(['process_create', 'handle_create', 'gap'])
  expect(input.samples[0]).toMatch(/^record 2: malformed_json: /)
})

test('counts the record in whose middle an array ends', async () => {
  const { input } = await readCapture(aFile(JSON.stringify(records).slice(0, -20)))
  expect(input).toMatchObject({ accepted: 1, rejected: { malformed_json: 1 } })
})

test('reads a capture whose characters are cut by every read', async () => {
  const text = asLines(...many(3000, (index) => aProcessCreate({ CommandLine: '漢'.repeat(index % 200) })))
  const { events } = await readCapture(aFile(text))
  expect(events.map((event) => (event.kind === 'process_create' ? (event.commandLine?.length ?? 0) : -1))).toEqual(
    Array.from({ length: 3000 }, (_, index) => index % 200),
  )
  expect(JSON.stringify(events)).not.toContain('\ufffd')
})
