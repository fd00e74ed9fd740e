import { type ProcessNode, highestIntegrityLevelOf, startEventIdsOf } from '../../src/tree/process-node.ts'

/** What a reader sees of a node, whatever the tree keeps beside it. */
export function shown(node: ProcessNode): object {
  const { entityId, processId, status, startUs, endUs, endCause, exitStatus, firstSeenUs, image, description } = node
  const { parentId, edgeConfidence, creatorId } = node
  const known = { entityId, processId, status, startUs, endUs, endCause, exitStatus, firstSeenUs, image, description }
  const startEventIds = startEventIdsOf(node).toSorted()
  return { ...known, parentId, edgeConfidence, creatorId, startEventIds, highestIntegrityLevel: highestIntegrityLevelOf(node) }
}
