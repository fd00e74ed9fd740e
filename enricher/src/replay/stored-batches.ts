import type { StoredEvent } from '@win11mon/pipeline'
import type { Event } from '@win11mon/schemas'

import { type ReadEvent, readEventDocument } from '../index/read-event-document.ts'

/** Consecutive stored events of one stream. */
export interface StoredBatch {
  readonly bootId: string
  readonly hostName: string | null
  readonly events: readonly { readonly event: Event; readonly stored: StoredEvent }[]
}

/** Events a batch holds at most: as many as those of captures hold unless they are told otherwise. */
const maxEvents = 500

/** Packs stored events as they once came: batches of different streams stay apart. Rejects with STORE_DAMAGED. */
export async function* storedBatches(stored: AsyncIterable<StoredEvent>): AsyncGenerator<StoredBatch> {
  let read: { readonly known: ReadEvent; readonly stored: StoredEvent }[] = []
  for await (const item of stored) {
    const known = readEventDocument(item.id, item.doc)
    const first = read[0]?.known
    if (first !== undefined && (first.bootId !== known.bootId || read.length >= maxEvents)) {
      yield toBatch(read, first)
      read = []
    }
    read.push({ known, stored: item })
  }
  const first = read[0]?.known
  if (first !== undefined) yield toBatch(read, first)
}

function toBatch(read: readonly { readonly known: ReadEvent; readonly stored: StoredEvent }[], { bootId }: ReadEvent): StoredBatch {
  return {
    bootId,
    hostName: read.find(({ known }) => known.hostName !== null)?.known.hostName ?? null,
    events: read.map(({ known: { event }, stored }) => ({ event, stored })),
  }
}
