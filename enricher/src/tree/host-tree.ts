import type { Event } from '@win11mon/schemas'

import { createBootDetector } from './boots.ts'
import { baseName, imageKey } from './image-path.ts'
import type { Lifetime } from './lifetime.ts'
import { type ProcessReference, startMarkOf } from './marks.ts'
import { type ProcessNode, describe, highestIntegrityLevel, statusOf } from './process-node.ts'
import { type References, creatorOf, parentOf } from './references.ts'
import { type Reassignment, type Timeline, type Use, createTimeline } from './timeline.ts'

/**
 * The processes of one host. A pure function of the set of events observed: any order gives the same tree. `observe`
 * is cheap; `settle` brings the identities up to date; everything else answers as of the last `settle`.
 */
export interface HostTree {
  /** `references` are those of `referencesOf(event)`. */
  observe(event: Event, eventId: string, references: References): void
  /** Returns what became of identities that `identify` gave out earlier, and which processes changed or vanished. */
  settle(): TreeChange
  /** Identity of a mentioned process, to be kept in `use`: `settle` reports when a late event changes it. */
  identify(reference: ProcessReference, use: Use): string | null
  /** The process a reference means, or undefined when nothing is known of it. */
  find(reference: ProcessReference): ProcessNode | undefined
  get(entityId: string): ProcessNode | undefined
  /** Processes whose parent edge leads to this one. */
  children(node: ProcessNode): readonly ProcessNode[]
  /** Processes that this one called for, under whatever parent. */
  createdBy(node: ProcessNode): readonly ProcessNode[]
  /** Start times of processes with this image name, in no particular order. */
  startsOf(imageName: string): readonly number[]
  /** Every process, in no particular order. */
  processes(): Iterable<ProcessNode>
  readonly bootTimesUs: readonly number[]
}

export interface TreeChange {
  readonly reassignments: readonly Reassignment[]
  readonly changedEntityIds: ReadonlySet<string>
  readonly removedEntityIds: ReadonlySet<string>
}

