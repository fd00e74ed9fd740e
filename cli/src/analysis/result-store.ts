import { type BulkItem, type BulkOutcome, type DocumentOf, type DocumentWriter, createMemoryDocumentStore } from '@win11mon/pipeline'

/** The store of one analysis: what it found is at hand, whether or not anybody keeps the documents. */
export interface ResultStore extends DocumentWriter {
  /** Alerts of the hosts of this run. */
  alerts(): readonly DocumentOf<'alerts'>[]
}

const done: BulkOutcome = { status: 'done' }

/** Passes everything on to `kept`, when there is one, and remembers the alerts. Closes `kept`. */
export function createResultStore(kept: DocumentWriter | undefined): ResultStore {
  const found = createMemoryDocumentStore()
  return {
    async bulk(items) {
      const outcomes = kept === undefined ? items.map(() => done) : await kept.bulk(items)
      await found.bulk(items.filter(isAboutAlerts))
      return outcomes
    },
    alerts: () => found.documents('alerts'),
    close: () => kept?.close() ?? Promise.resolve(),
  }
}

function isAboutAlerts(item: BulkItem): boolean {
  if (item.operation === 'reassign') return false
  return (item.operation === 'delete' ? item.family : item.document.family) === 'alerts'
}
