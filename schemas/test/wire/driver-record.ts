import fc from 'fast-check'

import { wireLayouts } from '../../src/generated/wire/layout.ts'
import type { WireField, WireLayout } from '../../src/wire-layout.ts'
import type { EventKind } from '../../src/generated/events.ts'

/** Any code units: lone surrogates, marks of order and ordinary text. */
const units = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 3, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 0xd7ff, max: 0xe000 }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '\0', '\ufeffx', 'x'.repeat(200), 'ß'.repeat(200)) },
)

/** 64-bit numbers that 53 bits hold, and some that they do not. */
const long = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 52 }), fc.integer({ min: -1, max: 1 }))
      .map(([power, step]) => 2n ** BigInt(power) + BigInt(step)),
  },
  { weight: 1, arbitrary: fc.constantFrom(0n, 2n ** 53n, 2n ** 64n - 1n) },
)
const signedLong = fc.oneof(
  long,
  long.map((value) => BigInt.asUintN(64, -value)),
  fc.constant(2n ** 64n - (2n ** 53n - 1n)),
)

interface FieldValue {
  readonly field: WireField
  readonly isPresent: boolean
  readonly fixed: bigint
  readonly content: Uint8Array
}

/** One record of any kind as a driver writes it; a newer driver's fixed part is longer. */
export const driverRecord: fc.Arbitrary<Uint8Array> = fc
  .constantFrom(...wireLayouts)
  .chain((layout) => fc.tuple(fc.constant(layout), fc.tuple(...layout.fields.map(fieldValue)), fc.constantFrom(0, 0, 0, 16)))
  .map(([layout, values, addedBytes]) => buildRecord(layout, values, addedBytes))

/** A batch of those records, with the header of this version. */
export function driverBatchOf(records: readonly Uint8Array[], header: Uint8Array): Uint8Array {
  const batch = new Uint8Array(header.length + records.reduce((sum, record) => sum + record.length, 0))
  batch.set(header)
  let end = header.length
  for (const record of records) {
    batch.set(record, end)
    end += record.length
  }
  const view = new DataView(batch.buffer)
  view.setUint32(8, batch.length, true)
  view.setUint32(12, records.length, true)
  return batch
}

function fieldValue(field: WireField): fc.Arbitrary<FieldValue> {
  const isPresent = field.presenceBit === undefined ? fc.constant(true) : fc.boolean()
  const content =
    field.wire === 'utf16'
      ? units.map((text) => new Uint8Array(Buffer.from(text, 'utf16le')))
      : field.wire === 'bytes'
        ? fc.uint8Array({ maxLength: 80 })
        : fc.constant(new Uint8Array())
  return fc.record({ field: fc.constant(field), isPresent, fixed: fixedValue(field), content })
}

function fixedValue({ wire }: WireField): fc.Arbitrary<bigint> {
  if (wire === 'u64') return long
  if (wire === 'i64') return signedLong
  return fc.oneof(fc.bigInt({ min: 0n, max: 0xffff_ffffn }), fc.bigInt({ min: 0n, max: 300n }))
}

function buildRecord(layout: WireLayout<EventKind>, values: readonly FieldValue[], addedBytes: number): Uint8Array {
  const fixedBytes = layout.fixedBytes + addedBytes
  const contentBytes = values.reduce((sum, { content }) => sum + content.length, 0)
  const record = new Uint8Array(Math.ceil((fixedBytes + contentBytes) / 8) * 8)
  const view = new DataView(record.buffer)
  view.setUint32(0, record.length, true)
  view.setUint16(4, layout.wire, true)
  view.setUint16(6, fixedBytes, true)
  let end = 0
  for (const value of values) end += putField(view, value, { fixedBytes, end })
  return record
}

function putField(view: DataView, { field, isPresent, fixed, content }: FieldValue, place: { fixedBytes: number; end: number }): number {
  if (!isPresent) return 0
  if (field.presenceBit !== undefined) view.setUint32(8, (view.getUint32(8, true) | (2 ** field.presenceBit)) >>> 0, true)
  if (field.wire === 'utf16' || field.wire === 'bytes') {
    view.setUint16(field.offset, place.end, true)
    view.setUint16(field.offset + 2, content.length, true)
    new Uint8Array(view.buffer).set(content, place.fixedBytes + place.end)
    return content.length
  }
  putInteger(view, field, fixed)
  return 0
}

function putInteger(view: DataView, { wire, offset }: WireField, value: bigint): void {
  if (wire === 'u8') view.setUint8(offset, Number(value & 0xffn))
  else if (wire === 'u16') view.setUint16(offset, Number(value & 0xffffn), true)
  else if (wire === 'u32' || wire === 'i32') view.setUint32(offset, Number(value & 0xffff_ffffn), true)
  else view.setBigUint64(offset, value, true)
}
