import { setImmediate } from 'node:timers/promises'

import type { DocumentHistory, StoredEvent } from '@win11mon/pipeline'

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
