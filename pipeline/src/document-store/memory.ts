import type { BulkItem, BulkOutcome, Document, DocumentStore } from './document-store.ts'
import { type FamilyName, families, familyNames } from './families.ts'

const done: BulkOutcome = { status: 'done' }
const exists: BulkOutcome = { status: 'exists' }

/** Documents in memory, for runs that keep nothing and for tests. */
export function createMemoryDocumentStore(): DocumentStore {
  const documents = new Map<FamilyName, Map<string, Document>>(familyNames.map((name) => [name, new Map()]))

  function familyOf(name: FamilyName): Map<string, Document> {
    return documents.get(name) ?? new Map<string, Document>()
  }

  function apply(item: BulkItem): BulkOutcome {
    if (item.operation === 'delete') familyOf(item.family).delete(item.id)
    else if (item.operation === 'reassign') reassign(item)
    else {
      const family = familyOf(item.document.family)
      if (item.operation === 'create' && family.has(item.document.id)) return exists
      family.set(item.document.id, item.document)
    }
    return done
  }

  function reassign(item: BulkItem & { readonly operation: 'reassign' }): void {
    for (const name of ['events', 'alerts'] as const) {
      const columns = families[name].columns.map((column) => column.name)
      const [actor, object, time] = ['process_id', 'object_id', 'time_us'].map((column) => columns.indexOf(column))
      for (const [id, document] of familyOf(name)) {
        const timeUs = Number(document.values[time ?? -1])
        if (timeUs < item.firstTimeUs || timeUs > item.lastTimeUs) continue
        const values = document.values.map((value, index) =>
          (index === actor || index === object) && value === item.fromEntityId ? item.toEntityId : value,
        )
        familyOf(name).set(id, { ...document, values, doc: document.doc.replaceAll(`"${item.fromEntityId}"`, `"${item.toEntityId}"`) })
      }
    }
  }

  return {
    bulk: (items) => Promise.resolve(items.map(apply)),
    async *scan(family) {
      for (const document of familyOf(family).values()) yield document.doc
    },
    close: () => Promise.resolve(),
  }
}
