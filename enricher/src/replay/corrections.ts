import type { BulkItem, StoredEvent } from '@win11mon/pipeline'

import type { Use } from '../tree/timeline.ts'

/** The entities of an event as the tree gives them. */
export interface Entities {
  readonly actorId: string | null
  readonly objectId: string | null
}

interface Correction extends Use {
  toEntityId: string
  /** What the row says; undefined when that is not known any more. */
  readonly storedEntityId: string | null | undefined
}

/**
 * Collects which stored events turn out to mean other processes than their rows say. While a replay is under way the tree
 * knows less than when the rows were written, so what it says in between is kept back until the last event has been read.
 */
export interface Corrections {
  /** An event that was read, and what the tree knows of it at that time. */
  note(eventId: string, stored: StoredEvent, now: Entities): void
  /** Items of a settled tree: identities given to `note` that have become others. */
  follow(items: readonly BulkItem[]): void
  /** What is left to be written. */
  items(): BulkItem[]
}

export function createCorrections(): Corrections {
  const corrections = new Map<string, Correction>()

  function noteColumn(use: Use, storedEntityId: string | null, toEntityId: string | null): void {
    if (toEntityId !== null && toEntityId !== storedEntityId) corrections.set(keyOf(use), { ...use, storedEntityId, toEntityId })
  }

  return {
    note(eventId, stored, { actorId, objectId }) {
      noteColumn({ eventId, column: 'process_id' }, stored.processId, actorId)
      noteColumn({ eventId, column: 'object_id' }, stored.objectId, objectId)
    },
    follow(items) {
      for (const item of items) {
        if (item.operation !== 'reassign') continue
        const { eventId, column, toEntityId } = item
        const storedEntityId = corrections.get(keyOf(item))?.storedEntityId
        corrections.set(keyOf(item), { eventId, column, toEntityId, storedEntityId })
      }
    },
    items() {
      const wrong = [...corrections.values()].filter(({ storedEntityId, toEntityId }) => storedEntityId !== toEntityId)
      return wrong.map(({ eventId, column, toEntityId }) => ({ operation: 'reassign', eventId, column, toEntityId }))
    },
  }
}

function keyOf({ eventId, column }: Use): string {
  return `${eventId} ${column}`
}
