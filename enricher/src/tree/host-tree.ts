import type { Event, ProcessCreate, ProcessSnapshot, ProcessTerminate } from '@win11mon/schemas'

import { createBootDetector } from './boots.ts'
import { baseName, imageKey } from './image-path.ts'
import type { Lifetime } from './lifetime.ts'
import { type ProcessReference, startMarkOf } from './marks.ts'
import { parentLifetime } from './parent-edge.ts'
import { type ProcessNode, isSameNode, nodeOf } from './process-node.ts'
import { type References, creatorOf } from './references.ts'
import { createSpellings } from './spellings.ts'
import { type Reassignment, Timeline, type Use } from './timeline.ts'

export interface TreeChange {
  /** Identities that `identify` gave out earlier and that are others now. */
  readonly reassignments: readonly Reassignment[]
  readonly changedEntityIds: ReadonlySet<string>
  readonly removedEntityIds: ReadonlySet<string>
}

interface MutableTreeChange {
  readonly reassignments: Reassignment[]
  readonly changedEntityIds: Set<string>
  readonly removedEntityIds: Set<string>
}

/**
 * The processes of one host. A pure function of the set of events observed: any order gives the same tree. `observe`
 * is cheap; `settle` brings the identities up to date; everything else answers as of the last `settle`.
 */
export class HostTree {
  readonly #hostId: Uint8Array
  readonly #timelines = new Map<number, Timeline>()
  readonly #staleProcessIds = new Set<number>()
  readonly #nodes = new Map<string, ProcessNode>()
  readonly #entityIdsByProcessId = new Map<number, readonly string[]>()
  /** Pids of processes that name this pid as their parent or creator. */
  readonly #dependants = new Map<number, Set<number>>()
  readonly #startsByImageName = new Map<string, number[]>()
  readonly #bootDetector = createBootDetector()
  readonly #spellings = createSpellings()
  #bootTimesUs: readonly number[] = []

  constructor(hostId: Uint8Array) {
    this.#hostId = hostId
  }

  get bootTimesUs(): readonly number[] {
    return this.#bootTimesUs
  }

  /** `references` are those of `referencesOf(event)`. */
  observe(event: Event, eventId: string, references: References): void {
    this.#bootDetector.addActivity(event.timeUs)
    this.#noteSpellings(event)
    if (event.kind === 'process_create' || event.kind === 'process_snapshot') this.#observeStart(event, eventId)
    else if (event.kind === 'process_terminate') this.#observeEnd(event)
    const { actor, object, parent, creator, source, recipient } = references
    this.#observeReference(actor)
    this.#observeReference(parent)
    this.#observeReference(creator)
    this.#observeReference(object)
    this.#observeReference(source)
    this.#observeReference(recipient)
  }

