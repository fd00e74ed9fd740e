import type { Event, ProcessCreate, ProcessSnapshot, ProcessTerminate } from '@win11mon/schemas'
import { eventIdText, processEntityId } from '@win11mon/schemas'

import type { Tally } from '../ledger/tally.ts'
import { baseName, imageKey } from '../windows/image-path.ts'
import { BootDetector } from './boots.ts'
import { Consents } from './consents.ts'
import { Continuity } from './continuity.ts'
import { internTexts } from './intern.ts'
import type { Lifetime } from './lifetime.ts'
import { type ProcessReference, startMarkOf } from './marks.ts'
import type { Reassignment, Use } from './mentions.ts'
import { Nodes } from './nodes.ts'
import { type NameWatcher, observeNames } from './observe-names.ts'
import type { ProcessNode } from './process-node.ts'
import { actorOf, isDenied, namesObject, objectOf } from './references.ts'
import { Spellings } from './spellings.ts'
import { Surroundings } from './surroundings.ts'
import { Timeline } from './timeline.ts'
import { Tombstones } from './tombstones.ts'

export interface TreeChange {
  /** Identities that `identify` gave out earlier and that are others now. */
  readonly reassignments: readonly Reassignment[]
  readonly changedEntityIds: ReadonlySet<string>
  readonly removedEntityIds: ReadonlySet<string>
}

const nothing: TreeChange = { reassignments: [], changedEntityIds: new Set(), removedEntityIds: new Set() }
/**
 * The processes of one host. A pure function of the set of events observed: any order gives the same tree. `observe`
 * is cheap; `settle` brings the identities up to date; everything else answers as of the last `settle`.
 */
