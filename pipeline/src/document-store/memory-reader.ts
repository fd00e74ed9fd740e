import {
  type AlertFilter,
  type DocumentReader,
  type EventFilter,
  type StoredRow,
  type Subtree,
  defaultSubtreeDepth,
} from './document-reader.ts'
import type { TextDocumentOf } from './document-writer.ts'
import { type FamilyName, columnsOf, familyNames } from './families.ts'
import { type Position, startOf, toPage } from './page-position.ts'
import { checkSubtreeDepth } from './subtree-depth.ts'

/** The documents of a family as the store has them now, in any order. */
type DocumentsOf = <Name extends FamilyName>(family: Name) => readonly TextDocumentOf<Name>[]

/**
 * Reads documents that are in memory: every question goes through all documents of its family, but for the processes of a host,
 * as reports ask for those of each host in turn. `revision` is another number whenever a document may have changed.
 */
export function createMemoryReader(documentsOf: DocumentsOf, revision: () => number): Omit<DocumentReader, 'close'> {
  let processesByHost: ReadonlyMap<string, readonly TextDocumentOf<'processes'>[]> = new Map()
  let groupedRevision = -1

  function processesOf(hostId: string): readonly TextDocumentOf<'processes'>[] {
    if (groupedRevision !== revision()) {
      groupedRevision = revision()
      processesByHost = groupedBy(documentsOf('processes'), ({ columns }) => columns.host_id)
    }
    return processesByHost.get(hostId) ?? []
  }

  function rows<Name extends FamilyName>(family: Name): StoredRow<Name>[] {
    return documentsOf(family).map((document) => toRow(document))
  }

  return {
    hosts: async () => rows('hosts').toSorted(by(({ name }) => name)),
    processes: async (hostId) =>
      processesOf(hostId)
        .map((document) => toRow(document))
        .toSorted(byStart),
    process: async (entityId) => rows('processes').find(({ id }) => id === entityId),
    subtree: async (entityId, maxDepth = defaultSubtreeDepth) => subtreeOf(rows('processes'), entityId, maxDepth),
    alerts: async (filter = {}) => rows('alerts').filter(matchingAlert(filter)).toSorted(byTime),
    async events(filter, page) {
      const matches = matchingEvent(filter, startOf(page))
      return toPage(rows('events').filter(matches).toSorted(byTime), page.limit)
    },
    gaps: async (hostId) =>
      rows('gaps')
        .filter(ofHost(hostId))
        .toSorted(by((gap) => gap.first_time_us)),
    streams: async () => rows('streams').toSorted(by((stream) => stream.host_id)),
    async countEvents() {
      const counts = new Map<string, number>()
      for (const { columns } of documentsOf('events')) counts.set(columns.boot_id, (counts.get(columns.boot_id) ?? 0) + 1)
      return counts
    },
    inputs: async () => rows('inputs').toSorted(by(() => null)),
    deadLetters: async () => rows('dead_letters').toSorted(by(() => null)),
  }
}

const bytesColumns = new Map(
  familyNames.map((name) => [name, new Set(columnsOf(name).flatMap((column) => (column.type === 'BLOB' ? [column.name] : [])))] as const),
)

/** The document as readers see it. */
export function toRow<Name extends FamilyName>({ family, id, columns, doc }: TextDocumentOf<Name>): StoredRow<Name> {
  const row: Record<string, unknown> = { ...columns, id, doc }
  for (const name of bytesColumns.get(family) ?? []) delete row[name]
  return row as unknown as StoredRow<Name>
}

function subtreeOf(processes: readonly StoredRow<'processes'>[], rootId: string, maxDepth: number): Subtree {
  checkSubtreeDepth(maxDepth)
  const children = groupedBy(processes, (process) => process.parent_id)
  const found: StoredRow<'processes'>[] = []
  let level = processes.filter(({ id }) => id === rootId)
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth += 1) {
    for (const process of level) found.push(process)
    const next = level.flatMap(({ id }) => children.get(id) ?? [])
    // Every process has one parent: a circle can only close where the subtree began.
    level = next.filter(({ id }) => id !== rootId).toSorted(byStart)
  }
  return { processes: found, isTruncated: level.length > 0 }
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

function ofHost(hostId: string | undefined): (row: { readonly host_id: string }) => boolean {
  return (row) => hostId === undefined || row.host_id === hostId
}

function ofEntity(entityId: string | undefined): (row: Pick<StoredRow<'events'>, 'process_id' | 'object_id'>) => boolean {
  return (row) => entityId === undefined || row.process_id === entityId || row.object_id === entityId
}

function matchingAlert({ hostId, entityId, status }: AlertFilter): (alert: StoredRow<'alerts'>) => boolean {
  const matchesHost = ofHost(hostId)
  const matchesEntity = ofEntity(entityId)
  return (alert) => matchesHost(alert) && matchesEntity(alert) && (status === undefined || alert.status === status)
}

function matchingEvent(filter: EventFilter, after: Position | undefined): (event: StoredRow<'events'>) => boolean {
  const { hostId, entityId, kinds, sinceUs = -Infinity, untilUs = Infinity } = filter
  const matchesHost = ofHost(hostId)
  const matchesEntity = ofEntity(entityId)
  return (event) =>
    matchesHost(event) &&
    matchesEntity(event) &&
    (kinds === undefined || kinds.includes(event.kind)) &&
    event.time_us >= sinceUs &&
    event.time_us <= untilUs &&
    (after === undefined || byTime(event, { time_us: after.timeUs, id: after.id }) > 0)
}

type Comparison<Item> = (left: Item, right: Item) => number

/** By a value, null last, then by id. */
function by<Item extends { readonly id: string }>(valueOf: (item: Item) => string | number | null): Comparison<Item> {
  return (left, right) => compare(valueOf(left), valueOf(right)) || compare(left.id, right.id)
}

const byTime = by(({ time_us: timeUs }: { readonly id: string; readonly time_us: number }) => timeUs)
const byStart = by(({ started_us: startedUs }: StoredRow<'processes'>) => startedUs)

function compare(left: string | number | null, right: string | number | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  if (typeof left === 'number' || typeof right === 'number') return Number(left) - Number(right)
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
