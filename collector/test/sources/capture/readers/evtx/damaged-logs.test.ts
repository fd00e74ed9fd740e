import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { captureNote, capturesDirectory, hasCaptures } from '../../shared-captures.ts'
import { type TestRecord, aChunk, aFileHeader, anEventLog, sealChunk } from './a-chunk.ts'
import { anEventWith, none, text, unsigned } from './a-record.ts'
import { type ReadLog, readLog } from './read-log.ts'

const fileHeaderBytes = 4096
const chunkBytes = 64 * 1024

/** A record that says which it is. */
function aRecord(index: number): TestRecord {
  return anEventWith({ Index: unsigned(0x08, 4, BigInt(index)), Text: text(`text of ${index}`) })
}

function records(count: number, from = 0): TestRecord[] {
  return Array.from({ length: count }, (_, index) => aRecord(from + index))
}

function indexes({ records: found }: ReadLog): number[] {
  return found.map(({ EventData }) => Number(EventData?.['Index']))
}

test('reads a log without its file header, and says so', async () => {
  const file = anEventLog([aChunk(records(3)), aChunk(records(2, 3), { firstNumber: 4n })])
  for (const bytes of [file.subarray(fileHeaderBytes), Buffer.concat([Buffer.alloc(fileHeaderBytes), file.subarray(fileHeaderBytes)])]) {
    const found = await readLog(bytes)
    expect(indexes(found)).toEqual([0, 1, 2, 3, 4])
    expect(found.refused).toEqual([])
    expect(found.warnings).toEqual(['The file has no event log header: it may be a part of a log. Its chunks were read.'])
  }
})

test('tells of chunks that the file header knows and the file lacks', async () => {
  const { warnings } = await readLog(Buffer.concat([aFileHeader(3), aChunk(records(1)).bytes]))
  expect(warnings).toEqual(['The file ends early: its header tells of 3 chunks, it holds 1.'])
})

test('passes over chunks that were never used', async () => {
  const unused = { bytes: Buffer.alloc(chunkBytes), offsets: [] }
  const found = await readLog(anEventLog([aChunk(records(1)), unused, aChunk(records(1, 1), { firstNumber: 2n })]))
  expect([indexes(found), found.refused, found.warnings]).toEqual([[0, 1], [], []])
})

test('finds the chunks again where bytes are missing or too many', async () => {
  const [first, second] = [aChunk(records(2)), aChunk(records(2, 2), { firstNumber: 3n })]
  const tooMany = await readLog(Buffer.concat([aFileHeader(2), first.bytes, Buffer.alloc(1000, 0xee), second.bytes]))
  expect([indexes(tooMany), tooMany.refused]).toEqual([[0, 1, 2, 3], ['evtx_chunk_cut_off: 1000 bytes are part of no chunk']])
  const missing = await readLog(Buffer.concat([aFileHeader(2), first.bytes.subarray(0, first.offsets[1]), second.bytes]))
  expect(indexes(missing)).toEqual([0, 2, 3])
  expect(missing.refused).toEqual([expect.stringMatching(/^evtx_chunk_cut_off: its chunk ends \d+ bytes early$/)])
})

test('reads what is whole of a chunk that is cut off, and counts the rest', async () => {
  const { bytes, offsets } = aChunk(records(5))
  const found = await readLog(Buffer.concat([aFileHeader(1), bytes.subarray(0, (offsets[3] ?? 0) + 20)]))
  expect(indexes(found)).toEqual([0, 1, 2])
  expect(found.refused).toHaveLength(2)
  expect(found.warnings).toEqual([])
})

test('reads the records that are newer than the head of their chunk, but no leftovers of earlier use', async () => {
  const dirty = await readLog(anEventLog([aChunk(records(5), { headed: 3 })], { isDirty: true }))
  expect([indexes(dirty), dirty.refused, dirty.warnings]).toEqual([[0, 1, 2, 3, 4], [], []])
  const justBegun = await readLog(anEventLog([aChunk(records(2), { headed: 0 })], { isDirty: true }))
  expect([indexes(justBegun), justBegun.refused]).toEqual([[0, 1], []])
  const leftover = { ...aRecord(9), number: 2n }
  const reused = await readLog(anEventLog([aChunk([...records(3), leftover], { headed: 3 })]))
  expect([indexes(reused), reused.refused]).toEqual([[0, 1, 2], []])
})

test('counts a damaged record of a log whose head is older than its last records', async () => {
  for (const headed of [3, 4, 5]) {
    const chunk = aChunk(records(6), { headed })
    chunk.bytes.fill(0xee, chunk.offsets[1], chunk.offsets[2])
    const found = await readLog(anEventLog([chunk], { isDirty: true }))
    expect([headed, indexes(found), found.refused.length]).toEqual([headed, [0, 2, 3, 4, 5], 1])
  }
})

