import type { BulkItem, BulkOutcome, Document, DocumentStore, StoredEvent } from './document-store.ts'
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
    async *hostEvents(hostId) {
      for (const document of familyOf('events').values()) if (isOfHost(document, hostId)) yield storedEvent(document)
    },
    hostIds: (family, hostId) =>
      Promise.resolve([...familyOf(family).values()].filter((document) => isOfHost(document, hostId)).map(({ id }) => id)),
    close: () => Promise.resolve(),
  }
}

function isOfHost(document: Document, hostId: string): boolean {
  return valueOf(document, 'host_id') === hostId
}

function storedEvent(document: Document): StoredEvent {
  const { id, doc } = document
  return { id, processId: valueOf(document, 'process_id'), objectId: valueOf(document, 'object_id'), doc }
}

function valueOf({ family, values }: Document, column: string): string | null {
  const value = values[families[family].columns.findIndex(({ name }) => name === column)]
  return typeof value === 'string' ? value : null
}
