import type { Event } from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessReference } from '../tree/marks.ts'
import { actorOf, objectOf, parentOf } from '../tree/references.ts'
import { type DisagreementCause, causeOf } from './disagreement-cause.ts'

/** All references with one pid, image and time that a capture gives one GUID. */
export interface GuidReference {
  readonly guid: string
  readonly reference: ProcessReference
  readonly firstRecord: string | null
  count: number
  entityId: string
}

/** References to one process by one GUID that do not fit the partition of the other side. */
export interface Disagreement {
  readonly hostId: string
  readonly guid: string
  readonly entityId: string
  readonly processId: number
  readonly image: string | null
  readonly references: number
  readonly cause: DisagreementCause
  /** A record of the capture to look at. */
  readonly example: string | null
}

export interface GuidComparison {
  readonly references: number
  readonly agreeing: number
  /** Parent edges of created processes whose parent's create is in the capture. */
  readonly parentEdges: { readonly compared: number; readonly agreeing: number }
  readonly disagreements: readonly Disagreement[]
}

/**
 * Compares our identities with the process GUIDs of a capture. A reference agrees when its entity is the main one of
 * its GUID and its GUID the main one of its entity. The GUIDs play no part in building the tree.
 */
export interface GuidComparer {
  add(event: Event, hostId: string): void
  /** Call when the tree is complete. */
  compare(treeOf: (hostId: string) => HostTree | undefined): GuidComparison
}

export function createGuidComparer(): GuidComparer {
  const referencesByHost = new Map<string, Map<string, GuidReference>>()
  const parentGuidsByHost = new Map<string, Map<string, string>>()

  function note(hostId: string, guid: string | null, reference: ProcessReference | null, record: string | null): void {
    if (guid === null || reference === null) return
    const known = referencesByHost.get(hostId) ?? new Map<string, GuidReference>()
    referencesByHost.set(hostId, known)
    const key = `${guid} ${reference.processId} ${reference.timeUs} ${reference.image ?? ''}`
    const before = known.get(key)
    if (before === undefined) known.set(key, { guid, reference, firstRecord: record, count: 1, entityId: '' })
    else before.count += 1
  }

  return {
    add(event, hostId) {
      if (!('sourceGuid' in event)) return
      note(hostId, event.sourceGuid, actorOf(event), event.sourceRecord)
      note(hostId, event.sourceObjectGuid, objectOf(event), event.sourceRecord)
      note(hostId, event.sourceParentGuid, parentOf(event), event.sourceRecord)
      if (event.kind !== 'process_create' || event.sourceGuid === null || event.sourceParentGuid === null) return
      const parents = parentGuidsByHost.get(hostId) ?? new Map<string, string>()
      parentGuidsByHost.set(hostId, parents)
      parents.set(event.sourceGuid, event.sourceParentGuid)
    },
    compare(treeOf) {
      const sum = { references: 0, agreeing: 0, parentEdges: { compared: 0, agreeing: 0 }, disagreements: [] as Disagreement[] }
      for (const [hostId, references] of referencesByHost) {
        const tree = treeOf(hostId)
        if (tree === undefined) continue
        const all = [...references.values()]
        for (const item of all) item.entityId = tree.find(item.reference)?.entityId ?? ''
        const { agreeing, disagreements } = comparePartitions(hostId, all)
        sum.references += total(all)
        sum.agreeing += agreeing
        sum.disagreements.push(...disagreements)
        const edges = compareEdges(tree, parentGuidsByHost.get(hostId) ?? new Map(), all)
        sum.parentEdges.compared += edges.compared
        sum.parentEdges.agreeing += edges.agreeing
      }
      return sum
    },
  }
}

function total(references: readonly GuidReference[]): number {
  return references.reduce((sum, item) => sum + item.count, 0)
}

function comparePartitions(hostId: string, all: readonly GuidReference[]): Pick<GuidComparison, 'agreeing' | 'disagreements'> {
  const entityOfGuid = mainPartner(all, 'guid', 'entityId')
  const guidOfEntity = mainPartner(all, 'entityId', 'guid')
  const disagreeing = all.filter((item) => entityOfGuid.get(item.guid) !== item.entityId || guidOfEntity.get(item.entityId) !== item.guid)
  const groups = groupByPair(disagreeing)
  const disagreements = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { guid, entityId, firstRecord, reference } = first
    const { processId, image } = reference
    return [{ hostId, guid, entityId, processId, image, references: total(group), cause: causeOf(first, all), example: firstRecord }]
  })
  return { agreeing: total(all) - total(disagreeing), disagreements }
}

function groupByPair(references: readonly GuidReference[]): Map<string, GuidReference[]> {
  const groups = new Map<string, GuidReference[]>()
  for (const item of references) {
    const key = `${item.guid} ${item.entityId}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** For each value of one side the value of the other side that most of its references have. */
function mainPartner(all: readonly GuidReference[], from: 'guid' | 'entityId', to: 'guid' | 'entityId'): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const item of all) {
    const partners = counts.get(item[from]) ?? new Map<string, number>()
    counts.set(item[from], partners)
    partners.set(item[to], (partners.get(item[to]) ?? 0) + item.count)
  }
  return new Map([...counts].map(([value, partners]) => [value, [...partners].toSorted(byCountThenName)[0]?.[0] ?? '']))
}

function byCountThenName(left: readonly [string, number], right: readonly [string, number]): number {
  return right[1] - left[1] || (left[0] < right[0] ? -1 : 1)
}

/** An edge agrees when the parent in the tree is the process whose create carries the parent's GUID. */
function compareEdges(
  tree: HostTree,
  parentGuids: ReadonlyMap<string, string>,
  all: readonly GuidReference[],
): { compared: number; agreeing: number } {
  const entityOfGuid = mainPartner(all, 'guid', 'entityId')
  const edges = { compared: 0, agreeing: 0 }
  for (const [guid, parentGuid] of parentGuids) {
    if (!parentGuids.has(parentGuid)) continue
    edges.compared += 1
    const child = tree.get(entityOfGuid.get(guid) ?? '')
    if (child?.parentId === entityOfGuid.get(parentGuid)) edges.agreeing += 1
  }
  return edges
}
