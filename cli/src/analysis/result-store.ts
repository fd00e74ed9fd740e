import { setImmediate } from 'node:timers/promises'

import { type BulkItem, type BulkOutcome, type DocumentStore, type StoredEvent, createMemoryDocumentStore } from '@win11mon/pipeline'

/** The store of one analysis: what it found is at hand, whether or not anybody keeps the documents. */
export interface ResultStore extends DocumentStore {
  /** Alert documents of the hosts of this run as JSON. */
  alerts(): AsyncIterable<string>
}

const done: BulkOutcome = { status: 'done' }

/** Passes everything on to `kept`, when there is one, and remembers the alerts. Closes `kept`. */
export function createResultStore(kept: DocumentStore | undefined): ResultStore {
  const found = createMemoryDocumentStore()
  return {
    async bulk(items) {
      await found.bulk(items.filter(isAboutAlerts))
      return kept === undefined ? items.map(() => done) : await kept.bulk(items)
    },
    scan: (family) => (kept ?? found).scan(family),
    hostEvents: (hostId) => breathe((kept ?? found).hostEvents(hostId)),
    hostIds: (family, hostId) => (kept ?? found).hostIds(family, hostId),
    alerts: () => found.scan('alerts'),
    close: () => kept?.close() ?? Promise.resolve(),
  }
}

function isAboutAlerts(item: BulkItem): boolean {
  if (item.operation === 'reassign') return true
  return (item.operation === 'delete' ? item.family : item.document.family) === 'alerts'
}

const eventsBetweenBreaths = 2_000

/** Lets timers and signals through: a store that answers at once would keep the event loop for as long as it has events. */
async function* breathe(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
  let count = 0
  for await (const event of events) {
    yield event
    count += 1
    if (count % eventsBetweenBreaths === 0) await setImmediate()
  }
}
