import { type Event, type EventKind, newEvent } from '../generated/events.ts'
import { wireEnums, wireLayouts } from '../generated/wire/layout.ts'
import { PipelineError } from '../errors.ts'
import { RecordReader } from '../wire-bytes/record-reader.ts'
import type { WireField, WireLayout } from '../wire-layout.ts'

type FieldValue = number | boolean | string | Uint8Array | null

const layoutsByWire = new Map(wireLayouts.map((layout) => [layout.wire, layout]))
const kindNames = new Map(wireLayouts.map((layout) => [layout.wire, layout.kind]))

/** The kinds that a driver writes, by wire number. */
export const driverKinds: readonly EventKind[] = wireLayouts.map(({ kind }) => kind)

/** Bytes of a record before the fields the catalogue names: size, kind, fixed part, presence mask, flags. */
export const recordPrefixBytes = 16
const presenceMaskOffset = 8

/** The layout of a wire number; undefined for a kind this version does not know. */
export function findLayout(wireKind: number): WireLayout<EventKind> | undefined {
  return layoutsByWire.get(wireKind)
}

function readField(reader: RecordReader, field: WireField): FieldValue {
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
 * Throws RECORD_MALFORMED when a part lies outside the record.
 */
export function decodeRecord(record: Uint8Array, layout: WireLayout<EventKind>): Event {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  const fixedBytes = view.getUint16(6, true)
  if (fixedBytes < layout.fixedBytes || fixedBytes > record.byteLength) {
    throw new PipelineError('RECORD_MALFORMED', `${layout.kind}: the fixed part has ${fixedBytes} bytes, needs ${layout.fixedBytes}`)
  }
  const present = view.getUint32(presenceMaskOffset, true)
  const reader = new RecordReader(record, fixedBytes)
  const event: Event = newEvent[layout.kind]()
  const fields = event as unknown as Record<string, FieldValue>
  for (const field of layout.fields) {
    const isPresent = field.presenceBit === undefined || (present & (2 ** field.presenceBit)) !== 0
    fields[field.name] = isPresent ? readField(reader, field) : null
  }
  if (event.kind === 'gap') event.lostKind = kindNames.get(event.lostKindNumber) ?? null
  return event
}
