import type { BulkItem, ColumnValue, Document } from '../../src/document-store/document-store.ts'
import { type FamilyName, families } from '../../src/document-store/families.ts'

/** Values for every column: those given, else null. */
export function valuesOf(family: FamilyName, given: Readonly<Record<string, ColumnValue>> = {}): ColumnValue[] {
  return families[family].columns.map(({ name }) => given[name] ?? null)
}

export function aProcess(id: string, given: Readonly<Record<string, ColumnValue>> = {}): Document {
  return {
    family: 'processes',
    id,
    values: valuesOf('processes', given),
    doc: JSON.stringify({ process: { entity_id: id }, note: given['executable'] ?? null }),
  }
}

/** An event of two processes. */
export function anEvent(id: string, processId: string, objectId: string): Document {
  const doc = { event: { id }, process: { entity_id: processId, pid: 7 }, win11mon: { object: { entity_id: objectId, pid: 8 } } }
  return { family: 'events', id, values: valuesOf('events', { process_id: processId, object_id: objectId }), doc: JSON.stringify(doc) }
}

export const create = (document: Document): BulkItem => ({ operation: 'create', document })
export const put = (document: Document): BulkItem => ({ operation: 'put', document })
