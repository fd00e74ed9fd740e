/**
 * Reading driver events as koffi's README shows it: structures are declared, and each record becomes an object by
 * `koffi.decode`, its texts too.
 */
import { type WireField, type WireLayout, wireLayouts } from '@win11mon/schemas'
import koffi from 'koffi'

type Decoded = Record<string, unknown>

interface RecordType {
  readonly layout: WireLayout<string>
  readonly type: ReturnType<typeof koffi.struct>
}

const cTypes: Readonly<Record<string, string>> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  i32: 'int32_t',
  u64: 'uint64_t',
  i64: 'int64_t',
}
const counted = koffi.struct({ offset: 'uint16_t', length: 'uint16_t' })
const headerType = koffi.struct({
  size_bytes: 'uint32_t',
  kind: 'uint16_t',
  fixed_bytes: 'uint16_t',
  present: 'uint32_t',
  flags: 'uint32_t',
})
const recordTypes = new Map(wireLayouts.map((layout) => [layout.wire, { layout, type: recordType(layout) } satisfies RecordType]))

function recordType(layout: WireLayout<string>): ReturnType<typeof koffi.struct> {
  const ordered = layout.fields.toSorted((left, right) => left.offset - right.offset)
  const members = ordered.map((field) => [field.name, isCounted(field) ? counted : (cTypes[field.wire] ?? 'uint8_t')] as const)
  return koffi.struct({ header: headerType, ...Object.fromEntries(members) })
}

function isCounted({ wire }: WireField): boolean {
  return wire === 'utf16' || wire === 'bytes'
}

/** Every record of a batch as an object with the names of the catalogue. */
export function decodeWithKoffi(batch: Uint8Array): Decoded[] {
  const header = koffi.decode(batch, 0, koffi.array('uint32_t', 4)) as number[]
  const events: Decoded[] = []
  for (let at = 80, left = header[3] ?? 0; left > 0; left -= 1) {
    const { size_bytes: sizeBytes, kind } = koffi.decode(batch, at, headerType) as { size_bytes: number; kind: number }
    const found = recordTypes.get(kind)
    if (found !== undefined) events.push(decodeRecord(batch, at, found))
    at += sizeBytes
  }
  return events
}

interface CountedMember {
  readonly offset: number
  readonly length: number
}

function decodeRecord(batch: Uint8Array, at: number, { layout, type }: RecordType): Decoded {
  const record = koffi.decode(batch, at, type) as Decoded & { header: { fixed_bytes: number; present: number } }
  const { fixed_bytes: fixedBytes, present } = record.header
  const event: Decoded = { kind: layout.kind }
  for (const field of layout.fields) {
    const isPresent = field.presenceBit === undefined || (present & (1 << field.presenceBit)) !== 0
    event[field.name] = isPresent ? valueOf(batch, at + fixedBytes, field, record[field.name]) : null
  }
  return event
}

function valueOf(batch: Uint8Array, contentAt: number, field: WireField, value: unknown): unknown {
  if (!isCounted(field)) return value
  const { offset, length } = value as CountedMember
  if (field.wire === 'bytes') return batch.slice(contentAt + offset, contentAt + offset + length)
  return length === 0 ? '' : (koffi.decode(batch, contentAt + offset, 'char16_t', length / 2) as string)
}
