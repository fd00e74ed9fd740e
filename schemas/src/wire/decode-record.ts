import { wireEnums, wireLayouts } from '../../generated/wire/layout.ts'
import { RecordMalformedError, RecordReader } from './record-reader.ts'
import type { WireField, WireLayout } from './wire-layout.ts'

export type DriverFieldValue = number | boolean | string | Uint8Array | null

/** An event as the driver recorded it: `kind`, and every field of that kind in camel case; `null` is "not known". */
export interface DriverEvent {
  readonly kind: string
  readonly sequence: number
  readonly timeUs: number
  readonly [field: string]: DriverFieldValue
}

const layoutsByWire = new Map(wireLayouts.map((layout) => [layout.wire, layout]))
const kindNames = new Map(wireLayouts.map((layout) => [layout.wire, layout.kind]))

/** Bytes of a record before the fields the catalogue names: size, kind, fixed part, presence mask, flags. */
export const recordPrefixBytes = 16
const presenceMaskOffset = 8

/** The layout of a wire number; undefined for a kind this version does not know. */
export function findLayout(wireKind: number): WireLayout | undefined {
  return layoutsByWire.get(wireKind)
}

function readField(reader: RecordReader, field: WireField): DriverFieldValue {
  switch (field.type) {
    case 'boolean':
      return reader.integer(field.wire, field.offset, field.name) !== 0
    case 'address':
      return reader.address(field.offset, field.name)
    case 'string':
      return reader.text(field.offset, field.name)
    case 'bytes':
      return reader.bytes(field.offset, field.name)
    default: {
      const value = reader.integer(field.wire, field.offset, field.name)
      const table = wireEnums[field.type]
      return table === undefined ? value : (table.symbols.get(value) ?? table.fallback)
    }
  }
}

/**
 * Decodes one whole record of a known kind. A longer fixed part than ours is a newer driver's; what is added is ignored.
 * Throws RecordMalformedError when a part lies outside the record.
 */
export function decodeRecord(record: Uint8Array, layout: WireLayout): DriverEvent {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  const fixedBytes = view.getUint16(6, true)
  if (fixedBytes < layout.fixedBytes || fixedBytes > record.byteLength) {
    throw new RecordMalformedError(`${layout.kind}: the fixed part has ${fixedBytes} bytes, needs ${layout.fixedBytes}`)
  }
  const present = view.getUint32(presenceMaskOffset, true)
  const reader = new RecordReader(record, fixedBytes)
  const event: Record<string, DriverFieldValue> = { kind: layout.kind }
  for (const field of layout.fields) {
    const isPresent = field.presenceBit === undefined || (present & (2 ** field.presenceBit)) !== 0
    event[field.name] = isPresent ? readField(reader, field) : null
  }
  for (const name of layout.absentFields) event[name] = null
  if (layout.kind === 'gap') event['lostKind'] = kindNames.get(Number(event['lostKindNumber'])) ?? null
  return event as unknown as DriverEvent
}
