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

export function aDocument<Name extends FamilyName>(family: Name, id: string, given: Partial<Row<Name>> = {}): DocumentOf<Name> {
  return { family, id, columns: columnsWith(family, given), doc: '{}' }
}

export function aProcess(id: string, given: Partial<Row<'processes'>> = {}): DocumentOf<'processes'> {
  const doc = JSON.stringify({ process: { entity_id: id }, note: given.executable ?? null })
  return { ...aDocument('processes', id, given), doc }
}

/** An event of two processes. */
export function anEvent(id: string, processId: string, objectId: string, given: Partial<Row<'events'>> = {}): DocumentOf<'events'> {
  const doc = { event: { id }, process: { entity_id: processId, pid: 7 }, win11mon: { object: { entity_id: objectId, pid: 8 } } }
  return { ...aDocument('events', id, { process_id: processId, object_id: objectId, ...given }), doc: JSON.stringify(doc) }
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