test('counts no record twice when the head tells of an end that comes too early', async () => {
  const chunk = aChunk(records(4))
  chunk.bytes.writeUInt32LE(chunk.offsets[1] ?? 0, 0x30)
  sealChunk(chunk.bytes)
  const found = await readLog(anEventLog([chunk]))
  expect([indexes(found), found.refused]).toEqual([[0, 1, 2, 3], []])
})

test('one record that cannot be read costs one record, with the reason', async () => {
  const chunk = aChunk(records(5))
  chunk.bytes.writeUInt8(0x1f, (chunk.offsets[2] ?? 0) + 28)
  sealChunk(chunk.bytes)
  const found = await readLog(anEventLog([chunk]))
  expect(indexes(found)).toEqual([0, 1, 3, 4])
  expect(found.refused).toEqual([expect.stringMatching(/^evtx_record_damaged: 0x1f at offset \d+ of its chunk is no token of binary XML$/)])
})

test('a record whose size is damaged costs one record, whether or not the chunk has a head', async () => {
  for (const hasHead of [true, false]) {
    const chunk = aChunk(records(6))
    for (const index of [1, 4]) chunk.bytes.writeUInt32LE(0xffff_ffff, (chunk.offsets[index] ?? 0) + 4)
    if (!hasHead) chunk.bytes.fill(0, 0, 0x200)
    const found = await readLog(anEventLog([chunk]))
    expect([indexes(found), found.refused.length]).toEqual([[0, 2, 3, 5], 2])
  }
})

test('warns once of all chunks that do not match their checksums', async () => {
  const damaged = Array.from({ length: 3 }, () => aChunk(records(1)))
  for (const { bytes } of damaged) bytes.writeUInt8(0xff, 0x7c)
  const { warnings } = await readLog(anEventLog([aChunk(records(1)), ...damaged]))
  expect(warnings).toEqual(['3 chunks, first chunk 2, do not match their checksums: their records may be damaged.'])
})

test('does not warn of checksums of a log that was copied while Windows wrote to it', async () => {
  const chunk = aChunk(records(1))
  chunk.bytes.writeUInt8(0xff, 0x7c)
  expect((await readLog(anEventLog([chunk], { isDirty: true }))).warnings).toEqual([])
  expect((await readLog(anEventLog([chunk]))).warnings).toHaveLength(1)
})

test('reads the same however the file arrives', async () => {
  const file = anEventLog(Array.from({ length: 4 }, (_, index) => aChunk(records(3, index * 3), { firstNumber: BigInt(index * 3 + 1) })))
  const whole = await readLog(file, file.length)
  expect([indexes(whole).length, whole.byteCount]).toEqual([12, file.length])
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 500, max: 200_000 }), async (pieceBytes) => {
      expect(await readLog(file, pieceBytes)).toEqual(whole)
    }),
    { numRuns: 20 },
  )
})

test('any bytes changed anywhere cost no more than what they touch, and nothing silently', async () => {
  const template = records(20)
  const change = fc.record({ at: fc.integer({ min: fileHeaderBytes, max: fileHeaderBytes + 0x2800 }), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const file = anEventLog([aChunk(template)])
      for (const { at, byte } of changes) file[at] = byte
      const found = await readLog(file)
      expect(found.records.length + found.refused.length + found.warnings.length).toBeGreaterThanOrEqual(20)
    }),
    { numRuns: 300 },
  )
})

const samples = ['security4656_mimikatz_sekurlsa', 'sysmon10_mimikatz_lsass', 'sysmon1_12_13_wdigest']

test.skipIf(!hasCaptures)(`survives any damage to public captures and loses nothing silently${captureNote}`, async () => {
  const files = samples.map((name) => readFileSync(join(capturesDirectory, 'evtx', `${name}.evtx`)))
  const whole = await Promise.all(files.map((file) => readLog(file)))
  const change = fc.record({ at: fc.integer({ min: 0, max: 0x3000 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }) })
  await fc.assert(
    fc.asyncProperty(fc.nat(samples.length - 1), fc.array(change, { minLength: 1, maxLength: 20 }), async (index, changes) => {
      const damaged = Buffer.from(files[index] ?? [])
      for (const { at, bytes } of changes) damaged.set(bytes, fileHeaderBytes + at)
      const { records: found, refused, warnings } = await readLog(damaged)
      const isAccounted = found.length + refused.length >= (whole[index]?.records.length ?? 0)
      expect(isAccounted || warnings.length > 0).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('a value of none stands for no text in every place', async () => {
  const { records: found } = await readLog(anEventLog([aChunk([anEventWith({ A: none(), B: text('') })])]))
  expect(found[0]?.['EventData']).toEqual({ A: '', B: '' })
})
