import type { HostTree } from './host-tree.ts'
import { type Lifetime, reportSkewUs } from './lifetime.ts'
import type { ProcessNode } from './process-node.ts'
import type { Timeline } from './timeline.ts'

export interface Retirement {
  /** Nothing that happened before is expected to come any more. Microseconds since 1970. */
  readonly boundaryUs: number
  /** Processes that stay whatever their age: an alert that may still grow is about them. */
  readonly isNeeded: (entityId: string) => boolean
  /** Processes that the tree may hold; beyond that the oldest leave early. */
  readonly maxProcesses: number
}

/**
 * The processes that may leave the tree: they ended before the boundary and nothing that descends from them stays. A pure
 * function of the tree.
 */
export function retiredProcesses(tree: HostTree, retirement: Retirement): ReadonlySet<string> {
  const over = overProcesses(tree, retirement.boundaryUs)
  const kept = withAncestors(tree, (node) => !over.has(node.entityId) || retirement.isNeeded(node.entityId))
  for (const timeline of tree.timelines().values()) keepDependent(timeline, kept)
  const gone = new Set([...over].filter((entityId) => !kept.has(entityId)))
  const excess = tree.size - gone.size - retirement.maxProcesses
  if (excess > 0) for (const entityId of oldest(tree, gone, excess)) gone.add(entityId)
  return gone
}

function overProcesses(tree: HostTree, boundaryUs: number): Set<string> {
  const over = new Set<string>()
  for (const timeline of tree.timelines().values()) {
    const lives = timeline.lifetimes()
    for (const [index, life] of lives.entries()) if (isOver(life, lives[index + 1], boundaryUs)) over.add(life.entityId)
  }
  return over
}

/** Another placeholder after it says that a placeholder is over, though nobody saw its end. */
function isOver(life: Lifetime, next: Lifetime | undefined, boundaryUs: number): boolean {
  if (life.endUs !== null) return life.endUs + reportSkewUs < boundaryUs
  return life.startUs === null && next !== undefined && next.startUs === null && next.firstSeenUs < boundaryUs
}

function withAncestors(tree: HostTree, isKept: (node: ProcessNode) => boolean): Set<string> {
  const kept = new Set<string>()
  for (const node of tree.processes()) if (isKept(node)) keep(tree, node, kept)
  return kept
}

function keep(tree: HostTree, node: ProcessNode, kept: Set<string>): void {
  const waiting: ProcessNode[] = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (kept.has(next.entityId)) continue
    kept.add(next.entityId)
    for (const id of [next.parentId, next.creatorId]) {
      const ancestor = id === null ? undefined : tree.get(id)
      if (ancestor !== undefined) waiting.push(ancestor)
    }
  }
}

/** A life that the next start of its pid ended, not its own exit, needs that start to have an end. */
function keepDependent(timeline: Timeline, kept: Set<string>): void {
  const lives = timeline.lifetimes()
  if (lives.length < 2) return
  let isBound = false
  for (const life of lives.toSorted((left, right) => left.anchorUs - right.anchorUs)) {
    if (isBound) kept.add(life.entityId)
    isBound ||= kept.has(life.entityId) && life.endUs !== null && life.endCause !== 'terminate'
  }
}

/** Those whose end, or else whose first sight, lies furthest back; ended ones before living ones. */
function oldest(tree: HostTree, gone: ReadonlySet<string>, count: number): string[] {
  const rest = [...tree.processes()].filter(({ entityId }) => !gone.has(entityId))
  return rest
    .toSorted((left, right) => Number(left.endUs === null) - Number(right.endUs === null) || ageKey(left) - ageKey(right))
    .slice(0, count)
    .map(({ entityId }) => entityId)
}

function ageKey({ endUs, firstSeenUs }: ProcessNode): number {
  return endUs ?? firstSeenUs
}
