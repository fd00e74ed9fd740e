import type { HostTree } from './host-tree.ts'
import { type Lifetime, reportSkewUs } from './lifetime.ts'
import type { ProcessNode } from './process-node.ts'

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
  const kept = keptProcesses(tree, (node) => !over.has(node.entityId) || retirement.isNeeded(node.entityId))
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

/** Those that are wanted, and whatever they depend on. */
function keptProcesses(tree: HostTree, isWanted: (node: ProcessNode) => boolean): Set<string> {
  const kept = new Set<string>()
  const waiting: ProcessNode[] = [...tree.processes()].filter(isWanted)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (kept.has(node.entityId)) continue
    kept.add(node.entityId)
    waiting.push(...ancestorsOf(tree, node), ...neighboursOf(tree, node))
  }
  return kept
}

function ancestorsOf(tree: HostTree, { parentId, creatorId }: ProcessNode): ProcessNode[] {
  return [parentId, creatorId].flatMap((id) => (id === null ? [] : (tree.get(id) ?? [])))
}

/**
 * Lives of the same pid that a life's own bounds follow from. A placeholder is named after what was before it; when that has
 * left the tree, its tombstone must stay, so what came later may not leave and take the tombstone's place. A life that the
 * next start of its pid ended, and not its own exit, needs that start to have an end.
 */
function neighboursOf(tree: HostTree, { entityId, processId, startUs, endUs, endCause }: ProcessNode): ProcessNode[] {
  const timeline = tree.timelines().get(processId)
  const lives = timeline?.lifetimes() ?? []
  if (lives.length < 2) return []
  if (startUs === null && timeline?.tombstone !== undefined) return [...lives]
  const sorted = lives.toSorted((left, right) => left.firstSeenUs - right.firstSeenUs)
  const place = sorted.findIndex((life) => life.entityId === entityId)
  const before = startUs === null ? sorted.slice(0, place) : []
  const isBounded = endUs !== null && endCause !== 'terminate'
  const next = isBounded ? sorted.slice(place + 1).find((life) => life.startUs !== null) : undefined
  return next === undefined ? before : [...before, next]
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
