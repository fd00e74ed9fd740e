import { hostIdFromName } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { aFile, aProcessAccess, aProcessCreate, aSecurityRecord, asLines, eventsOfKind, many, numbered, readCapture } from './a-capture.ts'

const terminate = aSecurityRecord(4689, { ProcessId: '0x10' })
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')

test('numbers the events of each host and provider from 1 without holes', async () => {
  const second = { Hostname: 'DESK2', ProcessGuid: '{2}', ParentProcessGuid: '{3}', SourceProcessGUID: '{3}', TargetProcessGUID: '{2}' }
  const { batches } = await readCapture(
    aFile(
      asLines(...numbered(aProcessCreate(), aProcessCreate(second), terminate, aProcessAccess(), aProcessAccess(second), aProcessAccess())),
    ),
  )
  expect(
    batches.map(({ hostName, firstSequence, lastSequence, eventCount }) => [hostName, firstSequence, lastSequence, eventCount]),
  ).toEqual([
    ['DESK1.example.com', 1, 3, 3],
    ['DESK2', 1, 2, 2],
    ['DESK1.example.com', 1, 1, 1],
  ])
  expect(new Set(batches.map(({ bootId }) => hex(bootId))).size).toBe(3)
})

test('knows a host by its name whatever the case of its letters', async () => {
  const { batches } = await readCapture(aFile(asLines(aProcessCreate(), aProcessAccess({ Hostname: 'desk1.EXAMPLE.com' }))))
  expect(batches).toHaveLength(1)
  expect(hex(batches[0]?.hostId)).toBe(hex(hostIdFromName('desk1.example.com')))
})

test('gives the same ids when the same capture is read again, and others to another capture of the same host', async () => {
  const [first, again, other] = [
    await readCapture(aFile(asLines(aProcessCreate()))),
    await readCapture(aFile(asLines(aProcessCreate()))),
    await readCapture(aFile(asLines(aProcessCreate({ ProcessId: '4001' })))),
  ]
  expect(hex(again.batches[0]?.bootId)).toBe(hex(first.batches[0]?.bootId))
  expect(hex(other.batches[0]?.bootId)).not.toBe(hex(first.batches[0]?.bootId))
  expect(hex(other.batches[0]?.hostId)).toBe(hex(first.batches[0]?.hostId))
})

test('gives other ids when a filter changes the numbers', async () => {
  const path = aFile(asLines(aProcessCreate(), aProcessAccess()))
  const ids = [await readCapture(path), await readCapture(path, { sinceUs: 5 })].map(({ batches }) => hex(batches[0]?.bootId))
  expect(ids[0]).not.toBe(ids[1])
})

test('fills batches to the number of events asked for', async () => {
  const { batches } = await readCapture(aFile(asLines(...many(7, () => aProcessAccess()))), { batchEvents: 3 })
  expect(batches.map(({ firstSequence, lastSequence }) => [firstSequence, lastSequence])).toEqual([
    [1, 3],
    [4, 6],
    [7, 7],
  ])
})

test('keeps the hosts asked for, by full or short name', async () => {
  const path = aFile(asLines(aProcessCreate(), aProcessAccess({ Hostname: 'DESK2.example.com' }), '{'))
  for (const host of ['desk2.example.com', 'DESK2']) {
    const { batches, input } = await readCapture(path, { hosts: [host] })
    expect(batches.map(({ hostName }) => hostName)).toEqual(['DESK2.example.com'])
    expect(input).toMatchObject({ accepted: 1, skipped: { filtered_host: 1 }, rejected: { malformed_json: 1 } })
  }
})

test('keeps the events from one time on and before another', async () => {
  const at = (second: number) => aProcessAccess({ UtcTime: `2020-09-22 08:00:0${second}.000` })
  const second = (value: number) => Date.UTC(2020, 8, 22, 8, 0, value) * 1000
  const { events, input } = await readCapture(aFile(asLines(...numbered(at(1), at(2), at(3), at(4)))), {
    sinceUs: second(2),
    untilUs: second(4),
  })
  expect(events.map(({ timeUs }) => timeUs)).toEqual([second(2), second(3)])
  expect(input.skipped).toEqual({ filtered_time: 2 })
})

test('tells how far it is in bytes of the files', async () => {
  const { createCaptureSource } = await import('../../../src/sources/capture/capture-source.ts')
  const content = asLines(aProcessCreate(), aProcessAccess())
  const source = createCaptureSource([aFile(content), aFile(content)], { agentVersion: 'test' })
  const { signal } = new AbortController()
  while ((await source.next(signal)) !== undefined);
  expect(source.progress()).toEqual({ bytesRead: 2 * content.length, bytesTotal: 2 * content.length })
})

test('says for every loss which interval it lies in', async () => {
  const { events } = await readCapture(aFile(asLines(aProcessCreate(), '{', aProcessAccess({ UtcTime: '2020-09-22 09:00:00.000' }))))
  const [gap] = eventsOfKind(events, 'gap')
  expect(gap).toMatchObject({
    firstTimeUs: Date.UTC(2020, 8, 22, 8, 37, 46, 707) * 1000,
    lastTimeUs: Date.UTC(2020, 8, 22, 9) * 1000,
    timeUs: Date.UTC(2020, 8, 22, 9) * 1000,
  })
})

test('closes batches early when many hosts fill them at once, and goes on with their numbers', async () => {
  const host = (index: number) => ({ Hostname: `DESK${index % 200}`, SourceProcessGUID: '-', TargetProcessGUID: '-' })
  const large = Array.from({ length: 200 }, (_, index) => aProcessAccess({ ...host(index), CallTrace: 'x'.repeat(200_000) }))
  const small = Array.from({ length: 1000 }, (_, index) => aProcessAccess(host(index)))
  const { batches, input } = await readCapture(aFile(asLines(...numbered(...large, ...small))))
  expect(input.accepted).toBe(1200)
  expect(batches.length).toBeGreaterThan(200)
  const last = new Map<string, number>()
  for (const { bootId, firstSequence, lastSequence } of batches) {
    expect(firstSequence).toBe((last.get(hex(bootId)) ?? 0) + 1)
    last.set(hex(bootId), lastSequence)
  }
  expect([...last.values()]).toEqual(Array(200).fill(6))
})
