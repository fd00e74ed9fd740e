import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { type EventBatch, encodeBatch, newEvent } from '@win11mon/schemas'
import avsc from 'avsc'
import { expect, onTestFinished, test } from 'vitest'

import { describeBatch } from '../../src/recording/describe-batch.ts'
import { type RecordedItem, readRecording } from '../../src/recording/recording-reader.ts'
import { createRecordingWriter } from '../../src/recording/recording-writer.ts'

function aBatch(firstSequence: number, eventCount = 2): EventBatch {
  const events = Array.from({ length: eventCount }, (_, index) => {
    const event = newEvent.process_terminate()
    event.sequence = firstSequence + index
    event.timeUs = 1_600_000_000_000_000 + index
    event.processId = 4000 + index
    event.executable = 'C:\\Windows\\System32\\cmd.exe'
    return event
  })
  const [hostId, bootId] = [new Uint8Array(16).fill(7), new Uint8Array(16).fill(9)]
  return { hostId, hostName: 'DESK1', bootId, agentVersion: 'test', firstSequence, lastSequence: firstSequence + eventCount - 1, events }
}

function aPath(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-recording-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'day.win11mon')
}

async function aRecording(values: readonly Uint8Array[]): Promise<Buffer> {
  const path = aPath()
  const writer = await createRecordingWriter(path)
  for (const value of values) await writer.append(value)
  await writer.close()
  return readFileSync(path)
}

async function read(bytes: Buffer, chunkBytes = 1000): Promise<RecordedItem[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let offset = 0; offset < bytes.length; offset += chunkBytes) yield bytes.subarray(offset, offset + chunkBytes)
  }
  const items: RecordedItem[] = []
  for await (const item of readRecording(chunks())) items.push(item)
  return items
}

const values = [encodeBatch(aBatch(1)), encodeBatch(aBatch(3, 200)), encodeBatch(aBatch(203, 1))]

test.each([1, 7, 1000, 1_000_000])('gives back the bytes of every batch when it is read %d bytes at a time', async (chunkBytes) => {
  expect(await read(await aRecording(values), chunkBytes)).toEqual(values.map((value) => ({ value })))
})

test('writes the same file from the same batches', async () => {
  expect(await aRecording(values)).toEqual(await aRecording(values))
})

test('makes a file without batches that is a recording', async () => {
  expect(await read(await aRecording([]))).toEqual([])
})

test('writes a file that any Avro reader understands', async () => {
  const path = aPath()
  const writer = await createRecordingWriter(path)
  for (const value of values) await writer.append(value)
  await writer.close()
  const sequences: unknown[] = []
  await new Promise((resolve, reject) => {
    const decoder = avsc.createFileDecoder(path)
    decoder.on('data', (batch: { first_sequence: number; events: unknown[] }) =>
      sequences.push([batch.first_sequence, batch.events.length]),
    )
    decoder.on('end', resolve)
    decoder.on('error', reject)
  })
  expect(sequences).toEqual([
    [1, 2],
    [3, 200],
    [203, 1],
  ])
})

test('passes over a damaged block and reads the ones after it', async () => {
  const bytes = await aRecording(values)
  const second = bytes.indexOf(Buffer.from(values[1]?.subarray(10) ?? []))
  bytes[second - 3] = 0xff
  const items = await read(bytes)
  expect(items.filter((item) => 'value' in item)).toEqual([{ value: values[0] }, { value: values[2] }])
  expect(items.filter((item) => 'damage' in item)).toHaveLength(1)
})

test('reads the batches before the place where a recording is cut off', async () => {
  const bytes = await aRecording(values)
  const items = await read(bytes.subarray(0, -20))
  expect(items.slice(0, 2)).toEqual([{ value: values[0] }, { value: values[1] }])
  expect(items.at(-1)).toHaveProperty('damage')
})

test('does not believe in a block of more bytes than a batch may have', async () => {
  const bytes = await aRecording([])
  const huge = Buffer.concat([bytes, Buffer.from([0x02, 0xfe, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(100)])
  expect(await read(huge)).toEqual([{ damage: expect.stringContaining('more than a batch may have') as unknown }])
})

test.each([
  ['of another format', Buffer.from('PK\x03\x04 and so on')],
  ['that is cut off in its header', undefined],
])('refuses a file %s', async (_what, content) => {
  const bytes = content ?? (await aRecording(values)).subarray(0, 100)
  await expect(read(bytes)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
})

test('refuses the container file of another program', async () => {
  const encoder = new avsc.streams.BlockEncoder({ type: 'string' })
  encoder.end('hello')
  await expect(read(await buffer(encoder))).rejects.toThrow('another program wrote it')
})

test('refuses a batch that has no frame', async () => {
  const writer = await createRecordingWriter(aPath())
  await expect(writer.append(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'RECORD_MALFORMED' })
  await writer.close()
})

test('says where a recording could not be written', async () => {
  await expect(createRecordingWriter('/nowhere/day.win11mon')).rejects.toMatchObject({ code: 'IO_FAILED' })
})

test('empties a file that exists', async () => {
  const path = aPath()
  appendFileSync(path, 'something else')
  await (await createRecordingWriter(path)).close()
  expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe('Obj\x01')
})

test('describes a batch by its events', () => {
  expect(describeBatch(values[1] ?? new Uint8Array()).batch).toMatchObject({
    hostName: 'DESK1',
    firstSequence: 3,
    lastSequence: 202,
    eventCount: 200,
    firstTimeUs: 1_600_000_000_000_000,
    lastTimeUs: 1_600_000_000_000_199,
    isLowPriority: false,
  })
})
