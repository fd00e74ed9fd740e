import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  type Event,
  PipelineError,
  createBatchEncoder,
  decodeBatch,
  decodeDriverBatch,
  encodeBatch,
  checkDriverBatchHeader,
} from '../../src/index.ts'
import { walkRecords } from '../../src/wire/walk-records.ts'
import { WireRecord } from '../../src/wire-bytes/wire-record.ts'
import { viewDriverBytes } from '../../src/wire-bytes/wire-source.ts'
import { driverBatchOf, driverRecord } from './driver-record.ts'

const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'DESKTOP', bootId: new Uint8Array(16).fill(2), agentVersion: '1' }
const headerBytes = 80

function golden(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../driver/golden/${name}.bin`, import.meta.url)))
}

interface Transcoded {
  readonly value: Uint8Array
  readonly unknownCount: number
  /** Where malformed records start, and why they are. */
  readonly malformed: readonly { readonly offset: number; readonly reason: string }[]
}

function transcode(batch: Uint8Array): Transcoded {
  const header = checkDriverBatchHeader(batch)
  const source = viewDriverBytes(batch)
  const encoder = createBatchEncoder(origin)
  const record = new WireRecord(source, Buffer.alloc(0))
  const malformed: { offset: number; reason: string }[] = []
  let unknownCount = 0
  walkRecords(new DataView(source.bytes.buffer, source.bytes.byteOffset), header, (place) => {
    try {
      if (!encoder.addRecord(record, place)) unknownCount += 1
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      malformed.push({ offset: place.start, reason: error.message })
    }
  })
  return { value: encoder.finish(1, 2), unknownCount, malformed }
}

/** What the object decoder and the event encoder make of the same bytes. */
function throughObjects(batch: Uint8Array): Uint8Array {
  return encodeBatch({ ...origin, firstSequence: 1, lastSequence: 2, events: decodeDriverBatch(batch).events })
}

describe('driver records become Avro without objects', () => {
  test.each(['every-kind', 'handle-theft', 'nothing-known', 'empty'])('the golden batch %s: byte for byte as through objects', (name) => {
    expect(Buffer.from(transcode(golden(name)).value)).toEqual(Buffer.from(throughObjects(golden(name))))
  })

  test('the golden batch field by field, as the object decoder sees it', () => {
    const events: readonly Event[] = decodeBatch(transcode(golden('every-kind')).value).events
    expect(events).toEqual(decodeDriverBatch(golden('every-kind')).events)
    expect(events).toHaveLength(13)
  })

  test('any records of any kind: byte for byte as through objects, and the same ones are malformed', () => {
    let malformedCount = 0
    fc.assert(
      fc.property(fc.array(driverRecord, { maxLength: 6 }), (records) => {
        const batch = driverBatchOf(records, golden('empty').slice(0, headerBytes))
        const { value, malformed } = transcode(batch)
        const expected = decodeDriverBatch(batch).malformed
        malformedCount += malformed.length
        expect(Buffer.from(value)).toEqual(Buffer.from(throughObjects(batch)))
        expect(malformed.map(({ offset }) => offset)).toEqual(expected.map(({ offset }) => offset))
      }),
      { numRuns: 1000 },
    )
    expect(malformedCount, 'numbers beyond 53 bits occurred').toBeGreaterThan(0)
  })

  test('whatever the bytes of the records: the same events and the same malformed records as through objects', () => {
    const whole = golden('every-kind')
    const change = fc.record({ at: fc.integer({ min: headerBytes, max: whole.length - 1 }), value: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const batch = whole.slice()
        for (const { at, value } of changes) batch[at] = value
        const expected = decodeDriverBatch(batch)
        const transcoded = transcode(batch)
        expect(Buffer.from(transcoded.value)).toEqual(Buffer.from(throughObjects(batch)))
        expect(transcoded.unknownCount).toBe(expected.unknownCount)
        expect(transcoded.malformed.length).toBe(expected.malformed.filter(({ reason }) => !reason.includes('believed')).length)
      }),
      { numRuns: 2000 },
    )
  })

  test('a batch that lies at an odd address is read all the same', () => {
    const batch = golden('every-kind')
    const shifted = new Uint8Array(batch.length + 3).subarray(3)
    shifted.set(batch)
    expect(Buffer.from(transcode(shifted).value)).toEqual(Buffer.from(throughObjects(batch)))
  })

  test('a record that does not fit any more leaves the batch as it was', () => {
    const batch = golden('every-kind')
    const encoder = createBatchEncoder(origin)
    const record = new WireRecord(viewDriverBytes(batch), Buffer.alloc(0))
    const place = { kindNumber: 64, start: headerBytes, sizeBytes: new DataView(batch.buffer).getUint32(headerBytes, true) }
    for (let count = 0; count < 100_000; count += 1) encoder.addRecord(record, { ...place })
    expect(() => encoder.addRecord(record, place)).toThrow(/does not fit into a batch/)
    expect(encoder.eventCount).toBe(100_000)
  })
})
