import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDriverBatch } from '../../src/wire/decode-batch.ts'
import type { Event } from '../../src/generated/events.ts'
import { PipelineError } from '../../src/errors.ts'

/** Written by the driver's C tests: what the driver puts on the wire, byte for byte. */
function golden(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../driver/golden/${name}.bin`, import.meta.url)))
}

/** Fields are compared by name here, whatever the kind. */
type Fields = Event & Readonly<Record<string, unknown>>

function eventOf(kind: string, match: (event: Fields) => boolean = () => true): Fields {
  const events = decodeDriverBatch(golden('every-kind')).events as readonly Fields[]
  const event = events.find((candidate) => candidate.kind === kind && match(candidate))
  if (event === undefined) throw new Error(`no ${kind} in the golden batch`)
  return event
}

/** Anything but a decoded batch or RECORD_MALFORMED is thrown on. */
function outcomeOf(batch: Uint8Array): string {
  try {
    decodeDriverBatch(batch)
  } catch (error) {
    if (!(error instanceof PipelineError) || error.code !== 'RECORD_MALFORMED') throw error
  }
  return 'decoded or refused'
}

describe('golden batches of the driver', () => {
  test('a batch with every kind decodes without holes in its sequence', () => {
    const { header, events, unknownCount, malformed } = decodeDriverBatch(golden('every-kind'))
    expect({ unknownCount, malformed, count: events.length }).toEqual({ unknownCount: 0, malformed: [], count: header.recordCount })
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1))
    expect([...new Set(events.map((event) => event.kind))].toSorted()).toEqual([
      'gap',
      'handle_create',
      'handle_duplicate',
      'image_load',
      'ioring_scan',
      'process_create',
      'process_profile',
      'process_terminate',
      'registry_operation',
      'thread_create',
      'thread_terminate',
    ])
  })

  test('a process creation has its texts, ids and start times', () => {
    expect(eventOf('process_create')).toMatchObject({
      timeUs: 1_700_000_000_000_000,
      processId: 3000,
      processStartUs: 1_700_000_000_000_000,
      parentProcessId: 1000,
      parentStartUs: 1_699_999_999_000_000,
      creatorProcessId: 1000,
      creatorThreadId: 1004,
      executable: '\\Device\\HarddiskVolume3\\Users\\Jörg\\測試.exe',
      commandLine: 'notepad.exe notes.txt',
      isTruncated: false,
      isSubsystemProcess: false,
      sessionId: 1,
      integrityLevel: 0x2000,
      threadId: null,
      workingDirectory: null,
    })
  })

  test('a duplicate of a thread handle has all its roles and rights', () => {
    expect(eventOf('handle_duplicate')).toMatchObject({
      processId: 3000,
      objectType: 'thread',
      objectProcessId: 2000,
      objectThreadId: 2004,
      sourceProcessId: 1000,
      recipientProcessId: 3000,
      desiredAccess: 0x1410,
      grantedAccess: 0x1410,
      status: 0,
      isModified: false,
      handleValue: null,
    })
  })

  test('rights that were taken away are seen', () => {
    expect(eventOf('handle_create')).toMatchObject({ originalDesiredAccess: 0x1410, grantedAccess: 0x1000, isModified: true })
  })

  test('a thread start address is eight bytes, a driver base is masked', () => {
    expect(eventOf('thread_create')['startAddress']).toEqual(Uint8Array.of(0, 0, 0x34, 0x12, 0xf6, 0x7f, 0, 0))
    expect(eventOf('image_load', (event) => event['processId'] === 0)).toMatchObject({ isIoringRelated: false, suspiciousReason: 'none' })
    expect(eventOf('image_load', (event) => event['processId'] === 3000)).toMatchObject({ isIoringRelated: true, signatureLevel: 12 })
  })

  test('registry operations have their names and data', () => {
    const set = eventOf('registry_operation')
    expect(set).toMatchObject({ operation: 'set_value', valueName: 'Updater', newName: null, dataType: 1, dataLengthBytes: 8 })
    expect(set['data']).toEqual(Uint8Array.of(0x61, 0, 0x62, 0, 0x63, 0, 0, 0))
    expect(eventOf('registry_operation', (event) => event['operation'] === 'rename_key')).toMatchObject({ newName: 'NewName', data: null })
  })

  test('scan, profile and gap say what the driver found', () => {
    expect(eventOf('ioring_scan')).toMatchObject({ trigger: 'process_create', handleCount: 1, registeredBufferCount: 2, violationFlags: 1 })
    expect(eventOf('process_profile')).toMatchObject({
      imageLoadCount: 1,
      ioringImageLoadCount: 1,
      ioringHandlePeakCount: 1,
      violationFlags: 1,
    })
    expect(eventOf('gap')).toMatchObject({ lostKind: 'image_load', lostKindNumber: 68, lostCount: 1, reason: 'rate_limited' })
    expect(eventOf('process_terminate')).toMatchObject({ exitStatus: 0xc0000005, ioringOperationCount: null })
  })

  test('what the driver does not know is null, and an empty text is a text', () => {
    const { events } = decodeDriverBatch(golden('nothing-known'))
    expect(events[0]).toMatchObject({ kind: 'process_create', executable: null, commandLine: '', parentStartUs: null })
    expect(events[1]).toMatchObject({ kind: 'image_load', imagePath: null, signatureLevel: null, suspiciousReason: 'no_name' })
  })

  test('an empty batch has no events', () => {
    expect(decodeDriverBatch(golden('empty'))).toMatchObject({
      events: [],
      unknownCount: 0,
      malformed: [],
      header: { recordCount: 0, lastSequence: 0 },
    })
  })
})

describe('bytes nobody vouches for', () => {
  test('an unknown kind is skipped by its size and counted', () => {
    const batch = golden('every-kind')
    batch[80 + 4] = 200
    const { events, unknownCount } = decodeDriverBatch(batch)
    expect({ unknownCount, first: events[0]?.sequence, count: events.length }).toEqual({ unknownCount: 1, first: 2, count: 12 })
  })

  test('a record whose text lies outside it is set aside and the rest is decoded', () => {
    const batch = golden('every-kind')
    const commandLine = 80 + 88
    batch[commandLine + 3] = 0xff
    const { events, malformed } = decodeDriverBatch(batch)
    expect(events).toHaveLength(12)
    expect(malformed).toHaveLength(1)
    expect(malformed[0]?.reason).toMatch(/commandLine: needs \d+ bytes at \d+, the record has \d+/)
  })

  test('a record with an unbelievable size ends the batch', () => {
    const batch = golden('every-kind')
    batch[80] = 3
    expect(decodeDriverBatch(batch)).toMatchObject({ events: [], malformed: [{ offset: 80 }] })
  })

  test('another record layout is refused with what to do', () => {
    const batch = golden('every-kind')
    batch[16] = (batch[16] ?? 0) ^ 1
    expect(() => decodeDriverBatch(batch)).toThrow(/record layout .* update one of them/)
  })

  test('no change of bytes and no cut makes it fail in any other way', () => {
    const whole = golden('every-kind')
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.nat(whole.length), (changes, length) => {
        const batch = whole.slice(0, length)
        for (const { at, value } of changes) if (at < length) batch[at] = value
        expect(outcomeOf(batch)).toBe('decoded or refused')
      }),
      { numRuns: 2000 },
    )
  })
})
