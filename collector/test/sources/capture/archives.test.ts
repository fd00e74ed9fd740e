import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { createCaptureSource } from '../../../src/sources/capture/capture-source.ts'
import { aFile, aProcessAccess, aProcessCreate, asLines, readCapture } from './a-capture.ts'
import { aTar, aZip } from './an-archive.ts'

const capture = Buffer.from(asLines(aProcessCreate(), aProcessAccess()))
const other = Buffer.from(asLines(aProcessAccess({ RecordNumber: 999 })))
const readMe = Buffer.from('Recorded on a Tuesday.\n')
const zeros = Buffer.alloc(40 * 1024 * 1024)

test('reads every capture of a zip file and passes over what is none', async () => {
  const path = aFile(
    aZip({ name: 'README.md', content: readMe }, { name: 'day/a.json', content: capture }, { name: 'b.json', content: other, method: 0 }),
  )
  const { events, inputs } = await readCapture(path)
  expect(events).toHaveLength(3)
  expect(inputs.map((input) => [input.path, input.accepted, input.bytes, input.error])).toEqual([
    [`${path}!day/a.json`, 2, capture.length, null],
    [`${path}!b.json`, 1, other.length, null],
  ])
})

test.each([
  ['tar', (tar: Buffer) => tar],
  ['tar.gz', (tar: Buffer) => gzipSync(tar)],
])('reads every capture of a %s file and passes over what is none', async (name, wrap) => {
  const tar = await aTar(
    { name: 'README.md', content: readMe },
    { name: 'day/a.json', content: capture },
    { name: 'b.json', content: other },
  )
  const path = aFile(wrap(tar), `captures.${name}`)
  const { events, inputs } = await readCapture(path)
  expect(events).toHaveLength(3)
  expect(inputs.map((input) => [input.path, input.accepted, input.error])).toEqual([
    [`${path}!day/a.json`, 2, null],
    [`${path}!b.json`, 1, null],
  ])
})

test('reads a compressed file', async () => {
  const path = aFile(gzipSync(capture), 'a.json.gz')
  const { events, input } = await readCapture(path)
  expect(events).toHaveLength(2)
  expect(input).toMatchObject({ path, bytes: capture.length, error: null })
})

test('goes by the content of a file, not by its name', async () => {
  const { events } = await readCapture(aFile(aZip({ name: 'a.txt', content: capture }), 'capture.log'))
  expect(events).toHaveLength(2)
})

test('gives the same events the same ids in whatever archive they lie', async () => {
  const paths = [
    aFile(capture, 'a.json'),
    aFile(aZip({ name: 'x/a.json', content: capture })),
    aFile(await aTar({ name: 'a.json', content: capture })),
  ]
  const reads = await Promise.all(paths.map((path) => readCapture(path)))
  const ids = reads.map(({ batches }) => batches.map(({ bootId, firstSequence }) => [Buffer.from(bootId).toString('hex'), firstSequence]))
  expect(ids[1]).toEqual(ids[0])
  expect(ids[2]).toEqual(ids[0])
})

