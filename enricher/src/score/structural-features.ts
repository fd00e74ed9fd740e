import { integrityLevels, reportedIntegrity } from '../windows/integrity-levels.ts'
import { isTrustedImage, isUserWritable } from '../windows/trust.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { type ProcessNode, highestIntegrityLevelOf } from '../tree/process-node.ts'
import type { FeatureId } from './features.ts'

const { high: highIntegrity, system: systemIntegrity } = integrityLevels
const consentWindowUs = 120_000_000

/** Those that follow from other processes: they stay true when these have left the tree. */
export const featuresOfOthers: ReadonlySet<FeatureId> = new Set(['B3', 'B4', 'B5', 'B12'])

/** Features that follow from the process's place in the tree rather than from single events. */
export function structuralFeatures(tree: HostTree, node: ProcessNode): FeatureId[] {
  const found = [...integrityFeatures(tree, node), ...imageFeatures(tree, node)]
  return tree.surroundings.build.isWithoutRings ? ['A6', ...found] : found
}

function integrityFeatures(tree: HostTree, node: ProcessNode): FeatureId[] {
  const level = integrityOf(node)
  if (level === null) return []
  const found: FeatureId[] = (highestIntegrityLevelOf(node) ?? level) > level ? ['B2'] : []
  // Services have the most children by far, and none of them can have more rights.
  return level >= systemIntegrity ? found : [...found, ...childFeatures(tree, node, level)]
}

function childFeatures(tree: HostTree, node: ProcessNode, level: number): FeatureId[] {
  const children = tree.children(node).filter((child) => isOwnChild(node, child))
  const found: FeatureId[] = []
  if (children.some(isSystem)) {
    if (level < highIntegrity) found.push('B3')
    else if (!isTrusted(node)) found.push('B4')
  }
  if (level < highIntegrity && children.some((child) => isSilentElevation(tree, level, child))) found.push('B5')
  return found
}

function imageFeatures(tree: HostTree, node: ProcessNode): FeatureId[] {
  const found: FeatureId[] = isUserWritable(node.image) ? ['B9'] : []
  if (isTrusted(node)) found.push('B18')
  else if (tree.createdBy(node).some((child) => child.parentId !== node.entityId)) found.push('B12')
  return found
}

/** A child under a chosen parent says something of its creator, not of that parent. */
function isOwnChild(node: ProcessNode, child: ProcessNode): boolean {
  return child.creatorId === null || child.creatorId === node.entityId
}

function isSystem(child: ProcessNode): boolean {
  return (integrityOf(child) ?? 0) >= systemIntegrity
}

/** Higher integrity than the parent with no consent prompt on the host shortly before. */
function isSilentElevation(tree: HostTree, level: number, child: ProcessNode): boolean {
  const childLevel = integrityOf(child) ?? 0
  if (childLevel <= level || childLevel < highIntegrity || childLevel >= systemIntegrity || child.startUs === null) return false
  const { startUs } = child
  return !tree.consents.hasBefore(startUs, consentWindowUs)
}

function integrityOf({ description }: ProcessNode): number | null {
  return description === null ? null : reportedIntegrity(description)
}

function isTrusted(node: ProcessNode): boolean {
  return isTrustedImage({ image: node.image, isSigned: node.description?.isSigned ?? null, signature: node.description?.signature ?? null })
}
