import type { EnumDefinition } from '../catalogue/catalogue.ts'
import { type Catalogue, layOutRecords, layoutFingerprint, type PlacedField, prefixBytes, type RecordLayout } from './c-layout.ts'

const cTypes: Record<string, string> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  u64: 'uint64_t',
  i32: 'int32_t',
  i64: 'int64_t',
  utf16: 'mon_counted_t',
  bytes: 'mon_counted_t',
}

const preamble = `/*
 * Layout of the records the driver writes. Generated from schemas/catalogue; never edited by hand.
 *
 * A record is a header, the fixed part of its kind, then its texts and bytes. All integers are little endian. A counted
 * member gives the offset of its bytes from the end of the fixed part (header.fixed_bytes) and their length; text is
 * UTF-16LE without a terminator. A bit of header.present_mask says that an optional member has a value; a member whose
 * bit is clear is zero and means "not known". Records start at multiples of eight bytes and size_bytes is one too.
 */
#ifndef MON_RECORDS_GENERATED_H
#define MON_RECORDS_GENERATED_H

#include <stddef.h>
#include <stdint.h>

/* The same word in C and in C++. */
#ifdef __cplusplus
#define MON_STATIC_ASSERT static_assert
#else
#define MON_STATIC_ASSERT _Static_assert
#endif
`

function constant(name: string): string {
  return name.toUpperCase()
}

function screaming(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
}

function renderEnum(definition: EnumDefinition): string {
  const prefix = `MON_${screaming(definition.name)}`
  const lines = definition.symbols.map(({ name, wire, doc }) => `    ${prefix}_${constant(name)} = ${wire}, /* ${doc} */`)
  return `/* ${definition.doc} */\nenum {\n${lines.join('\n')}\n};\n`
}

function renderMember({ field, wire }: PlacedField): string {
  return `    ${cTypes[wire]} ${field.name};`
}

function renderHeader(layouts: readonly RecordLayout[]): string {
  const members = layouts[0]?.header ?? []
  const end = members.reduce((sum, member) => sum + member.sizeBytes, prefixBytes)
  const asserts = members.map(
    ({ field, offset }) => `MON_STATIC_ASSERT(offsetof(mon_record_header_t, ${field.name}) == ${offset}, "wire layout is frozen");`,
  )
  return `/* Bytes of a text or byte string: where they start after the fixed part, and how many they are. */
typedef struct mon_counted {
    uint16_t offset_bytes;
    uint16_t length_bytes;
} mon_counted_t;
MON_STATIC_ASSERT(sizeof(mon_counted_t) == 4, "wire layout is frozen");

/* header.flags: a text of this record was cut to its limit. */
#define MON_RECORD_FLAG_TRUNCATED 0x00000001u

typedef struct mon_record_header {
    uint32_t size_bytes;
    uint16_t kind;
    uint16_t fixed_bytes;
    uint32_t present_mask;
    uint32_t flags;
${members.map(renderMember).join('\n')}
} mon_record_header_t;
MON_STATIC_ASSERT(sizeof(mon_record_header_t) == ${end}, "wire layout is frozen");
${asserts.join('\n')}
`
}

function renderRecord(layout: RecordLayout): string {
  const type = `mon_${layout.kind.name}_record_t`
  const padding = layout.paddingBytes > 0 ? [`    uint8_t reserved[${layout.paddingBytes}];`] : []
  const members = ['    mon_record_header_t header;', ...layout.fields.map(renderMember), ...padding]
  const asserts = layout.fields.map(
    ({ field, offset }) => `MON_STATIC_ASSERT(offsetof(${type}, ${field.name}) == ${offset}, "wire layout is frozen");`,
  )
  const bits = [...layout.header, ...layout.fields].flatMap(({ field, presenceBit }) =>
    presenceBit === undefined ? [] : [{ presenceBit, name: `MON_${constant(layout.kind.name)}_HAS_${constant(field.name)}` }],
  )
  const defines = bits
    .toSorted((left, right) => left.presenceBit - right.presenceBit)
    .map(({ presenceBit, name }) => `#define ${name} 0x${(2 ** presenceBit).toString(16).padStart(8, '0')}u`)
  return `/* ${layout.kind.doc} */
typedef struct mon_${layout.kind.name}_record {
${members.join('\n')}
} ${type};
MON_STATIC_ASSERT(sizeof(${type}) == ${layout.fixedBytes}, "wire layout is frozen");
${asserts.join('\n')}
${defines.join('\n')}
`
}

/** The C header of the record layouts, complete. */
export function renderCHeader(catalogue: Catalogue): string {
  const layouts = layOutRecords(catalogue)
  const kinds = layouts.map(({ kind }) => `    MON_KIND_${constant(kind.name)} = ${kind.wire}, /* ${kind.doc} */`)
  const first = layouts[0]?.kind.wire ?? 0
  return [
    preamble,
    `/* Changes whenever a layout does; the driver reports it and a reader with another value refuses to decode. */`,
    `#define MON_LAYOUT_FINGERPRINT 0x${layoutFingerprint(layouts).toString(16).padStart(8, '0')}u\n`,
    `enum {\n${kinds.join('\n')}\n};`,
    `#define MON_KIND_FIRST ${first}\n#define MON_KIND_COUNT ${layouts.length}\n`,
    ...catalogue.enums.map(renderEnum),
    renderHeader(layouts),
    ...layouts.map(renderRecord),
    '#endif\n',
  ].join('\n')
}
