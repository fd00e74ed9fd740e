import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import {
  aDirectory,
  aFile,
  aProcessAccess,
  aProcessCreate,
  aSecurityRecord,
  asEvtxDump,
  asLines,
  asWinlogbeat,
  many,
  numbered,
  readCapture,
} from './a-capture.ts'
import { aZip } from './an-archive.ts'

const records = numbered(aProcessCreate(), aProcessAccess(), aSecurityRecord(4689, { ProcessId: '0x10' }))
const lines = asLines(...records)

function accepted(inputs: readonly { readonly accepted: number }[]): number[] {
  return inputs.map((input) => input.accepted)
}

test.each([
  ['under another name', () => aFile(lines, 'copy.log')],
  ['compressed', () => aFile(gzipSync(lines), 'capture.json.gz')],
  ['in an archive', () => aFile(aZip({ name: 'x/y.json', content: Buffer.from(lines) }))],
  ['as an array', () => aFile(JSON.stringify(records))],
  ['as Winlogbeat ships it', () => aFile(asLines(...records.map((record) => asWinlogbeat(record, '2020-09-22T08:37:46.710Z'))))],
  ['as evtx_dump writes it', () => aFile(asLines(...records.map((record) => asEvtxDump(record, '2020-09-22T08:37:46.000123Z'))))],
  ['twice in one file', () => aFile(lines + lines)],
])('counts a capture once when it comes again %s', async (_how, copy) => {
  const { events, inputs } = await readCapture([aFile(lines), copy()])
  expect(events).toHaveLength(3)
  expect(inputs[1]?.accepted).toBe(0)
  expect(inputs[1]?.skipped['repeated_record']).toBeGreaterThanOrEqual(3)
})

test('takes of an overlapping capture what is new, in whatever order they come', async () => {
  const all = many(6, (index) => aProcessAccess({ UtcTime: `2020-09-22 08:37:4${index}.000` }))
  const older = aFile(asLines(...all.slice(0, 4)))
  const newer = aFile(asLines(...all.slice(2)))
  expect(accepted((await readCapture([older, newer])).inputs)).toEqual([4, 2])
  expect(accepted((await readCapture([newer, older])).inputs)).toEqual([4, 2])
})

test.each([
  ['at another time, as after the log was cleared', { UtcTime: '2020-09-22 09:00:00.000' }],
  ['on another host', { Hostname: 'DESK2' }],
  ['about another process', { TargetProcessId: '4001' }],
])('takes a record with the same number %s for another one', async (_what, fields) => {
  const { events } = await readCapture(aFile(asLines(aProcessAccess(), aProcessAccess(fields))))
  expect(events).toHaveLength(2)
})

test('takes records without a number as they come', async () => {
  for (const RecordNumber of [undefined, 0, '0', '']) {
    const record = aProcessAccess({ RecordNumber })
    expect((await readCapture(aFile(asLines(record, record)))).events).toHaveLength(2)
  }
})

test('knows a record again whose fraction of a second was rounded elsewhere', async () => {
  const at = (time: string): unknown => asEvtxDump(aSecurityRecord(4689, { ProcessId: '0x10' }), time)
  const { events } = await readCapture(aFile(asLines(at('2020-09-22T08:37:46.999600Z'), at('2020-09-22T08:37:47.000Z'))))
  expect(events).toHaveLength(1)
})

test('remembers many records', async () => {
  const text = asLines(...many(30_000, () => aProcessAccess()))
  expect(accepted((await readCapture([aFile(text), aFile(gzipSync(text))])).inputs)).toEqual([30_000, 0])
})

test('gives a copy the ids of the original when it is read alone', async () => {
  const directory = aDirectory()
  mkdirSync(join(directory, 'copies'))
  writeFileSync(join(directory, 'a.json'), lines)
  writeFileSync(join(directory, 'copies', 'b.json'), lines)
  const ids = async (path: string) => (await readCapture(path)).batches.map(({ bootId }) => Buffer.from(bootId).toString('hex'))
  expect(await ids(join(directory, 'copies', 'b.json'))).toEqual(await ids(join(directory, 'a.json')))
})