export class HostTree {
  readonly #hostId: Uint8Array
  readonly #tally: Tally
  readonly #timelines = new Map<number, Timeline>()
  readonly #staleProcessIds = new Set<number>()
  readonly #nodes = new Nodes()
  readonly #continuity = new Continuity(this.#timelines)
  readonly boots: BootDetector = new BootDetector(this.#continuity)
  readonly consents: Consents
  readonly surroundings: Surroundings
  readonly spellings: Spellings
  readonly tombstones: Tombstones = new Tombstones()
  #bootTimesUs: readonly number[] = []
  #mentionCount = 0
  /** Of the event that is being observed: one object for all of them. */
  readonly #place = { bootId: '', sequence: 0 }

  constructor(hostId: Uint8Array, tally: Tally) {
    this.#hostId = hostId
    this.#tally = tally
    this.spellings = new Spellings(tally)
    this.consents = new Consents(tally)
    this.surroundings = new Surroundings(tally)
  }

  get bootTimesUs(): readonly number[] {
    return this.#bootTimesUs
  }

  get size(): number {
    return this.#nodes.size
  }

  /** References without a start time that are kept, about. */
  get mentionCount(): number {
    return this.#mentionCount
  }

  observe(event: Event, bootId: string): void {
    this.boots.addActivity(event, bootId)
    this.surroundings.note(event)
    if (event.kind === 'gap' || event.kind === 'agent_heartbeat' || isDenied(event)) return
    this.spellings.noteEvent(event)
    if (event.kind === 'process_create' || event.kind === 'process_snapshot') this.#observeStart(event, bootId)
    else if (event.kind === 'process_terminate') this.#observeEnd(event, bootId)
    this.#place.bootId = bootId
    this.#place.sequence = event.sequence
    observeNames(event, this.#watcher)
  }

  settle(): TreeChange {
    this.#takeBoots()
    if (this.#staleProcessIds.size === 0) return nothing
    const change = { reassignments: [] as Reassignment[], changedEntityIds: new Set<string>(), removedEntityIds: new Set<string>() }
    const affected = new Set(this.#nodes.knots)
    for (const processId of this.#staleProcessIds) {
      affected.add(processId)
      for (const dependant of this.#nodes.dependantsOf(processId)) affected.add(dependant)
      change.reassignments.push(...(this.#timelines.get(processId)?.settle(this.#bootTimesUs) ?? []))
    }
    this.#staleProcessIds.clear()
    const find = (reference: ProcessReference | null): Lifetime | undefined => this.#meant(reference)
    for (const processId of affected) {
      const timeline = this.#timelines.get(processId)
      if (timeline === undefined) continue
      const lives = timeline.lifetimes()
      this.#nodes.refresh(timeline.shown, lives, { find, change })
      timeline.shown = lives
    }
    for (const entityId of change.removedEntityIds) change.changedEntityIds.delete(entityId)
    return change
  }

  /** Identity of a process that the event names, to be kept in its document; null when nothing is known of it. */
  identify(event: Event, role: 'actor' | 'object', bootId: string): string | null {
    const reference = role === 'actor' ? actorOf(event) : objectOf(event)
    if (reference === null) return null
    const life = this.#meant(reference)
    if (life === undefined) return reference.startUs === null ? null : processEntityId(this.#hostId, reference.processId, reference.startUs)
    if (reference.startUs !== null) return life.entityId
    const use: Use = { eventId: eventIdText(bootId, event.sequence), column: role === 'actor' ? 'process_id' : 'object_id' }
    this.#timelines.get(reference.processId)?.remember(reference, life.entityId, use)
    return life.entityId
  }

  /** The process a reference means, or undefined when nothing is known of it. */
  find(reference: ProcessReference): ProcessNode | undefined {
    return this.#meant(reference)
  }

  /** The process that an event is about, or undefined. */
  actor(event: Event): ProcessNode | undefined {
    if (event.kind === 'gap' || event.kind === 'agent_heartbeat') return undefined
    if (event.processId === null) return undefined
    if (event.processStartUs !== null) return this.#startedAt(event.processId, event.processStartUs)
    return this.#meant(actorOf(event))
  }

  /** The process that an event acts on, or undefined. */
  object(event: Event): ProcessNode | undefined {
    if (!namesObject(event) || event.objectProcessId === null) return undefined
    if (event.objectStartUs !== null) return this.#startedAt(event.objectProcessId, event.objectStartUs)
    return this.#meant(objectOf(event))
  }

  get(entityId: string): ProcessNode | undefined {
    return this.#nodes.get(entityId)
  }

  /** Processes whose parent edge leads to this one. */
  children(node: ProcessNode): readonly ProcessNode[] {
    return this.#nodes.linkedTo(node, (child) => child.parentId, this.#shownLives)
  }

  /** Processes that this one called for, under whatever parent. */
  createdBy(node: ProcessNode): readonly ProcessNode[] {
    return this.#nodes.linkedTo(node, (child) => child.creatorId, this.#shownLives)
  }

  /** Path of the main image as the create event spells it, else the best spelling that any event of the host gives. */
  executableOf(node: ProcessNode): string | null {
    return node.description?.executable ?? (node.image === null ? null : this.spellings.of(node.image))
  }

  /** Every process, in no particular order. */
  processes(): IterableIterator<ProcessNode> {
    return this.#nodes.all()
  }

  /** For saving. */
  timelines(): ReadonlyMap<number, Timeline> {
    return this.#timelines
  }

  /**
   * Takes processes out, with every mark of them, and mentions before the boundary that no life depends on any more. What
   * stays is the same tree; a reference by pid and start time still gets the right identity.
   */
  remove(gone: ReadonlySet<string>, boundaryUs: number): void {
    for (const [processId, timeline] of this.#timelines) {
      const isConcerned = timeline.mentionCount > 0 || timeline.lifetimes().some((life) => gone.has(life.entityId))
      if (isConcerned) this.#retireTimeline(processId, timeline, { gone, boundaryUs })
    }
    this.#mentionCount = [...this.#timelines.values()].reduce((sum, timeline) => sum + timeline.mentionCount, 0)
    this.settle()
  }

  /** The timeline of a pid that is being restored. */
  timelineOf(processId: number): Timeline {
    const known = this.#timelines.get(processId)
    if (known !== undefined) return known
    const timeline = new Timeline(this.#hostId, processId, this.tombstones.get(processId))
    this.tombstones.delete(processId)
    this.#timelines.set(processId, timeline)
    return timeline
  }

  /** Brings a tree whose timelines were filled by `timelineOf` to where it was saved. */
  restored(): void {
    this.#bootTimesUs = this.boots.boots()
    for (const [processId, timeline] of this.#timelines) {
      this.#staleProcessIds.add(processId)
      this.#mentionCount += timeline.mentionCount
      for (const { description } of timeline.starts) if (description !== null) this.#nodes.depend(processId, description)
    }
    this.settle()
  }

  #observeStart(event: ProcessCreate | ProcessSnapshot, bootId: string): void {
    const mark = startMarkOf(internTexts(event), bootId)
    this.timelineOf(event.processId).addStart(mark)
    this.#noteStale(event.processId)
    this.boots.addStart(mark)
    if (mark.image !== null) this.consents.note(baseName(mark.image), mark.startUs)
    this.#nodes.depend(event.processId, event)
  }

  #observeEnd({ processId, timeUs, processStartUs: startUs, executable, exitStatus, sequence }: ProcessTerminate, bootId: string): void {
    if (startUs !== null && this.#hasRetired(processId, startUs)) return
    this.timelineOf(processId).addEnd({ timeUs, startUs, image: imageKey(executable), exitStatus, bootId, sequence })
    this.#noteStale(processId)
  }

  readonly #watcher: NameWatcher = {
    knows: (processId, startUs, executable) =>
      processId === null || (startUs !== null && this.#timelines.get(processId)?.knowsStart(startUs, imageKey(executable)) === true),
    learn: (reference) => this.#learn(reference),
  }

  /** A reference with a start time proves a process even when its create was never seen. */
  #learn(reference: ProcessReference | null): void {
    if (reference === null) return
    const { processId, startUs } = reference
    if (startUs === null) this.#observeMention(reference)
    else if (!this.#hasRetired(processId, startUs)) this.#observeProof(reference, startUs)
    this.boots.addReference(reference)
  }

  #observeMention(reference: ProcessReference): void {
    const timeline = this.timelineOf(reference.processId)
    const before = timeline.mentionCount
    timeline.addReference(reference, this.#place)
    if (timeline.isStale) this.#staleProcessIds.add(reference.processId)
    if (timeline.mentionCount === before) return
    this.#mentionCount += timeline.mentionCount - before
    this.#continuity.noteMention(reference.processId, reference.timeUs)
  }

  #observeProof({ processId, image }: ProcessReference, startUs: number): void {
    const timeline = this.timelineOf(processId)
    timeline.addStart({ processId, startUs, isExact: true, image, bootId: null, description: null, entityId: null })
    if (timeline.isStale) this.#noteStale(processId)
  }

  #noteStale(processId: number): void {
    this.#staleProcessIds.add(processId)
    this.#continuity.note(processId)
  }

  #hasRetired(processId: number, startUs: number): boolean {
    const timeline = this.#timelines.get(processId)
    if (timeline !== undefined) return timeline.startedAt(startUs) === undefined && timeline.hasRetired(startUs)
    return startUs <= (this.tombstones.get(processId)?.started?.startUs ?? -Infinity)
  }

  readonly #shownLives = (processId: number): readonly Lifetime[] => this.#timelines.get(processId)?.shown ?? []

  #startedAt(processId: number, startUs: number): Lifetime | undefined {
    return this.#timelines.get(processId)?.startedAt(startUs)
  }

  #meant(reference: ProcessReference | null): Lifetime | undefined {
    return reference === null ? undefined : this.#timelines.get(reference.processId)?.find(reference)
  }

  /** A boot that comes to light divides every pid's history. */
  #takeBoots(): void {
    const boots = this.boots.boots()
    if (boots === this.#bootTimesUs) return
    const isSame = boots.length === this.#bootTimesUs.length && boots.every((boot, index) => boot === this.#bootTimesUs[index])
    this.#bootTimesUs = boots
    if (isSame) return
    for (const [processId, timeline] of this.#timelines) {
      timeline.invalidate()
      this.#staleProcessIds.add(processId)
    }
  }

  #retireTimeline(processId: number, timeline: Timeline, { gone, boundaryUs }: { gone: ReadonlySet<string>; boundaryUs: number }): void {
    const named = timeline.starts.map(({ description }) => description)
    timeline.retire(gone, boundaryUs)
    this.#staleProcessIds.add(processId)
    if (!timeline.isEmpty) return
    this.#timelines.delete(processId)
    this.#nodes.remove(timeline.shown)
    for (const description of named) if (description !== null) this.#nodes.forget(processId, description)
    if (timeline.tombstone !== undefined) this.#tally.add('tombstones', this.tombstones.set(processId, timeline.tombstone))
  }
}