  settle(): TreeChange {
    const change: MutableTreeChange = { reassignments: [], changedEntityIds: new Set(), removedEntityIds: new Set() }
    this.#takeBoots()
    const affected = new Set<number>()
    for (const processId of this.#staleProcessIds) {
      affected.add(processId)
      for (const dependant of this.#dependants.get(processId) ?? []) affected.add(dependant)
      change.reassignments.push(...(this.#timelines.get(processId)?.settle(this.#bootTimesUs) ?? []))
    }
    this.#staleProcessIds.clear()
    for (const processId of affected) this.#refreshNodes(processId, change)
    for (const entityId of change.removedEntityIds) change.changedEntityIds.delete(entityId)
    return change
  }

  /** Identity of a mentioned process, to be kept in `use`: `settle` reports when a late event changes it. */
  identify(reference: ProcessReference, use: Use): string | null {
    const entityId = this.#findLifetime(reference)?.entityId
    if (entityId === undefined) return null
    this.#timelines.get(reference.processId)?.remember(reference, entityId, use)
    return entityId
  }

  /** The process a reference means, or undefined when nothing is known of it. */
  find(reference: ProcessReference): ProcessNode | undefined {
    const lifetime = this.#findLifetime(reference)
    return lifetime === undefined ? undefined : this.#nodes.get(lifetime.entityId)
  }

  get(entityId: string): ProcessNode | undefined {
    return this.#nodes.get(entityId)
  }

  /** Processes whose parent edge leads to this one. */
  children(node: ProcessNode): readonly ProcessNode[] {
    return this.#dependantsOf(node, (child) => child.parentId)
  }

  /** Processes that this one called for, under whatever parent. */
  createdBy(node: ProcessNode): readonly ProcessNode[] {
    return this.#dependantsOf(node, (child) => child.creatorId)
  }

  /** Start times of processes with this image name, in no particular order. */
  startsOf(imageName: string): readonly number[] {
    return this.#startsByImageName.get(imageName) ?? []
  }

  /** Path of the main image as the create event spells it, else the best spelling that any event of the host gives. */
  executableOf(node: ProcessNode): string | null {
    return node.description?.executable ?? (node.image === null ? null : this.#spellings.of(node.image))
  }

  /** Every process, in no particular order. */
  processes(): IterableIterator<ProcessNode> {
    return this.#nodes.values()
  }

  #noteSpellings(event: Event): void {
    if ('executable' in event) this.#spellings.note(event.executable)
    if ('objectExecutable' in event) this.#spellings.note(event.objectExecutable)
    if ('parentExecutable' in event) this.#spellings.note(event.parentExecutable)
  }

  #timelineOf(processId: number): Timeline {
    const known = this.#timelines.get(processId)
    if (known !== undefined) return known
    const timeline = new Timeline(this.#hostId, processId)
    this.#timelines.set(processId, timeline)
    return timeline
  }

  #observeStart(event: ProcessCreate | ProcessSnapshot, eventId: string): void {
    const mark = startMarkOf(event, eventId)
    this.#timelineOf(event.processId).addStart(mark)
    this.#staleProcessIds.add(event.processId)
    this.#bootDetector.addStart(mark)
    if (mark.image !== null) addTo(this.#startsByImageName, baseName(mark.image), mark.startUs)
    this.#depend(event.processId, event.parentProcessId)
    this.#depend(event.processId, event.creatorProcessId)
  }

  #observeEnd({ processId, timeUs, processStartUs: startUs, executable, exitStatus }: ProcessTerminate): void {
    this.#timelineOf(processId).addEnd({ timeUs, startUs, image: imageKey(executable), exitStatus })
    this.#staleProcessIds.add(processId)
  }

  /** A reference with a start time proves a process even when its create was never seen. */
  #observeReference(reference: ProcessReference | null): void {
    if (reference === null) return
    const { processId, startUs, image } = reference
    const timeline = this.#timelineOf(processId)
    if (startUs === null) timeline.addReference(reference)
    else timeline.addStart({ processId, startUs, isExact: true, image, eventId: null, description: null })
    if (timeline.isStale) this.#staleProcessIds.add(processId)
    this.#bootDetector.addReference(reference)
  }

  #depend(processId: number, onProcessId: number | null): void {
    if (onProcessId === null) return
    const known = this.#dependants.get(onProcessId)
    if (known === undefined) this.#dependants.set(onProcessId, new Set([processId]))
    else known.add(processId)
  }

  #findLifetime(reference: ProcessReference): Lifetime | undefined {
    return this.#timelines.get(reference.processId)?.find(reference)
  }

  /** A boot that comes to light divides every pid's history. */
  #takeBoots(): void {
    const boots = this.#bootDetector.boots()
    if (boots.join() === this.#bootTimesUs.join()) return
    this.#bootTimesUs = boots
    for (const [processId, timeline] of this.#timelines) {
      timeline.invalidate()
      this.#staleProcessIds.add(processId)
    }
  }

  #refreshNodes(processId: number, change: MutableTreeChange): void {
    const lifetimes = this.#timelines.get(processId)?.lifetimes() ?? []
    const entityIds = lifetimes.map((lifetime) => lifetime.entityId)
    for (const entityId of this.#entityIdsByProcessId.get(processId) ?? []) {
      if (entityIds.includes(entityId)) continue
      change.removedEntityIds.add(entityId)
      this.#nodes.delete(entityId)
    }
    this.#entityIdsByProcessId.set(processId, entityIds)
    for (const lifetime of lifetimes) this.#refreshNode(lifetime, change)
  }

  #refreshNode(lifetime: Lifetime, change: MutableTreeChange): void {
    const find = (reference: ProcessReference | null): Lifetime | undefined =>
      reference === null ? undefined : this.#findLifetime(reference)
    const [best] = lifetime.starts
    const creator = best?.description == null ? undefined : find(creatorOf(best.description))
    const after = nodeOf(lifetime, parentLifetime(lifetime, find), creator)
    const before = this.#nodes.get(lifetime.entityId)
    change.removedEntityIds.delete(lifetime.entityId)
    this.#nodes.set(lifetime.entityId, after)
    if (before !== undefined && isSameNode(before, after)) return
    change.changedEntityIds.add(lifetime.entityId)
    for (const parentId of [before?.parentId, after.parentId]) if (parentId != null) change.changedEntityIds.add(parentId)
  }

  #dependantsOf(node: ProcessNode, edge: (child: ProcessNode) => string | null): ProcessNode[] {
    const found: ProcessNode[] = []
    for (const processId of this.#dependants.get(node.processId) ?? []) {
      for (const entityId of this.#entityIdsByProcessId.get(processId) ?? []) {
        const child = this.#nodes.get(entityId)
        if (child !== undefined && edge(child) === node.entityId) found.push(child)
      }
    }
    return found
  }
}

function addTo(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
