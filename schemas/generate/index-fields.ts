import { kinds } from '../catalogue/catalogue.ts'
import type { FieldDefinition, IndexType } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { camelCase } from './names.ts'

const sqliteTypes: Record<IndexType, string> = {
  keyword: 'TEXT',
  wildcard: 'TEXT',
  text: 'TEXT',
  long: 'INTEGER',
  boolean: 'INTEGER',
  date_us: 'INTEGER',
  double: 'REAL',
  binary: 'BLOB',
  none: 'TEXT',
}

interface Entry {
  readonly field: FieldDefinition
  readonly kinds: string[]
}

/** Text of `schemas/src/generated/index-fields.ts`: where each field of an event stands in its document. */
export function indexFieldsModule(): string {
  return `${typescriptBanner}
import type { EventKind } from './events.ts'

export type IndexType = 'keyword' | 'wildcard' | 'text' | 'long' | 'double' | 'boolean' | 'date_us' | 'binary' | 'none'
export type SqliteType = 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB'

/** One field of the document of an event. */
export interface IndexField {
  /** Name in Avro, C and the docs. */
  readonly name: string
  /** Name in the typed event. */
  readonly property: string
  /** Type in the typed event. */
  readonly type: 'boolean' | 'long' | 'address' | 'string' | 'bytes' | 'enum'
  /** Dotted name in the document. */
  readonly index: string
  /** \`date_us\`: microseconds in the event. \`none\`: kept in the document, not searchable. */
  readonly indexType: IndexType
  readonly sqliteType: SqliteType
  /** Kinds whose events have the field. */
  readonly kinds: readonly EventKind[]
  readonly unit?: string
}

const everyKind: readonly EventKind[] = [${kinds.map((kind) => `'${kind.name}'`).join(', ')}]

/** Every field of every kind, once for each name, type and place in the document. */
export const indexFields: readonly IndexField[] = [
${entries().map(entryText).join('\n')}
]
`
}

function entries(): readonly Entry[] {
  const byPlace = new Map<string, Entry>()
  for (const kind of kinds) {
    for (const field of allFields(kind)) {
      const key = [field.name, field.type, field.index, field.indexType].join(' ')
      const entry = byPlace.get(key)
      if (entry === undefined) byPlace.set(key, { field, kinds: [kind.name] })
      else entry.kinds.push(kind.name)
    }
  }
  return [...byPlace.values()]
}

function entryText({ field, kinds: names }: Entry): string {
  const type = enumOf(field) === undefined ? field.type : 'enum'
  const kindList = names.length === kinds.length ? 'everyKind' : `[${names.map((name) => `'${name}'`).join(', ')}]`
  const place = `index: '${field.index}', indexType: '${field.indexType}', sqliteType: '${sqliteTypes[field.indexType]}'`
  const unit = field.unit === undefined ? '' : `, unit: '${field.unit}'`
  return `  { name: '${field.name}', property: '${camelCase(field.name)}', type: '${type}', ${place}, kinds: ${kindList}${unit} },`
}
