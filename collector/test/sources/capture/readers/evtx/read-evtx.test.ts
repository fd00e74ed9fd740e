import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readEvtx } from '../../../../../src/sources/capture/readers/evtx/read-evtx.ts'
import { aFile, readCapture } from '../../a-capture.ts'
import { captureNote, capturesDirectory, hasCaptures } from '../../shared-captures.ts'

const evtx = (name: string): Buffer => readFileSync(join(capturesDirectory, 'evtx', `${name}.evtx`))
const headerBytes = 4096
const chunkBytes = 64 * 1024

interface Read {
  readonly records: Record<string, Record<string, unknown>>[]
  readonly refused: string[]
  readonly warnings: string[]
}

async function read(bytes: Buffer, pieceBytes = 10_000): Promise<Read> {
  const found: Read = { records: [], refused: [], warnings: [] }
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let offset = 0; offset < bytes.length; offset += pieceBytes) yield bytes.subarray(offset, offset + pieceBytes)
  }
  const sink = {
    record: (value: unknown) => found.records.push(value as (typeof found.records)[number]),
    refuse: (reason: string) => found.refused.push(reason),
  }
  for await (const _bytes of readEvtx(pieces(), sink, (message) => found.warnings.push(message)));
  return found
}

/** Two chunks, of which the first is the file's own. */
function withSecondChunk(file: Buffer): Buffer {
  return Buffer.concat([file, file.subarray(headerBytes, headerBytes + chunkBytes)])
}

test('counts a chunk that is cut off and one that is no chunk, without any capture at hand', async () => {
  const noise = Buffer.alloc(chunkBytes, 0x41)
  const result = await read(Buffer.concat([Buffer.alloc(headerBytes), noise, Buffer.alloc(chunkBytes), noise.subarray(0, 100)]))
  expect(result).toMatchObject({ records: [], refused: ['evtx_record_damaged', 'evtx_chunk_cut_off'] })
  expect(result.warnings).toEqual(['The file has no event log header: it may be a part of a log. Its chunks were read.'])
})

test.skipIf(!hasCaptures)(`reads every record with its own values${captureNote}`, async () => {
  const { records, refused, warnings } = await read(evtx('sysmon10_mimikatz_lsass'))
  expect([refused, warnings]).toEqual([[], []])
  expect(records.map((record) => [record['System']?.['EventID'], record['System']?.['Computer']])).toEqual([
    ['1', 'FS03.offsec.lan'],
    ['1', 'FS03.offsec.lan'],
    ['10', 'FS03.offsec.lan'],
  ])
  expect(records[0]?.['EventData']).toMatchObject({
    ProcessId: '2032',
    Image: 'C:\\TOOLS\\Mimikatzx64\\mimikatz.exe',
    CommandLine: 'mimikatz.exe',
  })
})

test.skipIf(!hasCaptures)(`keeps quotes, ampersands and times to 100 ns as they are in the log${captureNote}`, async () => {
  const { records } = await read(evtx('sysmon1_wmiexec'))
  expect(records[0]?.['EventData']?.['ParentCommandLine']).toContain('echo cd  ^> \\\\127.0.0.1\\C$\\__output 2^>^&1')
  expect(records[0]?.['System']?.['TimeCreated']).toEqual({
    SystemTime: expect.stringMatching(/^2021-04-26T15:03:05\.992\d{4}Z$/) as unknown,
  })
})

test.skipIf(!hasCaptures)(`keeps line breaks inside a value without adding to them${captureNote}`, async () => {
  const { records } = await read(evtx('security4656_mimikatz_sekurlsa'))
  const lists = records.map((record) => record['EventData']?.['AccessList']).filter((list) => typeof list === 'string')
  expect(lists.length).toBeGreaterThan(0)
  for (const list of lists) expect(list).toMatch(/^(%%\d{4}\r?\n\t\t\t\t)+$/)
})

test.skipIf(!hasCaptures)(`reads the same however the file is cut into pieces${captureNote}`, async () => {
  const file = withSecondChunk(evtx('security4656_mimikatz_sekurlsa'))
  const whole = await read(file, file.length)
  expect(whole.records).toHaveLength(14)
  for (const pieceBytes of [1000, 4096, 65_536, 70_001]) expect(await read(file, pieceBytes)).toEqual(whole)
})

test.skipIf(!hasCaptures)(`passes over a broken chunk and reads the next${captureNote}`, async () => {
  const file = withSecondChunk(evtx('security4656_mimikatz_sekurlsa'))
  file.fill(0xee, headerBytes, headerBytes + chunkBytes)
  const { records, refused } = await read(file)
  expect(records).toHaveLength(7)
  expect(refused).toEqual(['evtx_record_damaged'])
})

test.skipIf(!hasCaptures)(`counts the records of a chunk whose beginning is overwritten${captureNote}`, async () => {
  const file = evtx('security4656_mimikatz_sekurlsa')
  file.fill(0, headerBytes + 0x200, headerBytes + 0x2000)
  const { records, refused } = await read(file)
  expect(records.length + refused.length).toBe(7)
  expect(refused.length).toBeGreaterThan(0)
})

test.skipIf(!hasCaptures)(`finds the next record behind one whose length is damaged${captureNote}`, async () => {
  const file = evtx('security4656_mimikatz_sekurlsa')
  const whole = await read(file)
  const sizeAt = headerBytes + 0x200 + 4
  file.writeUInt32LE(file.readUInt32LE(sizeAt) + 8, sizeAt)
  const { records, refused } = await read(file)
  expect(records).toEqual(whole.records.slice(1))
  expect(refused).toEqual(['evtx_record_damaged'])
})

test.skipIf(!hasCaptures)(`reports a damaged log and goes on with the next input${captureNote}`, async () => {
  const file = evtx('sysmon1_12_13_wdigest')
  const damaged = withSecondChunk(file)
  damaged.fill(0x41, headerBytes, headerBytes + chunkBytes)
  const { inputs } = await readCapture([aFile(damaged), aFile(file)])
  expect(inputs[0]).toMatchObject({ format: 'evtx', recordsRead: 4, accepted: 3, rejected: { evtx_record_damaged: 1 }, error: null })
  expect(inputs[1]).toMatchObject({ recordsRead: 3, accepted: 0, skipped: { repeated_record: 3 }, rejected: {}, warnings: [] })
})

test.skipIf(!hasCaptures)(`survives any damage and accounts for at least as many records as it reads${captureNote}`, async () => {
  const file = evtx('sysmon10_mimikatz_lsass')
  const change = fc.record({ at: fc.integer({ min: headerBytes, max: headerBytes + 0x3000 }), byte: fc.integer({ min: 0, max: 255 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 30 }), async (changes) => {
      const damaged = Buffer.from(file)
      for (const { at, byte } of changes) damaged[at] = byte
      const { records, refused, warnings } = await read(damaged)
      expect(records.length + refused.length + warnings.length).toBeGreaterThan(0)
    }),
    { numRuns: 100 },
  )
})
