import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { createRecordingWriter } from '../../../src/recording/recording-writer.ts'
import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'
import { aDirectory, aFile, aProcessAccess, aProcessCreate, asLines, readCapture } from './a-capture.ts'

async function record(batches: readonly EncodedBatch[]): Promise<string> {
  const path = join(aDirectory(), 'day.win11mon')
  const writer = await createRecordingWriter(path)
  for (const { value } of batches) await writer.append(value)
  await writer.close()
  return path
}

const capture = asLines(aProcessCreate(), aProcessAccess({ UtcTime: '2020-09-22 08:40:00.000' }), aProcessAccess({ Hostname: 'DESK2' }))

test('passes the batches of a recording on unchanged', async () => {
  const original = await readCapture(aFile(capture))
  const replayed = await readCapture(await record(original.batches))
  expect(replayed.batches).toEqual(original.batches)
  expect(replayed.input).toMatchObject({ format: 'recording', recordsRead: 3, accepted: 3, error: null })
})

test('reads a compressed recording', async () => {
  const original = await readCapture(aFile(capture))
  const path = aFile(gzipSync(readFileSync(await record(original.batches))))
  expect((await readCapture(path)).batches).toEqual(original.batches)
})

test('keeps the hosts asked for', async () => {
  const original = await readCapture(aFile(capture))
  const { batches, input } = await readCapture(await record(original.batches), { hosts: ['desk2'] })
  expect(batches.map(({ hostName }) => hostName)).toEqual(['DESK2'])
  expect(input).toMatchObject({ accepted: 1, skipped: { filtered_host: 2 } })
})

test('numbers what a time filter leaves as a stream of its own, without holes', async () => {
  const original = await readCapture(aFile(capture))
  const path = await record(original.batches)
  const sinceUs = Date.UTC(2020, 8, 22, 8, 38) * 1000
  const { batches, events, input } = await readCapture(path, { sinceUs })
  expect(events).toMatchObject([{ kind: 'handle_create', sequence: 1 }])
  expect(batches[0]?.bootId).not.toEqual(original.batches[0]?.bootId)
  expect(input).toMatchObject({ recordsRead: 3, accepted: 1, skipped: { filtered_time: 2 } })
  expect((await readCapture(path, { sinceUs })).batches).toEqual(batches)
})

test('counts a damaged batch and passes the others on', async () => {
  const original = await readCapture(aFile(capture), { batchEvents: 1 })
  const bytes = readFileSync(await record(original.batches))
  const name = bytes.indexOf(Buffer.from('C:\\Windows\\System32\\cmd.exe'))
  bytes[name - 1] = 0xff
  const { batches, input } = await readCapture(aFile(bytes))
  expect(batches).toHaveLength(2)
  expect(input.rejected).toEqual({ recording_damaged: 1 })
  expect(input.samples[0]).toMatch(/^batch 1: recording_damaged: /)
})
