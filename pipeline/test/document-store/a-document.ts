import { isoTime } from '@win11mon/schemas'

import { columnPath, idPaths } from '../../src/document-store/column-paths.ts'
import type { BulkItem, Document, DocumentOf, VersionedDocument } from '../../src/document-store/document-writer.ts'
import { type FamilyName, type Row, columnsOf } from '../../src/document-store/families.ts'

/** Values for every column: those given, else something of the column's type. */
function columnsWith<Name extends FamilyName>(family: Name, given: Partial<Row<Name>> = {}): Row<Name> {
  const defaults = columnsOf(family).map(({ name, type, isRequired }) => [
    name,
    isRequired ? ({ TEXT: '', INTEGER: 0, REAL: 0, BLOB: new Uint8Array() } as const)[type] : null,
  ])
  return { ...(Object.fromEntries(defaults) as Row<Name>), ...given }
}

/** Its JSON says the same as its id and columns, as that of every document of the product does: stores may read them from there. */
export function aDocument<Name extends FamilyName>(family: Name, id: string, given: Partial<Row<Name>> = {}): DocumentOf<Name> {
  const columns = columnsWith(family, given)
  const root: Record<string, unknown> = {}
  const idPath = idPaths[family]
  for (const [name, value] of Object.entries(columns)) {
    const path = columnPath(family, name)
    if (path !== null && value !== null) place(root, path, name.endsWith('_us') ? isoTime(value as number) : value)
  }
  if (idPath !== null) place(root, idPath, id)
  return { family, id, columns, doc: JSON.stringify(root) }
}

function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let level = root
  for (const part of parts) level = (level[part] ??= {}) as Record<string, unknown>
  level[last] = value
}

/** The document with more in its JSON. */
export function holding<Kind extends Document>(document: Kind, more: object): Kind {
  return { ...document, doc: JSON.stringify(merged(JSON.parse(String(document.doc)), more)) }
}

function merged(base: unknown, more: unknown): unknown {
  if (!isObject(base) || !isObject(more)) return more
  const keys = [...new Set([...Object.keys(base), ...Object.keys(more)])]
  return Object.fromEntries(keys.map((key) => [key, key in more && key in base ? merged(base[key], more[key]) : (more[key] ?? base[key])]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function aProcess(id: string, given: Partial<Row<'processes'>> = {}): DocumentOf<'processes'> {
  return holding(aDocument('processes', id, given), { note: given.executable ?? 'none' })
}

/** An event of two processes. */
export function anEvent(id: string, processId: string, objectId: string, given: Partial<Row<'events'>> = {}): DocumentOf<'events'> {
  const document = aDocument('events', id, { process_id: processId, object_id: objectId, ...given })
  return holding(document, { process: { pid: 7 }, win11mon: { object: { pid: 8 } } })
}

export const create = (document: Document): BulkItem => ({ operation: 'create', document })
export const put = (document: VersionedDocument, version = 1): BulkItem => ({ operation: 'put', document, version })
export const remove = (id: string, version = 1): BulkItem => ({ operation: 'delete', family: 'processes', id, version })
export const reassign = (eventId: string, column: 'process_id' | 'object_id', toEntityId: string): BulkItem => ({
  operation: 'reassign',
  eventId,
  eventTimeUs: 0,
  column,
  toEntityId,
})
