import type { DocumentReader, DocumentSearch, HandleFilter, HandleUse, StoredRow } from '@win11mon/pipeline'
import { accessObjectType, accessText } from '@win11mon/schemas'

import type { HostName } from '../analysis/report.ts'
import type { Party } from '../store/event-line.ts'
import type { StoredProcesses } from '../store/stored-processes.ts'

/** Who holds what on whom, how often and when. Text of endpoints stands in it as it came. */
export interface HandleRow {
  readonly host: HostName
  readonly actor: Party
  readonly object: Party
  readonly object_type: string | null
  readonly operation: 'opened' | 'duplicated'
  readonly access: number | null
  readonly rights: string | null
  /** Of duplicates: whose handle was copied, and who received the copy. */
  readonly source: Party | null
  readonly recipient: Party | null
  readonly events: number
  readonly firstUs: number
  readonly lastUs: number
  /** Rules of the alerts that stand between the two. */
  readonly rule_ids: readonly string[]
}

/** Rights by what they let one do to another: 3 take it over, 2 read or change it, 1 end it, 0 look at it. */
const gravity: Readonly<Record<'process' | 'thread' | 'desktop', readonly (readonly [mask: number, grade: number])[]>> = {
  process: [
    [0x2 | 0x8 | 0x20 | 0x40 | 0x80, 3],
    [0x10 | 0x200 | 0x800, 2],
    [0x1, 1],
  ],
  thread: [
    [0x10 | 0x80 | 0x200, 3],
    [0x2 | 0x8 | 0x20 | 0x100, 2],
    [0x1, 1],
  ],
  desktop: [
    [0x8 | 0x10 | 0x20, 3],
    [0x2 | 0x80, 2],
  ],
}

function gradeOf({ access, objectType }: HandleUse): number {
  if (access === null) return 0
  return gravity[accessObjectType(objectType)].find(([mask]) => (access & mask) !== 0)?.[1] ?? 0
}

/** Handles that fit, in the order in which they are shown; who is who is looked up for those that are. */
export interface Handles {
  readonly uses: readonly RankedUse[]
  rows(uses: readonly RankedUse[]): Promise<HandleRow[]>
}

export interface RankedUse extends HandleUse {
  readonly ruleIds: readonly string[]
  readonly grade: number
}

/** What led to alerts first, then the gravest rights, then what is rare, then what came first. */
export async function readHandles(
  reader: DocumentReader & DocumentSearch,
  filter: HandleFilter,
  { hosts, processes }: { readonly hosts: ReadonlyMap<string, HostName>; readonly processes: StoredProcesses },
): Promise<Handles> {
  const rules = rulesByPair(await reader.alerts({ status: 'raised' }))
  const ranked = (await reader.handles(filter)).map((use): RankedUse => ({
    ...use,
    grade: gradeOf(use),
    ruleIds: rules.get(pairOf(use.actorId, use.objectId)) ?? [],
  }))
  return {
    uses: ranked.toSorted(compareUses),
    rows: (uses) => Promise.all(uses.map((use) => rowOf(use, hosts, processes))),
  }
}

function compareUses(left: RankedUse, right: RankedUse): number {
  const byAlert = Number(right.ruleIds.length > 0) - Number(left.ruleIds.length > 0)
  return byAlert || right.grade - left.grade || left.events - right.events || left.firstUs - right.firstUs
}

function rulesByPair(alerts: readonly StoredRow<'alerts'>[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { process_id: actorId, object_id: objectId, rule_id: ruleId } of alerts) {
    const pair = pairOf(actorId, objectId)
    found.set(
      pair,
      [...new Set([...(found.get(pair) ?? []), ruleId])].toSorted((left, right) => left.localeCompare(right)),
    )
  }
  return found
}

function pairOf(actorId: string | null, objectId: string | null): string {
  return `${actorId ?? ''} ${objectId ?? ''}`
}

async function rowOf(use: RankedUse, hosts: ReadonlyMap<string, HostName>, processes: StoredProcesses): Promise<HandleRow> {
  const party = async (id: string | null, path: string | null): Promise<Party> => {
    const row = await processes.get(id)
    return { entity_id: id, pid: row?.pid ?? null, executable: row?.executable ?? path }
  }
  const actor = await party(use.actorId, null)
  const object = await party(use.objectId, use.objectPath)
  const byPid = (pid: number | null): Party | null => {
    if (pid === null) return null
    return [actor, object].find((known) => known.pid === pid) ?? { entity_id: null, pid, executable: pid === 4 ? 'System' : null }
  }
  return {
    host: hosts.get(use.hostId) ?? { id: use.hostId, name: null },
    actor,
    object,
    object_type: use.objectType,
    operation: use.kind === 'handle_duplicate' ? 'duplicated' : 'opened',
    access: use.access,
    rights: use.access === null ? null : accessText(use.access, use.objectType),
    source: byPid(use.sourcePid),
    recipient: byPid(use.recipientPid),
    events: use.events,
    firstUs: use.firstUs,
    lastUs: use.lastUs,
    rule_ids: use.ruleIds,
  }
}
