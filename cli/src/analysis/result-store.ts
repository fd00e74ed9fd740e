import { setImmediate } from 'node:timers/promises'

import {
  type BulkItem,
  type BulkOutcome,
  type DocumentHistory,
  type DocumentOf,
  type DocumentWriter,
  type StoredEvent,
  createMemoryDocumentStore,
} from '@win11mon/pipeline'

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

const eventsBetweenBreaths = 2_000

/** Lets timers and signals through: a store that answers at once would keep the event loop for as long as it has events. */
export function breathingHistory(history: DocumentHistory): DocumentHistory {
  return {
    hostEvents: (hostId) => breathe(history.hostEvents(hostId)),
    hostDocuments: (family, hostId) => history.hostDocuments(family, hostId),
    newestVersion: () => history.newestVersion(),
  }
}

async function* breathe(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
  let count = 0
  for await (const event of events) {
    yield event
    count += 1
    if (count % eventsBetweenBreaths === 0) await setImmediate()
  }
}
