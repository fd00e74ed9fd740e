import type { DocumentHistory, StoredEvent } from './document-history.ts'
import type { DocumentReader } from './document-reader.ts'
import type { DocumentSearch } from './document-search.ts'
import type { BulkItem, BulkOutcome, Document, DocumentWriter, ReassignItem, TextDocumentOf } from './document-writer.ts'
import { withEntityId } from './entity-paths.ts'
import { type FamilyName, familyNames } from './families.ts'
import { createMemoryReader, toRow } from './memory-reader.ts'
import { createMemorySearch } from './memory-search.ts'

const done: BulkOutcome = { status: 'done' }
const exists: BulkOutcome = { status: 'exists' }
const superseded: BulkOutcome = { status: 'superseded' }

interface Kept {
  readonly document: Document
  readonly version: number
}

export interface MemoryDocumentStore extends DocumentWriter, DocumentHistory, DocumentReader, DocumentSearch {
  /** The documents of a family, in the order in which they were first written. */
  documents<Name extends FamilyName>(family: Name): readonly TextDocumentOf<Name>[]
}

/** Documents in memory, for runs that keep nothing and for tests. */
export function createMemoryDocumentStore(): MemoryDocumentStore {
  const families = new Map<FamilyName, Map<string, Kept>>(familyNames.map((name) => [name, new Map()]))
  let newestVersion = 0
  let revision = 0

  function familyOf(name: FamilyName): Map<string, Kept> {
    return families.get(name) ?? new Map<string, Kept>()
  }

  function apply(item: BulkItem): BulkOutcome {
    if (item.operation === 'reassign') return reassign(item)
    if (item.operation === 'create') return create(item.document)
    const { family, id } = item.operation === 'put' ? item.document : item
    const kept = familyOf(family)
    if ((kept.get(id)?.version ?? 0) > item.version) return superseded
    newestVersion = Math.max(newestVersion, item.version)
    if (item.operation === 'put') kept.set(id, { document: item.document, version: item.version })
    else kept.delete(id)
    return done
  }

  function create(document: Document): BulkOutcome {
    const kept = familyOf(document.family)
    if (kept.has(document.id)) return exists
    kept.set(document.id, { document: asText(document), version: 0 })
    return done
  }

  function reassign({ eventId, column, toEntityId }: ReassignItem): BulkOutcome {
    const event = familyOf('events').get(eventId)?.document
    if (event?.family !== 'events') return done
    const columns = { ...event.columns, [column]: toEntityId }
    familyOf('events').set(eventId, {
      document: { ...event, columns, doc: withEntityId(String(event.doc), column, toEntityId) },
      version: 0,
    })
    return done
  }

  function documents<Name extends FamilyName>(family: Name): TextDocumentOf<Name>[] {
    return [...familyOf(family).values()].map(({ document }) => document as unknown as TextDocumentOf<Name>)
  }

  return {
    ...createMemoryReader(documents, () => revision),
    ...createMemorySearch((family) => documents(family).map((document) => toRow(document))),
    async bulk(items) {
      revision += 1
      return items.map(apply)
    },
    async *hostEvents(hostId) {
      for (const event of documents('events')) if (event.columns.host_id === hostId) yield storedEvent(event)
    },
    hostDocuments: (family, hostId) => Promise.resolve(documents(family).filter((document) => document.columns.host_id === hostId)),
    newestVersion: () => Promise.resolve(newestVersion),
    documents,
    close: () => Promise.resolve(),
  }
}

/** What is kept for long does not keep the buffer that it came in. */
function asText(document: Document): Document {
  return document.family === 'events' ? { ...document, doc: String(document.doc) } : document
}

function storedEvent({ id, columns, doc }: TextDocumentOf<'events'>): StoredEvent {
  return { id, processId: columns.process_id, objectId: columns.object_id, doc }
}