test('refuses a zip file that is cut off', async () => {
  const zip = aZip({ name: 'a.json', content: capture })
  await expect(readCapture(aFile(zip.subarray(0, -30)))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
})

test('reads the records before the place where a compressed file is cut off, and says so', async () => {
  const many = Buffer.from(
    asLines(...Array.from({ length: 2000 }, (_, index) => aProcessAccess({ RecordNumber: index, CallTrace: `x${Math.sin(index)}` }))),
  )
  const whole = gzipSync(many)
  const { events, input } = await readCapture(aFile(whole.subarray(0, Math.floor(whole.length * 0.9))))
  expect(events.length).toBeGreaterThan(1600)
  expect(input.error).toContain('cut off')
  expect(input.rejected).toEqual({ malformed_json: 1 })
})

test('says which member an archive that is cut off ends in', async () => {
  const tar = gzipSync(await aTar({ name: 'a.json', content: capture }, { name: 'b.json', content: other }), { level: 0 })
  const { events, inputs } = await readCapture(aFile(tar.subarray(0, -2000)))
  expect(events.length).toBeGreaterThanOrEqual(2)
  expect(inputs.some(({ error }) => error?.includes('cut off') ?? false)).toBe(true)
})

test.each([
  ['is encrypted', { flags: 1 }, 'encrypted'],
  ['is compressed in another way', { method: 14 }, 'compression method 14'],
  ['has another checksum', { claimedChecksum: 1 }, 'does not match'],
  ['is longer than its directory says', { claimedSize: 10 }, 'does not match'],
])('says of a member that it %s and reads the others', async (_what, lie, message) => {
  const path = aFile(aZip({ name: 'bad.json', content: capture, ...lie }, { name: 'good.json', content: other }))
  const { inputs } = await readCapture(path)
  expect(inputs[0]?.error).toContain(message)
  expect(inputs[1]).toMatchObject({ accepted: 1, error: null })
})

test('refuses a decompression bomb by what its directory says and reads the others', async () => {
  const path = aFile(aZip({ name: 'bomb.json', content: zeros }, { name: 'good.json', content: other }))
  const { inputs } = await readCapture(path)
  expect(inputs[0]).toMatchObject({ bytes: 0, accepted: 0 })
  expect(inputs[0]?.error).toContain('decompression bomb')
  expect(inputs[1]).toMatchObject({ accepted: 1, error: null })
})

test('stops a decompression bomb whose directory lies, after a bounded output', async () => {
  const bomb = Buffer.concat([capture, Buffer.alloc(60 * 1024 * 1024, 0x20)])
  const path = aFile(aZip({ name: 'bomb.json', content: bomb, claimedSize: 1000 }, { name: 'good.json', content: other }))
  const { inputs } = await readCapture(path)
  expect(inputs[0]?.error).toContain('decompression bomb')
  expect(inputs[0]?.bytes).toBeLessThan(32 * 1024 * 1024)
  expect(inputs[0]?.accepted).toBe(2)
  expect(inputs[1]).toMatchObject({ accepted: 1, error: null })
})

test('stops a compressed file that is a bomb', async () => {
  const { input } = await readCapture(aFile(gzipSync(Buffer.concat([capture, zeros]))))
  expect(input.error).toContain('decompression bomb')
  expect(input.accepted).toBe(2)
})

test('stops a member beyond the size limit', async () => {
  const noise = asLines(...Array.from({ length: 300 }, () => aProcessAccess({ CallTrace: String(Math.random()) })))
  const { inputs } = await readCapture([aFile(gzipSync(noise)), aFile(other)], { limits: { maxExpandedBytes: 20_000 } })
  expect(inputs[1]).toMatchObject({ accepted: 1 })
  expect(inputs[0]?.error).toContain('the limit for one input')
})

test('says that a zip file inside an archive cannot be read', async () => {
  const { inputs } = await readCapture([
    aFile(aZip({ name: 'inner.zip', content: aZip({ name: 'a.json', content: capture }), method: 0 })),
    aFile(other),
  ])
  expect(inputs[0]?.error).toContain('zip file inside an archive')
  expect(inputs[1]).toMatchObject({ accepted: 1 })
})

test('can be closed in the middle of an archive', async () => {
  const noise = asLines(...Array.from({ length: 20_000 }, (_, index) => aProcessAccess({ CallTrace: `x${Math.sin(index)}` })))
  for (const content of [
    aZip({ name: 'a.json', content: Buffer.from(noise) }),
    gzipSync(await aTar({ name: 'a.json', content: Buffer.from(noise) })),
  ]) {
    const source = createCaptureSource([aFile(content)], { agentVersion: 'test' })
    expect(await source.next(new AbortController().signal)).toBeDefined()
    await source.close()
    expect(await source.next(new AbortController().signal)).toBeUndefined()
  }
})

test('says that an archive holds no capture', async () => {
  await expect(readCapture(aFile(aZip({ name: 'README.md', content: readMe })))).rejects.toThrow('The archive holds no capture.')
})
