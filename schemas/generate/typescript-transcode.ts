import { enums, headerFields, kinds } from '../catalogue/catalogue.ts'
import type { EnumDefinition, FieldDefinition } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { layOutRecords, type PlacedField, type RecordLayout } from './c-layout.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { camelCase, pascalCase } from './names.ts'

/** As the generated module sees it. */
const wireBytes = '../../wire-bytes'

const layouts = layOutRecords({ enums, headerFields, kinds })

/** Text of `schemas/src/generated/wire/transcode.ts`: straight-line code per kind from a driver record to its Avro bytes. */
export function transcodeModule(): string {
  return [typescriptBanner, imports(), ...usedEnums().map(branchTable), kindNames(), ...layouts.map(transcoder), dispatch()].join('\n')
}

function imports(): string {
  return `import { eventFixedBytes } from '../codec.ts'
import { branchTable } from '${wireBytes}/branch-table.ts'
import type { WireRecord } from '${wireBytes}/wire-record.ts'
`
}

function usedEnums(): readonly EnumDefinition[] {
  const carried = layouts.flatMap(({ fields }) => fields.map(({ field }) => enumOf(field)))
  return enums.filter((definition) => carried.includes(definition))
}

function branchTable({ name, symbols }: EnumDefinition): string {
  return `const ${branchesName(name)}: Uint8Array = branchTable([${symbols.map(({ wire }) => wire).join(', ')}])`
}

function branchesName(enumName: string): string {
  return `${camelCase(enumName.charAt(0).toLowerCase() + enumName.slice(1))}Branches`
}

function kindNames(): string {
  const entries = layouts.map(({ kind }) => `  [${kind.wire}, '${kind.name}'],`)
  return `
/** UTF-8 names of the kinds a driver writes, by wire number. */
const kindNames: ReadonlyMap<number, Uint8Array> = new Map(
  ([
${entries.join('\n')}
  ] as const).map(([wire, name]) => [wire, Buffer.from(name)]),
)
`
}

function transcoder(layout: RecordLayout): string {
  const placed = [...layout.header, ...layout.fields]
  const branch = kinds.indexOf(layout.kind)
  return `function transcode${pascalCase(layout.kind.name)}(record: WireRecord, start: number, end: number): number {
  record.open(start, ${layout.fixedBytes})
  const { target, present } = record
  let position = end
  target[position++] = ${branch * 2}
${allFields(layout.kind)
  .map((field) => fieldStatement(field, placed))
  .join('\n')}
  return position
}
`
}

function fieldStatement(field: FieldDefinition, placed: readonly PlacedField[]): string {
  const place = placed.find((candidate) => candidate.field.name === field.name)
  if (place === undefined) return absentStatement(field, placed)
  if (place.presenceBit === undefined) return `  position = ${writeCall(place)}`
  return `  if ((present & 0x${(2 ** place.presenceBit).toString(16)}) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = ${writeCall(place)}
  }`
}

/** What a driver's record does not carry is null, except for a name that follows from a number it does carry. */
function absentStatement(field: FieldDefinition, placed: readonly PlacedField[]): string {
  if (!field.isOptional) throw new Error(`${field.name} is required and no record of the driver carries it.`)
  const number = placed.find((candidate) => candidate.field.name === field.kindNameOf)
  return number === undefined ? '  target[position++] = 0' : `  position = record.kindName(position, ${number.offset}, kindNames)`
}

function writeCall({ field, wire, offset }: PlacedField): string {
  const definition = enumOf(field)
  if (definition !== undefined) return `record.symbol(position, ${offset}, ${branchesName(definition.name)})`
  switch (field.type) {
    case 'boolean':
      return `record.boolean(position, ${offset})`
    case 'address':
      return `record.address(position, ${offset})`
    case 'string':
      return `record.text(position, ${offset}, '${camelCase(field.name)}')`
    case 'bytes':
      return `record.byteString(position, ${offset}, '${camelCase(field.name)}')`
    default:
      return `record.${wire}(position, ${offset}${wire.endsWith('64') ? `, '${camelCase(field.name)}'` : ''})`
  }
}

function dispatch(): string {
  return `/** Room that a record of so many bytes needs at most as Avro: three bytes of UTF-8 for two of UTF-16. */
export function transcodedRoom(sizeBytes: number): number {
  return eventFixedBytes + sizeBytes + (sizeBytes >> 1)
}

/**
 * Writes the record that starts at \`start\` to \`record.target\` at \`end\`, as one member of the union, and returns the position
 * behind it; undefined for a kind this version does not know. Throws RECORD_MALFORMED.
 */
export function transcodeRecord(record: WireRecord, kindNumber: number, start: number, end: number): number | undefined {
  switch (kindNumber) {
${layouts.map(({ kind }) => `    case ${kind.wire}: return transcode${pascalCase(kind.name)}(record, start, end)`).join('\n')}
    default: return undefined
  }
}
`
}
