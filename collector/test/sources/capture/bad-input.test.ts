import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { createCaptureSource } from '../../../src/sources/capture/capture-source.ts'
import {
  aDirectory,
  aFile,
  aProcessAccess,
  aProcessCreate,
  aSecurityRecord,
  aSysmonRecord,
  asLines,
  eventsOfKind,
  many,
  numbered,
  readCapture,
} from './a-capture.ts'

const good = asLines(aProcessCreate(), aProcessAccess())

test('refuses a file that is missing', async () => {
  await expect(readCapture('/nowhere/capture.json')).rejects.toMatchObject({
    code: 'INPUT_MISSING',
    message: expect.stringContaining('/nowhere/capture.json') as unknown,
  })
})

test('refuses a directory without captures', async () => {
  const directory = aDirectory()
  writeFileSync(join(directory, 'package.json'), '{"name": "not a capture"}')
  writeFileSync(join(directory, 'notes.txt'), 'nothing')
  await expect(readCapture(directory)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
})

test.each([
  ['an empty file', ''],
  ['text', 'Dear diary,\ntoday nothing happened.\n'],
  ['binary data', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
])('refuses %s', async (_what, content) => {
  await expect(readCapture(aFile(content))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
})

test('reads the other inputs when one is missing and one is empty', async () => {
  const { events, inputs } = await readCapture(['/nowhere/capture.json', aFile(''), aFile(good)])
  expect(events).toHaveLength(2)
  expect(inputs.map(({ error }) => error === null)).toEqual([false, false, true])
})

test('reads the captures of a directory and its subdirectories in the order of their names', async () => {
  const directory = aDirectory()
  mkdirSync(join(directory, 'b'))
  writeFileSync(join(directory, 'c.json'), good)
  writeFileSync(join(directory, 'b', 'x.json'), good)
  writeFileSync(join(directory, 'a.json'), good)
  writeFileSync(join(directory, 'a.txt'), 'nothing')
  const { inputs } = await readCapture(directory)
  expect(inputs.map(({ path }) => path)).toEqual(['a.json', 'b/x.json', 'c.json'].map((name) => join(directory, name)))
})

test('counts a line that is not JSON with its number and declares it as a gap', async () => {
  const { events, input } = await readCapture(aFile(asLines(aProcessCreate(), '{"EventID": 1,', aProcessAccess(), 'oops')))
  expect(input).toMatchObject({ recordsRead: 4, accepted: 2, rejected: { malformed_json: 2 }, error: null })
  expect(input.samples[0]).toMatch(/^line 2: malformed_json: /)
  const [gap] = eventsOfKind(events, 'gap')
  expect(gap).toMatchObject({
    reason: 'record_malformed',
    lostCount: 2,
    lostKind: null,
    lostKindNumber: 0,
    detail: 'malformed_json: 2',
    sequence: 3,
  })
})

test('keeps at most five messages', async () => {
  const { input } = await readCapture(aFile(asLines(aProcessCreate(), ...Array.from({ length: 20 }, () => '{'))))
  expect(input.rejected).toEqual({ malformed_json: 20 })
  expect(input.samples).toHaveLength(5)
})

test('passes over a line of 50 MB in bounded memory and reads the lines after it', async () => {
  const path = aFile(asLines(aProcessCreate(), aProcessCreate({ CommandLine: 'x'.repeat(50_000_000) }), aProcessAccess()))
  const { events, input } = await readCapture(path)
  expect(input).toMatchObject({ recordsRead: 3, accepted: 2, rejected: { line_too_long: 1 } })
  expect(input.samples[0]).toMatch(/^line 2: line_too_long: has 500\d+ bytes/)
  expect(eventsOfKind(events, 'gap')).toMatchObject([{ reason: 'record_too_long', lostCount: 1 }])
})

test('rejects an event that is larger than a batch without leaving a hole in the numbers', async () => {
  const path = aFile(asLines(...numbered(aProcessCreate(), aProcessCreate({ CommandLine: 'x'.repeat(20_000_000) }), aProcessAccess())))
  const { events, input } = await readCapture(path)
  expect(input.rejected).toEqual({ event_too_large: 1 })
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(eventsOfKind(events, 'gap')).toMatchObject([{ reason: 'record_too_long', lostKind: 'process_create', lostCount: 1 }])
})

test('counts records of unknown channels and events outside the contract without calling them lost', async () => {
  const unknown = aSysmonRecord(4104, { SourceName: 'Vendor-Tool', Channel: 'Vendor-Tool/Debug' })
  const { events, input } = await readCapture(aFile(asLines(unknown, aSecurityRecord(4658), aProcessCreate())))
  expect(input).toMatchObject({ recordsRead: 3, accepted: 1, rejected: {}, skipped: { unknown_channel: 1, unmapped_event: 1 } })
  expect(input.samples).toEqual(['line 1: unknown_channel: Vendor-Tool/Debug 4104 is of a log that is not kept'])
  expect(eventsOfKind(events, 'gap')).toEqual([])
})

test('rejects a field of a wrong type with its name and line and declares the kind that is lost', async () => {
  const { events, input } = await readCapture(
    aFile(asLines(aProcessCreate(), aProcessAccess({ SourceProcessId: { a: 1 }, SourceProcessGUID: '-' }))),
  )
  expect(input.samples).toEqual(['line 2: invalid_field: SourceProcessId is not a process id: {"a":1}'])
  const lostAt = Date.UTC(2020, 8, 22, 8, 37, 46, 707) * 1000
  expect(eventsOfKind(events, 'gap')).toMatchObject([
    { lostKind: 'handle_create', lostKindNumber: 69, lostCount: 1, firstTimeUs: lostAt, lastTimeUs: lostAt, detail: 'invalid_field: 1' },
  ])
})

test('declares the losses of an input in which no host was seen, as those of a host without a name', async () => {
  const { batches, events, input } = await readCapture(aFile(asLines({ EventID: 1 }, '{')))
  expect(batches).toMatchObject([{ hostName: '(no host named)', eventCount: 1 }])
  expect(events).toMatchObject([{ kind: 'gap', lostCount: 1, detail: 'malformed_json: 1' }])
  expect(input).toMatchObject({
    recordsRead: 2,
    accepted: 0,
    rejectedWithoutHost: 1,
    skipped: { unknown_channel: 1 },
    rejected: { malformed_json: 1 },
    error: null,
  })
})

test('declares losses in a host’s stream even when nothing of the host was accepted', async () => {
  const { events, batches } = await readCapture(aFile(asLines(aProcessAccess({ SourceProcessId: undefined, SourceProcessGUID: '-' }))))
  expect(events).toMatchObject([{ kind: 'gap', lostKind: 'handle_create', sequence: 1 }])
  expect(batches[0]).toMatchObject({ hostName: 'DESK1.example.com' })
})

test('warns when a file changes while it is read', async () => {
  const path = aFile(asLines(...many(3000, () => aProcessAccess())))
  const source = createCaptureSource([path], { agentVersion: 'test', batchEvents: 10 })
  const { signal } = new AbortController()
  await source.next(signal)
  writeFileSync(path, good, { flag: 'a' })
  while ((await source.next(signal)) !== undefined);
  expect(source.inputs()[0]?.warnings[0]).toContain('changed while it was read')
})

test('counts everything: read = accepted + rejected + skipped', async () => {
  const lines = asLines(
    aProcessCreate(),
    '{',
    aSysmonRecord(22),
    aProcessAccess(),
    'x',
    aProcessCreate({ ProcessId: 'x' }),
    {},
    5,
    '',
    aSysmonRecord(7),
  )
  const { input } = await readCapture(aFile(lines))
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0)
  expect(input.recordsRead).toBe(9)
  expect(input.accepted + sum(input.rejected) + sum(input.skipped)).toBe(9)
})

test('passes hostile strings on as they came', async () => {
  const hostile = '\u001b]0;owned\u0007 \u202efdp.exe \u0000 \ud800'
  const { events } = await readCapture(aFile(asLines(aProcessCreate({ CommandLine: hostile }))))
  expect(events).toMatchObject([{ commandLine: hostile.replace('\ud800', '\ufffd') }])
})

test('stops between two batches when it is told to, and can go on', async () => {
  const source = createCaptureSource([aFile(good)], { agentVersion: 'test' })
  await expect(source.next(AbortSignal.abort())).rejects.toThrow('abort')
  expect((await source.next(new AbortController().signal))?.eventCount).toBe(2)
})

test('can be closed in the middle', async () => {
  const source = createCaptureSource([aFile(asLines(...many(3000, () => aProcessAccess())))], { agentVersion: 'test' })
  await source.next(new AbortController().signal)
  await source.close()
  expect(await source.next(new AbortController().signal)).toBeUndefined()
})
