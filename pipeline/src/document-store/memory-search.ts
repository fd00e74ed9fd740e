import type { StoredRow } from './document-reader.ts'
import {
  type Activity,
  type DocumentSearch,
  type HandleFilter,
  type HandleUse,
  type Search,
  type SearchedFamily,
  type SearchedRow,
  searchTimeOf,
} from './document-search.ts'
import { createFirstItems } from './first-items.ts'
import { matcherOf } from './search-term.ts'

/** The rows of a family as the store has them now, in any order. */
type RowsOf = <Name extends SearchedFamily | 'alerts'>(family: Name) => readonly StoredRow<Name>[]

/** Finds documents that are in memory: every question goes through all of their family. */
export function createMemorySearch(rowsOf: RowsOf): DocumentSearch {
  return {
    withIdPrefix: async (family, prefix, limit) =>
      rowsOf(family)
        .filter(({ id }) => id.startsWith(prefix))
        .toSorted((left, right) => compare(left.id, right.id))
        .slice(0, limit),
    async search(family, search) {
      const matches = matcherOf(search.terms)
      const rows = rowsOf(family)
      const found = createFirstItems(search.limit, (row: (typeof rows)[number]) => searchTimeOf(asSearched(row)) ?? Infinity)
      for (const row of rows) if (passes(asSearched(row), search) && matches(JSON.parse(row.doc))) found.add(row)
      return { items: found.items(), total: found.total, lookedAt: rows.length, isComplete: true }
    },
    activity: async (entityId) => activityOf(rowsOf('events'), entityId),
    handles: async (filter = {}) => usesOf(rowsOf('events').filter((event) => isHandleEvent(event, filter))),
  }
}

/** TypeScript does not see that a row of one of the families is a row of either. */
function asSearched(row: { readonly id: string }): SearchedRow {
  return row as unknown as SearchedRow
}

function passes(row: SearchedRow, { hostId, kinds, sinceUs, untilUs }: Search): boolean {
  const timeUs = searchTimeOf(row)
  return (
    (hostId === undefined || row.host_id === hostId) &&
    (kinds === undefined || !('kind' in row) || kinds.includes(row.kind)) &&
    (sinceUs === undefined || (timeUs !== null && timeUs >= sinceUs)) &&
    (untilUs === undefined || (timeUs !== null && timeUs <= untilUs))
  )
}

function activityOf(events: readonly StoredRow<'events'>[], entityId: string): Activity[] {
  const found = new Map<string, Activity>()
  for (const { process_id: actorId, object_id: objectId, kind, time_us: timeUs } of events) {
    if (actorId !== entityId && objectId !== entityId) continue
    const role = actorId === entityId ? 'actor' : 'object'
    const key = `${kind} ${role}`
    const { events: count, firstUs, lastUs } = found.get(key) ?? { events: 0, firstUs: timeUs, lastUs: timeUs }
    found.set(key, { kind, role, events: count + 1, firstUs: Math.min(firstUs, timeUs), lastUs: Math.max(lastUs, timeUs) })
  }
  return [...found.values()].toSorted((left, right) => compare(left.kind, right.kind) || compare(left.role, right.role))
}

function isHandleEvent(event: StoredRow<'events'>, { hostId, entityIds, sinceUs = -Infinity, untilUs = Infinity }: HandleFilter): boolean {
  return (
    (event.kind === 'handle_create' || event.kind === 'handle_duplicate') &&
    (hostId === undefined || event.host_id === hostId) &&
    (entityIds === undefined || entityIds.some((id) => id === event.process_id || id === event.object_id)) &&
    event.time_us >= sinceUs &&
    event.time_us <= untilUs
  )
}

/** As far as a document of a handle event is read here. */
interface HandleDocument {
  readonly win11mon?: {
    readonly object?: { readonly type?: string; readonly executable?: string }
    readonly handle?: { readonly granted_access?: number; readonly desired_access?: number }
    readonly source?: { readonly pid?: number }
    readonly recipient?: { readonly pid?: number }
  }
}

function usesOf(events: readonly StoredRow<'events'>[]): HandleUse[] {
  const uses = new Map<string, HandleUse>()
  for (const event of events) {
    const what = whatOf(event)
    const key = JSON.stringify(what)
    const use = uses.get(key) ?? { ...what, events: 0, firstUs: event.time_us, lastUs: event.time_us }
    const { firstUs, lastUs } = use
    uses.set(key, { ...use, events: use.events + 1, firstUs: Math.min(firstUs, event.time_us), lastUs: Math.max(lastUs, event.time_us) })
  }
  return [...uses.values()].toSorted(
    (left, right) => left.firstUs - right.firstUs || compare(left.actorId, right.actorId) || compare(left.objectId, right.objectId),
  )
}

function whatOf(event: StoredRow<'events'>): Omit<HandleUse, 'events' | 'firstUs' | 'lastUs'> {
  const document = (JSON.parse(event.doc) as HandleDocument).win11mon ?? {}
  return {
    hostId: event.host_id,
    kind: event.kind as HandleUse['kind'],
    actorId: event.process_id,
    objectId: event.object_id,
    objectPath: event.object_id === null ? (document.object?.executable ?? null) : null,
    objectType: document.object?.type ?? null,
    access: accessOf(document),
    sourcePid: document.source?.pid ?? null,
    recipientPid: document.recipient?.pid ?? null,
  }
}

function accessOf({ handle }: NonNullable<HandleDocument['win11mon']>): number | null {
  return handle?.granted_access ?? handle?.desired_access ?? null
}

/** Null first, text by its code points. */
function compare(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
