import type { ProcessNode } from './process-node.ts'

const shown = [
  'parentId',
  'creatorId',
  'edgeConfidence',
  'endUs',
  'endCause',
  'status',
  'image',
] as const satisfies readonly (keyof ProcessNode)[]

/** True when nothing changed that a reader of the node would see. */
export function isSameNode(left: ProcessNode, right: ProcessNode): boolean {
  return shown.every((key) => left[key] === right[key]) && reportsOf(left) === reportsOf(right)
}

function reportsOf({ starts }: ProcessNode): number {
  return starts.reduce((count, mark) => count + (mark.bootId === null ? 0 : 1), 0)
}
