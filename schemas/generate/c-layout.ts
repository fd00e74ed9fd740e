import type { EnumDefinition, FieldDefinition, KindDefinition, WireType } from '../catalogue/catalogue.ts'

/** Where one catalogue field lies in the fixed part of a driver record. */
export interface PlacedField {
  readonly field: FieldDefinition
  readonly wire: WireType
  /** Bytes from the start of the record. */
  readonly offset: number
  readonly sizeBytes: number
  /** Bit of the record's presence mask; absent for fields that are always there. */
  readonly presenceBit?: number
}

/** The fixed part of the records of one kind: the common header, then the kind's own fields without holes. */
export interface RecordLayout {
  readonly kind: KindDefinition
  readonly header: readonly PlacedField[]
  readonly fields: readonly PlacedField[]
  /** Bytes after the last field up to the next multiple of eight. */
  readonly paddingBytes: number
  readonly fixedBytes: number
}

export interface Catalogue {
  readonly headerFields: readonly FieldDefinition[]
  readonly kinds: readonly KindDefinition[]
  readonly enums: readonly EnumDefinition[]
}

/** Bytes before the catalogue's header fields: size u32, kind u16, fixed part u16, presence mask u32, flags u32. */
export const prefixBytes = 16
const presenceBits = 32

const wireSizes: Record<WireType, number> = { u8: 1, u16: 2, u32: 4, u64: 8, i32: 4, i64: 8, utf16: 4, bytes: 4 }

/** Counted text and bytes are a pair of u16: it needs two-byte alignment only, but takes the place of a u32. */
function place(
  fields: readonly FieldDefinition[],
  start: number,
  firstBit: number,
): { placed: PlacedField[]; end: number; nextBit: number } {
  let nextBit = firstBit
  const carried = fields.flatMap((field) => {
    if (field.wire === undefined) return []
    const presence = field.isOptional ? { presenceBit: nextBit++ } : {}
    return [{ field, wire: field.wire, sizeBytes: wireSizes[field.wire], ...presence }]
  })
  let offset = start
  const placed = carried
    .toSorted((left, right) => right.sizeBytes - left.sizeBytes)
    .map((entry) => {
      const at = offset
      offset += entry.sizeBytes
      return { ...entry, offset: at }
    })
  return { placed, end: offset, nextBit }
}

function layOut(kind: KindDefinition, headerFields: readonly FieldDefinition[]): RecordLayout {
  const header = place(headerFields, prefixBytes, 0)
  const body = place(kind.fields, header.end, header.nextBit)
  if (header.end % 8 !== 0) throw new Error(`The record header ends at byte ${header.end}; it must be a multiple of eight.`)
  if (body.nextBit > presenceBits)
    throw new Error(`${kind.name} has ${body.nextBit} optional wire fields; the presence mask holds ${presenceBits}.`)
  const fixedBytes = Math.ceil(body.end / 8) * 8
  return { kind, header: header.placed, fields: body.placed, paddingBytes: fixedBytes - body.end, fixedBytes }
}

/** The layout of every kind the driver writes, in wire order. */
export function layOutRecords(catalogue: Catalogue): readonly RecordLayout[] {
  return catalogue.kinds
    .filter((kind) => kind.origin === 'driver')
    .toSorted((left, right) => left.wire - right.wire)
    .map((kind) => layOut(kind, catalogue.headerFields))
}

/** FNV-1a over everything a reader depends on; a driver and a reader with different tables refuse each other. */
export function layoutFingerprint(layouts: readonly RecordLayout[]): number {
  let hash = 0x811c9dc5
  const text = layouts
    .map((layout) => `${layout.kind.wire}:${layout.fixedBytes}:${[...layout.header, ...layout.fields].map(describePlace).join(',')}`)
    .join('\n')
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return hash
}

function describePlace({ field, wire, offset, presenceBit }: PlacedField): string {
  return `${field.name}/${wire}@${offset}#${presenceBit ?? '-'}`
}
