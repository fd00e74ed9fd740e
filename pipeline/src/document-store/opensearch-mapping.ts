import type { IndexType } from '@win11mon/schemas'

import type { FamilyName } from './families.ts'
import { documentFields } from './opensearch-document-fields.ts'

/** Mapping of one field or of an object of fields, in OpenSearch's words. */
export interface FieldMapping {
  readonly type?: string
  readonly properties?: Readonly<Record<string, FieldMapping>>
  readonly [setting: string]: unknown
}

export interface Mapping {
  readonly dynamic: 'strict' | 'false' | 'true'
  readonly properties: Readonly<Record<string, FieldMapping>>
}

/**
 * Longest text that is found by its value, in units of the text: three bytes each fit into the 32,766 bytes that Lucene takes.
 * Longer ones are kept in the document and not found.
 */
const longestKeyword = 8_191

const keyword: FieldMapping = { type: 'keyword', ignore_above: longestKeyword }
const kept: FieldMapping = { type: 'keyword', index: false, doc_values: false }
const date: FieldMapping = { type: 'date_nanos', format: 'strict_date_optional_time_nanos', ignore_malformed: true }

const mappings: Readonly<Record<IndexType, FieldMapping>> = {
  keyword,
  // Paths and command lines are grouped by as well as searched in, which the type of that name cannot do without a second copy.
  wildcard: keyword,
  text: { type: 'text' },
  long: { type: 'long', ignore_malformed: true },
  double: { type: 'double', ignore_malformed: true },
  boolean: { type: 'boolean' },
  // Before 1970 and after 2262 it cannot be searched; the document keeps it.
  date_us: date,
  binary: { ...keyword, doc_values: false },
  none: kept,
}

/** What a document that did not fit was given: the fields that had to go, and all of it as it came. */
export const unmappedPath = 'win11mon.unmapped'
export const originalPath = 'win11mon.original'

const repaired: Readonly<Record<string, FieldMapping>> = { [unmappedPath]: { type: 'flat_object' }, [originalPath]: kept }

/** The mapping of a family: what is not in it is refused. */
export function familyMapping(family: FamilyName): Mapping {
  const fields = new Map(documentFields(family).map(([path, type]) => [path, mappings[type]]))
  for (const [path, mapping] of Object.entries(repaired)) fields.set(path, mapping)
  if (family === 'dead_letters') fields.set('stored.bytes', { type: 'binary' })
  return { dynamic: family === 'inputs' ? 'false' : 'strict', properties: nested(fields) }
}

function nested(fields: ReadonlyMap<string, FieldMapping>): Readonly<Record<string, FieldMapping>> {
  const root: Record<string, FieldMapping> = {}
  for (const [path, mapping] of fields) {
    const parts = path.split('.')
    const last = parts.pop() ?? path
    let level = root
    for (const part of parts) {
      const next = (level[part] ?? { properties: {} }) as { properties: Record<string, FieldMapping> }
      level[part] = next
      level = next.properties
    }
    level[last] = mapping
  }
  return root
}

/** Dotted names of all fields of a mapping with their types; for whoever checks names against it. */
export function mappedFields({ properties }: Pick<Mapping, 'properties'>, prefix = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, { type, properties: inner }] of Object.entries(properties)) {
    const path = `${prefix}${name}`
    if (inner === undefined) found.set(path, type ?? 'object')
    else for (const [innerPath, innerType] of mappedFields({ properties: inner }, `${path}.`)) found.set(innerPath, innerType)
  }
  return found
}
