import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { type ImageKey, imageKey } from '../windows/image-path.ts'

/** Generations that count as family. */
const maxGenerations = 8

/** True when one is the other or an ancestor of it, by parent or by creator. */
export function isRelated(tree: HostTree, left: ProcessNode, right: ProcessNode): boolean {
  return left.entityId === right.entityId || descendsFrom(tree, left, right) || descendsFrom(tree, right, left)
}

function descendsFrom(tree: HostTree, node: ProcessNode, ancestor: ProcessNode): boolean {
  let next: ProcessNode | undefined = node
  for (let generation = 0; generation < maxGenerations && next !== undefined; generation += 1) {
    if (next.parentId === ancestor.entityId || next.creatorId === ancestor.entityId) return true
    next = parentOf(tree, next)
  }
  return false
}

export function parentOf(tree: HostTree, { parentId }: ProcessNode): ProcessNode | undefined {
  return parentId === null ? undefined : tree.get(parentId)
}

/** Image of the parent: of the process in the tree, else as the create event names it. Null when nobody says. */
export function parentImageOf(tree: HostTree, node: ProcessNode): ImageKey {
  return parentOf(tree, node)?.image ?? imageKey(node.description?.parentExecutable ?? null)
}

const firstThreadUs = 2_000_000

/** Whoever creates a process also creates its first thread: that is no injection. */
export function isFirstThreadOfChild(creator: ProcessNode, child: ProcessNode, timeUs: number): boolean {
  const isCreator = (child.creatorId ?? child.parentId) === creator.entityId
  return isCreator && child.startUs !== null && Math.abs(timeUs - child.startUs) <= firstThreadUs
}
