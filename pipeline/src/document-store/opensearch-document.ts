import { readIsoTime } from '@win11mon/schemas'

import { columnPath } from './column-paths.ts'
import type { TextDocumentOf, EntityColumn } from './document-writer.ts'
import { entityPaths, withEntityId } from './entity-paths.ts'
import { type Column, type FamilyName, type Row, columnsOf } from './families.ts'
import { originalPath } from './opensearch-mapping.ts'
import type { FoundHit } from './opensearch/search-requests.ts'

/** The document behind a hit, whose source is the text that was stored: as it was given to the writer; bytes stay behind. */
export function documentOf<Name extends FamilyName>(family: Name, { _id: id, _source: source }: FoundHit): TextDocumentOf<Name> {
  const stored = JSON.parse(source) as unknown
  const original = valueAt(stored, originalPath)
  const doc = typeof original === 'string' ? correctedOriginal(original, stored) : withoutStored(source)
  const said = typeof original === 'string' ? parsed(doc) : stored
  const values = columnsOf(family).map((column) => [column.name, columnValue(family, column, { said, stored })] as const)
  return { family, id, columns: Object.fromEntries(values) as unknown as Row<Name>, doc }
}

/** Corrections of an event reach what was made of it, not the text that it came as. */
function correctedOriginal(original: string, stored: unknown): string {
  const root = parsed(original)
  let doc = original
  for (const [column, path] of Object.entries(entityPaths) as [EntityColumn, readonly string[]][]) {
    const entityId = valueAt(stored, path.join('.'))
    if (typeof entityId === 'string' && entityId !== valueAt(root, path.join('.'))) doc = withEntityId(doc, column, entityId)
  }
  return doc
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Sources {
  readonly said: unknown
  readonly stored: unknown
}

function columnValue(family: FamilyName, column: Column, { said, stored }: Sources): unknown {
  const { name, type, isRequired } = column
  if (type === 'BLOB') return new Uint8Array()
  const path = columnPath(family, name)
  const value = path === null ? valueAt(stored, `stored.${name}`) : valueAt(said, path)
  const read = typeof value === 'string' && name.endsWith('_us') ? readIsoTime(value) : value
  const fits = type === 'TEXT' ? typeof read === 'string' : typeof read === 'number'
  if (fits) return read
  // What a hostile or foreign document lacks is empty here; the document itself shows it.
  if (!isRequired) return null
  return type === 'TEXT' ? '' : 0
}

function valueAt(root: unknown, path: string): unknown {
  let value = root
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

const key = '"stored":{'

/** Takes off what the writer put behind the document. The last key of that name is the writer's, and it holds no objects. */
function withoutStored(source: string): string {
  const at = source.lastIndexOf(key)
  if (at < 0 || source.indexOf('}', at) < source.length - 2) return source
  return at <= 1 ? '{}' : `${source.slice(0, at - 1)}}`
}
