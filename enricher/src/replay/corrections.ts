import type { BulkItem, EntityColumn, ReassignItem, StoredEvent } from '@win11mon/pipeline'

/** The entities of an event as the tree gives them. */
interface Entities {
  readonly actorId: string | null
  readonly objectId: string | null
}

interface Correction {
  readonly item: ReassignItem
  /** What the row says; undefined when that is not known any more. */
  readonly storedEntityId: string | null | undefined
}

/**
 * Collects which stored events turn out to mean other processes than their rows say. While a replay is under way the tree
 * knows less than when the rows were written, so what it says in between is kept back until the last event has been read.
 */
export interface Corrections {
  /** An event that was read, and what the tree knows of it at that time. */
  note(event: Pick<ReassignItem, 'eventId' | 'eventTimeUs'>, stored: StoredEvent, now: Entities): void
  /** Items of a settled tree: identities given to `note` that have become others. */
  follow(items: readonly BulkItem[]): void
  /** What is left to be written. */
  items(): BulkItem[]
}

export function createCorrections(): Corrections {
  const corrections = new Map<string, Correction>()

  function noteColumn(item: ReassignItem, storedEntityId: string | null): void {
    if (item.toEntityId !== storedEntityId) corrections.set(keyOf(item), { item, storedEntityId })
  }

  return {
    note(event, stored, { actorId, objectId }) {
      if (actorId !== null) noteColumn(reassignment(event, 'process_id', actorId), stored.processId)
      if (objectId !== null) noteColumn(reassignment(event, 'object_id', objectId), stored.objectId)
    },
    follow(items) {
      for (const item of items) {
        if (item.operation !== 'reassign') continue
        corrections.set(keyOf(item), { item, storedEntityId: corrections.get(keyOf(item))?.storedEntityId })
      }
    },
    items: () => [...corrections.values()].flatMap(({ item, storedEntityId }) => (storedEntityId === item.toEntityId ? [] : [item])),
  }
}

function reassignment(event: Pick<ReassignItem, 'eventId' | 'eventTimeUs'>, column: EntityColumn, toEntityId: string): ReassignItem {
  return { operation: 'reassign', ...event, column, toEntityId }
}

function keyOf({ eventId, column }: ReassignItem): string {
  return `${eventId} ${column}`
}
