import { integrityLevels } from '../windows/integrity-levels.ts'
import type { Lifetime } from './lifetime.ts'
import type { ProcessDescription, ProcessReference } from './marks.ts'
import { parentLifetime } from './parent-edge.ts'
import type { ProcessNode } from './process-node.ts'
import { creatorOf } from './references.ts'
import { isSameNode } from './same-node.ts'

/** Entities whose node is another, or gone. */
export interface NodeChange {
  readonly changedEntityIds: Set<string>
  readonly removedEntityIds: Set<string>
}

type Find = (reference: ProcessReference | null) => Lifetime | undefined

/** The lives of all pids of a host as the nodes of one tree, with the edges between them. */
export class Nodes {
  readonly #nodes = new Map<string, Lifetime>()
  /** Pids of processes that name this pid as their parent or creator. */
  readonly #dependants = new Map<number, Set<number>>()

  /** Pids of processes that start with or before their parents, as stamps have it. */
  readonly #knots = new Set<number>()

  get knots(): Iterable<number> {
    return this.#knots
  }

  get size(): number {
    return this.#nodes.size
  }

  get(entityId: string): Lifetime | undefined {
    return this.#nodes.get(entityId)
  }

  all(): IterableIterator<ProcessNode> {
    return this.#nodes.values()
  }

  /** Pids whose edges lead to lives of this one. */
  dependantsOf(processId: number): Iterable<number> {
    return this.#dependants.get(processId) ?? []
  }

  /** A process of this pid is described so. */
  depend(processId: number, { parentProcessId, creatorProcessId }: ProcessDescription): void {
    for (const onProcessId of [parentProcessId, creatorProcessId]) {
      if (onProcessId === null) continue
      const known = this.#dependants.get(onProcessId)
      if (known === undefined) this.#dependants.set(onProcessId, new Set([processId]))
      else known.add(processId)
    }
  }

  /** No process of this pid is left that was described so. */
  forget(processId: number, { parentProcessId, creatorProcessId }: ProcessDescription): void {
    for (const onProcessId of [parentProcessId, creatorProcessId]) {
      if (onProcessId === null) continue
      const known = this.#dependants.get(onProcessId)
      known?.delete(processId)
      if (known?.size === 0) this.#dependants.delete(onProcessId)
    }
  }

  /** Takes the lives that a pid has now in place of those that it had; `find` answers for all pids. */
  refresh(before: readonly Lifetime[], lives: readonly Lifetime[], { find, change }: { find: Find; change: NodeChange }): void {
    for (const { entityId } of before) {
      if (lives.some((life) => life.entityId === entityId)) continue
      change.removedEntityIds.add(entityId)
      this.#nodes.delete(entityId)
    }
    for (const life of lives) this.#refreshNode(life, find, change)
  }

  remove(lives: readonly Lifetime[]): void {
    for (const { entityId } of lives) this.#nodes.delete(entityId)
  }

  /** Lives that name a process of this pid as their parent or creator, where `edge` of them leads to this one. */
  linkedTo(
    { processId, entityId }: ProcessNode,
    edge: (child: ProcessNode) => string | null,
    livesOf: (processId: number) => readonly ProcessNode[],
  ): ProcessNode[] {
    const found: ProcessNode[] = []
    for (const dependant of this.dependantsOf(processId)) {
      for (const life of livesOf(dependant)) if (edge(life) === entityId) found.push(life)
    }
    return found
  }

  #refreshNode(life: Lifetime, find: Find, change: NodeChange): void {
    const known = this.#nodes.get(life.entityId)
    // A life whose marks did not change is the same object, and only its edges may change.
    const before = known === life ? { ...life } : known
    setEdges(life, find, this.#knots)
    change.removedEntityIds.delete(life.entityId)
    this.#nodes.set(life.entityId, life)
    if (before !== undefined && isSameNode(before, life)) return
    change.changedEntityIds.add(life.entityId)
    for (const child of [before, life]) if (child !== undefined) noteConsequences(child, change)
  }
}

/**
 * What a child says of its parent and creator: a child with many rights, and one under a chosen parent. Of any other child
 * theirs is the same tale.
 */
function noteConsequences({ parentId, creatorId, description }: ProcessNode, { changedEntityIds }: NodeChange): void {
  const hasManyRights = (description?.integrityLevel ?? 0) >= integrityLevels.high
  if (parentId !== null && hasManyRights) changedEntityIds.add(parentId)
  if (creatorId !== null && creatorId !== parentId) changedEntityIds.add(creatorId)
}

function setEdges(life: Lifetime, find: Find, knots: Set<number>): void {
  const parent = parentLifetime(life, find, knots)
  life.parentId = parent?.entityId ?? null
  life.edgeConfidence = confidenceOf(parent)
  const [best] = life.starts
  life.creatorId = best?.description == null ? null : (find(creatorOf(best.description))?.entityId ?? null)
}

function confidenceOf(parent: Lifetime | undefined): Lifetime['edgeConfidence'] {
  if (parent === undefined) return 'unknown'
  return parent.startUs === null ? 'inferred' : 'observed'
}
