import type { BulkItem, BulkOutcome, Document, DocumentStore } from './document-store.ts'
import { withEntityId } from './entity-paths.ts'
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

  function reassign({ eventId, column, toEntityId }: BulkItem & { readonly operation: 'reassign' }): void {
    const event = familyOf('events').get(eventId)
    if (event === undefined) return
    const index = families.events.columns.findIndex(({ name }) => name === column)
    familyOf('events').set(eventId, {
      ...event,
      values: event.values.with(index, toEntityId),
      doc: withEntityId(event.doc, column, toEntityId),
    })
  }

  return {
    bulk: (items) => Promise.resolve(items.map(apply)),
    async *scan(family) {
      for (const document of familyOf(family).values()) yield document.doc
    },
    close: () => Promise.resolve(),
  }
}
