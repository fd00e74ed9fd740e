import { type BulkItem, type BulkOutcome, type DocumentReader, type DocumentWriter, createMemoryDocumentStore } from '@win11mon/pipeline'

/** The store of one analysis: what it found is at hand, whether or not anybody keeps the documents. */
export interface ResultStore extends DocumentWriter {
  /** Everything that this run wrote but the events: a store that is kept may hold other hosts and other streams besides. */
  readonly found: DocumentReader
}

const done: BulkOutcome = { status: 'done' }

/** Passes everything on to `kept`, when there is one, and remembers what was found. Closes `kept`. */
export function createResultStore(kept: DocumentWriter | undefined): ResultStore {
  const found = createMemoryDocumentStore()
  return {
    async bulk(items) {
      const outcomes = kept === undefined ? items.map(() => done) : await kept.bulk(items)
      await found.bulk(items.filter(isFinding))
      return outcomes
    },
    found,
    close: () => kept?.close() ?? Promise.resolve(),
  }
}

function isFinding(item: BulkItem): boolean {
  if (item.operation === 'reassign') return false
  return item.operation === 'delete' || item.document.family !== 'events'
}
