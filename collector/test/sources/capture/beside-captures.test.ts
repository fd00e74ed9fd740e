import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { createCaptureSource } from '../../../src/sources/capture/capture-source.ts'
import { aDirectory, aFile, aProcessAccess, aProcessCreate, aSysmonRecord, asEvtxDump, asLines, many, readCapture } from './a-capture.ts'
import { aTar, aZip } from './an-archive.ts'

const capture = asLines(aProcessCreate(), aProcessAccess())

async function passedOver(path: string): Promise<readonly (readonly [string, string])[]> {
  const source = createCaptureSource([path], { agentVersion: 'test' })
  while ((await source.next(new AbortController().signal)) !== undefined);
  return source.passedOver().map((passed) => [passed.path.slice(path.length + 1), passed.reason])
}

test('says what it passed over in a directory, and what it is', async () => {
  const directory = aDirectory()
  const files: Record<string, string | Buffer> = {
    'a.json': capture,
    'b.bz2': Buffer.from('BZh91AY&SY'),
    'c.csv': 'Level,Date and Time,Source,Event ID\nInformation,1/2/2024,Sysmon,1\n',
    'd.xz': Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    'e.zst': Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]),
    'f.7z': Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
    'package.json': '{"name": "not a capture", "dependencies": {"a": "1"}}',
    'read.me': 'Recorded on a Tuesday.\n',
    'z.xml': '<?xml version="1.0"?><project><Event/></project>',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  expect(await passedOver(directory)).toEqual([
    ['b.bz2', 'bzip2'],
    ['c.csv', 'csv'],
    ['d.xz', 'xz'],
    ['e.zst', 'zstd'],
    ['f.7z', '7z'],
    ['package.json', 'JSON without event records'],
    ['read.me', 'no capture'],
    ['z.xml', 'no capture'],
  ])
})

test('declares nothing lost for a file that nobody named and that is no capture', async () => {
  const directory = aDirectory()
  writeFileSync(join(directory, 'a.json'), capture)
  writeFileSync(join(directory, 'tsconfig.json'), '{\n  // a comment\n  "strict": true,\n}\n')
  const { events, inputs } = await readCapture(directory)
  expect(events.map(({ kind }) => kind)).toEqual(['process_create', 'handle_create'])
  expect(inputs).toHaveLength(1)
})

test('reads a capture of a directory whose first record is larger than what is looked at first', async () => {
  const directory = aDirectory()
  const script = aSysmonRecord(4104, { SourceName: 'Microsoft-Windows-PowerShell', ScriptBlockText: 'x'.repeat(300_000) })
  writeFileSync(join(directory, 'a.json'), asLines({ A: 'y'.repeat(100_000), ...asEvtxDump(script) }, aProcessCreate()))
  writeFileSync(join(directory, 'b.json'), JSON.stringify([asEvtxDump(script), aProcessAccess()], null, 1))
  expect((await readCapture(directory)).inputs).toMatchObject([{ accepted: 2 }, { accepted: 1, skipped: { repeated_record: 1 } }])
})

test.each([
  ['bzip2', Buffer.from('BZh91AY&SY'), 'bzip2 -dk'],
  ['a table', 'Level,Date and Time,Source,Event ID\nInformation,1/2/2024,Sysmon,1\n', '.evtx'],
  ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), '7z x'],
])('says of %s what it is and what to do', async (_what, content, advice) => {
  await expect(readCapture(aFile(content))).rejects.toThrow(advice)
})

test('follows links to directories, and not in circles', async () => {
  const directory = aDirectory()
  const elsewhere = aDirectory()
  writeFileSync(join(elsewhere, 'a.json'), capture)
  symlinkSync(elsewhere, join(directory, 'linked'))
  mkdirSync(join(directory, 'inner'))
  symlinkSync(directory, join(directory, 'inner', 'circle'))
  expect((await readCapture(directory)).inputs).toMatchObject([{ path: join(directory, 'linked', 'a.json'), accepted: 2 }])
  expect(await passedOver(directory)).toEqual([['inner/circle', 'a link to a directory that is read elsewhere']])
})

test('reads a pipe', async () => {
  const pipe = join(aDirectory(), 'pipe')
  await promisify(execFile)('mkfifo', [pipe])
  const writing = promisify(execFile)('sh', ['-c', 'cat "$1" > "$2"', 'sh', aFile(capture), pipe])
  expect((await readCapture(pipe)).input).toMatchObject({ path: pipe, accepted: 2, error: null })
  await writing
})

const whole = asLines(...many(5000, (index) => aProcessAccess({ CallTrace: `x${Math.sin(index)}` })))

test.each([
  ['a line end', '\n'],
  ['text', 'foreign bytes'],
  ['zeros', '\0\0\0\0'],
  ['the first byte of a member', Buffer.from([0x1f])],
  ['many bytes', Buffer.alloc(200_000, 7)],
])('reads all of a gzip file with %s behind its end, and says so', async (_what, trailing) => {
  const content = Buffer.concat([gzipSync(whole), Buffer.from(trailing)])
  const { input } = await readCapture(aFile(content))
  expect(input).toMatchObject({ accepted: 5000, rejected: {}, error: null })
  expect(input.warnings).toHaveLength(1)
  expect(input.warnings[0]).toMatch(/behind the end of the compressed data/)
})

test('reads a gzip file of several members with names and comments', async () => {
  const lines = whole.split('\n')
  const half = gzipSync(lines.slice(0, 2500).join('\n'))
  const header = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0x1c, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66]), Buffer.from('name\0comment\0')])
  const named = Buffer.concat([header, gzipSync(`\n${lines.slice(2500).join('\n')}`).subarray(10)])
  const { input } = await readCapture(aFile(Buffer.concat([half, named])))
  expect(input).toMatchObject({ accepted: 5000, error: null, warnings: [] })
})

test('tells a gzip file with a wrong checksum from one with foreign bytes', async () => {
  const content = gzipSync(whole)
  content[content.length - 6] = (content.at(-6) ?? 0) ^ 1
  const { input } = await readCapture(aFile(content))
  expect(input.accepted).toBe(5000)
  expect(input.error).toContain('does not match its checksum')
})

test('reads a tar.gz file with a byte behind its end as one input', async () => {
  const tar = gzipSync(await aTar({ name: 'a.json', content: Buffer.from(capture) }))
  const { inputs } = await readCapture(aFile(Buffer.concat([tar, Buffer.from('\n')])))
  expect(inputs).toMatchObject([{ accepted: 2, error: null, warnings: [expect.stringContaining('1 byte stands behind') as unknown] }])
})

test.each(['\n', 'foreign bytes', '\0'.repeat(1000)])('reads a zip file with %j behind its end', async (trailing) => {
  const zip = Buffer.concat([aZip({ name: 'a.json', content: Buffer.from(capture) }), Buffer.from(trailing)])
  expect((await readCapture(aFile(zip))).input).toMatchObject({ accepted: 2, error: null })
})

test.each(['C:/b.json', '/var/log/b.json', '../b.json', 'a\\b.json', '..\\..\\b.json'])(
  'reads a member called %s and the ones behind it',
  async (name) => {
    const other = asLines(aProcessAccess({ RecordNumber: 999 }))
    const zip = aZip({ name, content: Buffer.from(capture) }, { name: 'c.json', content: Buffer.from(other) })
    const path = aFile(zip)
    expect((await readCapture(path)).inputs).toMatchObject([
      { path: `${path}!${name}`, accepted: 2 },
      { path: `${path}!c.json`, accepted: 1 },
    ])
  },
)