export function createHostTree(hostId: Uint8Array): HostTree {
  const timelines = new Map<number, Timeline>()
  const staleProcessIds = new Set<number>()
  const nodes = new Map<string, ProcessNode>()
  const entityIdsByProcessId = new Map<number, readonly string[]>()
  /** Pids of processes that name this pid as their parent or creator. */
  const dependants = new Map<number, Set<number>>()
  const startsByImageName = new Map<string, number[]>()
  const bootDetector = createBootDetector()
  let boots: readonly number[] = []

  function timelineOf(processId: number): Timeline {
    const known = timelines.get(processId)
    if (known !== undefined) return known
    const timeline = createTimeline(hostId, processId)
    timelines.set(processId, timeline)
    return timeline
  }

  function mention(reference: ProcessReference | null): void {
    if (reference === null) return
    const timeline = timelineOf(reference.processId)
    if (reference.startUs === null) timeline.addReference(reference)
    else addKnownStart(timeline, reference)
    if (timeline.isStale) staleProcessIds.add(reference.processId)
    bootDetector.addReference(reference)
  }

  /** A reference with a start time proves a process even when its create was never seen. */
  function addKnownStart(timeline: Timeline, { processId, startUs, image }: ProcessReference): void {
    if (startUs !== null) timeline.addStart({ processId, startUs, isExact: true, image, eventId: null, description: null })
  }

  function observeLife(event: Event, eventId: string): void {
    if (event.kind === 'process_create' || event.kind === 'process_snapshot') {
      const mark = startMarkOf(event, eventId)
      timelineOf(event.processId).addStart(mark)
      staleProcessIds.add(event.processId)
      bootDetector.addStart(mark)
      if (mark.image !== null) addStartTime(baseName(mark.image), mark.startUs)
      depend(event.processId, event.parentProcessId)
      depend(event.processId, event.creatorProcessId)
    } else if (event.kind === 'process_terminate') {
      const { processId, timeUs, processStartUs: startUs, exitStatus } = event
      timelineOf(processId).addEnd({ timeUs, startUs, image: imageKey(event.executable), exitStatus })
      staleProcessIds.add(processId)
    }
  }

  function addStartTime(imageName: string, startUs: number): void {
    const known = startsByImageName.get(imageName)
    if (known === undefined) startsByImageName.set(imageName, [startUs])
    else known.push(startUs)
  }

  function depend(processId: number, onProcessId: number | null): void {
    if (onProcessId === null) return
    const known = dependants.get(onProcessId)
    if (known === undefined) dependants.set(onProcessId, new Set([processId]))
    else known.add(processId)
  }

  function findLifetime(reference: ProcessReference | null): Lifetime | undefined {
    return reference === null ? undefined : timelines.get(reference.processId)?.find(reference)
  }

  function nodeOf(lifetime: Lifetime): ProcessNode {
    const description = describe(lifetime)
    const parent = parentLifetime(lifetime)
    const creator = description === null ? undefined : findLifetime(creatorOf(description))
    const { entityId, processId, startUs, endUs, endCause, exitStatus, firstSeenUs, image } = lifetime
    return {
      entityId,
      processId,
      status: statusOf(lifetime),
      startUs,
      endUs,
      endCause,
      exitStatus,
      firstSeenUs,
      image,
      description,
      startEventIds: lifetime.starts.flatMap((mark) => (mark.eventId === null ? [] : [mark.eventId])),
      highestIntegrityLevel: highestIntegrityLevel(lifetime),
      parentId: parent?.entityId ?? null,
      edgeConfidence: parent === undefined ? 'unknown' : parent.startUs === null ? 'inferred' : 'observed',
      creatorId: creator?.entityId ?? null,
    }
  }

  /** No parent starts after its child, and none descends from it: such an edge names a pid that was used again. */
  function parentLifetime(child: Lifetime): Lifetime | undefined {
    const parent = namedParent(child)
    if (parent === undefined || startsAfter(parent, child)) return undefined
    // Only lives of one moment can form a circle; then every edge of the circle is dropped.
    let ancestor: Lifetime | undefined = parent
    for (let depth = 0; depth < maxCircle && ancestor !== undefined && !startsAfter(child, ancestor); depth += 1) {
      if (ancestor.entityId === child.entityId) return undefined
      ancestor = namedParent(ancestor)
    }
    return parent
  }

  function namedParent(child: Lifetime): Lifetime | undefined {
    const description = describe(child)
    return description === null ? undefined : findLifetime(parentOf(description))
  }

  function settleTimelines(change: MutableTreeChange): void {
    const currentBoots = bootDetector.boots()
    if (currentBoots.join() !== boots.join()) {
      boots = currentBoots
      for (const [processId, timeline] of timelines) {
        timeline.invalidate()
        staleProcessIds.add(processId)
      }
    }
    const settled = [...staleProcessIds]
    staleProcessIds.clear()
    const rebuilt = new Set<number>()
    for (const processId of settled) {
      rebuilt.add(processId)
      for (const dependant of dependants.get(processId) ?? []) rebuilt.add(dependant)
      change.reassignments.push(...(timelines.get(processId)?.settle(boots) ?? []))
    }
    for (const processId of rebuilt) refreshNodes(processId, change)
  }

  function refreshNodes(processId: number, change: MutableTreeChange): void {
    const current = timelines.get(processId)?.lifetimes() ?? []
    const currentIds = current.map((lifetime) => lifetime.entityId)
    for (const entityId of entityIdsByProcessId.get(processId) ?? []) {
      if (currentIds.includes(entityId)) continue
      change.removedEntityIds.add(entityId)
      change.changedEntityIds.delete(entityId)
      nodes.delete(entityId)
    }
    entityIdsByProcessId.set(processId, currentIds)
    for (const lifetime of current) {
      const { entityId } = lifetime
      const before = nodes.get(entityId)
      const after = nodeOf(lifetime)
      change.removedEntityIds.delete(entityId)
      nodes.set(entityId, after)
      if (before === undefined || !isSameNode(before, after)) {
        change.changedEntityIds.add(entityId)
        for (const parentId of [before?.parentId, after.parentId]) if (parentId != null) change.changedEntityIds.add(parentId)
      }
    }
  }

  function dependantsOf(node: ProcessNode, edge: (child: ProcessNode) => string | null): ProcessNode[] {
    const found: ProcessNode[] = []
    for (const processId of dependants.get(node.processId) ?? []) {
      for (const entityId of entityIdsByProcessId.get(processId) ?? []) {
        const child = nodes.get(entityId)
        if (child !== undefined && edge(child) === node.entityId) found.push(child)
      }
    }
    return found
  }

  return {
    observe(event, eventId, { actor, object, parent, creator, source, recipient }) {
      bootDetector.addActivity(event.timeUs)
      observeLife(event, eventId)
      for (const reference of [actor, parent, creator, object, source, recipient]) mention(reference)
    },
    settle() {
      const change: MutableTreeChange = { reassignments: [], changedEntityIds: new Set(), removedEntityIds: new Set() }
      settleTimelines(change)
      for (const entityId of change.removedEntityIds) change.changedEntityIds.delete(entityId)
      return change
    },
    identify(reference, use) {
      const entityId = findLifetime(reference)?.entityId
      if (entityId === undefined) return null
      timelines.get(reference.processId)?.remember(reference, entityId, use)
      return entityId
    },
    find(reference) {
      const lifetime = findLifetime(reference)
      return lifetime === undefined ? undefined : nodes.get(lifetime.entityId)
    },
    get: (entityId) => nodes.get(entityId),
    children: (node) => dependantsOf(node, (child) => child.parentId),
    createdBy: (node) => dependantsOf(node, (child) => child.creatorId),
    startsOf: (imageName) => startsByImageName.get(imageName) ?? [],
    processes: () => nodes.values(),
    get bootTimesUs() {
      return boots
    },
  }
}

/** Processes created in one microsecond that name each other as parents: more than this is no history but noise. */
const maxCircle = 64

function startsAfter(left: Lifetime, right: Lifetime): boolean {
  return left.startUs !== null && right.startUs !== null && left.startUs > right.startUs
}

interface MutableTreeChange {
  readonly reassignments: Reassignment[]
  readonly changedEntityIds: Set<string>
  readonly removedEntityIds: Set<string>
}

function isSameNode(left: ProcessNode, right: ProcessNode): boolean {
  return (
    left.parentId === right.parentId &&
    left.creatorId === right.creatorId &&
    left.edgeConfidence === right.edgeConfidence &&
    left.endUs === right.endUs &&
    left.endCause === right.endCause &&
    left.status === right.status &&
    left.image === right.image &&
    left.startEventIds.length === right.startEventIds.length
  )
}
