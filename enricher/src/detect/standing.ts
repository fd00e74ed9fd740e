import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { type ImageKey, baseName } from '../windows/image-path.ts'
import { matchesPath } from '../windows/path-pattern.ts'
import { isKernelImage, isProtected, isTrustedImage, isUserWritable, runsForeignCode } from '../windows/trust.ts'
import { usualParentsOf } from '../windows/usual-parents.ts'
import { parentImageOf, parentOf } from './kinship.ts'
import type { TrustPolicy } from './trust-policy.ts'

/** `suspect`: there is a reason against it. `ordinary`: nothing for and nothing against it. `trusted`: known, and where it should be. */
export type StandingLevel = 'suspect' | 'ordinary' | 'trusted'

export interface Standing {
  readonly level: StandingLevel
  /** What speaks against it; completes "The process …". Empty unless suspect. */
  readonly reasons: readonly string[]
}

/** What standing depends on beside the process itself. */
export interface StandingFacts {
  readonly tree: HostTree
  readonly policy: TrustPolicy
  readonly isKnownUnsigned: boolean
}

const trusted: Standing = { level: 'trusted', reasons: [] }
const ordinary: Standing = { level: 'ordinary', reasons: [] }
const outsideReason = 'runs from outside the protected directories'

/** Trust as image and lineage earn it; what happens to a process later may cost it. Unknown is not untrusted. */
export function standingOf(node: ProcessNode, facts: StandingFacts): Standing {
  const reasons = [...imageReasons(node, facts), ...lineageReasons(node, facts.tree)]
  if (reasons.length > 0) return { level: 'suspect', reasons }
  return isTrusted(node, facts.policy) ? trusted : ordinary
}

function isTrusted({ image, description }: ProcessNode, { publishers, images }: TrustPolicy): boolean {
  if (images.some((pattern) => matchesPath(pattern, image))) return true
  return isTrustedImage({ image, isSigned: description?.isSigned ?? null, signature: description?.signature ?? null }, publishers)
}

function imageReasons(node: ProcessNode, { tree, policy, isKnownUnsigned }: StandingFacts): string[] {
  const { image } = node
  const verdict = image === null ? 'fine' : verdictOf(image)
  if (verdict === 'foreign') return [`is ${baseName(image ?? '')}, which runs code of others`]
  if (isKnownUnsigned && verdict !== 'kernel') return ['runs from an unsigned image']
  if (verdict === 'writable') return ['runs from a directory that any user can write']
  if (verdict !== 'outside' || policy.images.some((pattern) => matchesPath(pattern, image))) return []
  return isHelperOfService(node, tree) ? [] : [outsideReason]
}

type Verdict = 'kernel' | 'foreign' | 'writable' | 'outside' | 'fine'

const verdicts = new Map<string, Verdict>()
/** Images are few; a flood of new ones empties the memory of them. */
const maxRememberedImages = 20_000

function verdictOf(image: string): Verdict {
  const known = verdicts.get(image)
  if (known !== undefined) return known
  const verdict = judge(image)
  if (verdicts.size >= maxRememberedImages) verdicts.clear()
  verdicts.set(image, verdict)
  return verdict
}

function judge(image: string): Verdict {
  if (isKernelImage(image)) return 'kernel'
  if (runsForeignCode(image)) return 'foreign'
  if (isUserWritable(image)) return 'writable'
  // A bare name says nothing of the directory.
  return image.includes('\\') && !isProtected(image) ? 'outside' : 'fine'
}

/** A service that an administrator installed in a directory of its own, or a program that it started from there. */
function isHelperOfService(node: ProcessNode, tree: HostTree): boolean {
  if (isServiceManager(parentImageOf(tree, node))) return true
  const parent = parentOf(tree, node)
  if (parent?.image == null || !isServiceManager(parentImageOf(tree, parent))) return false
  return topDirectory(parent.image) === topDirectory(node.image ?? '')
}

/** True when nothing but its directory speaks against it. */
export function isOutsideOnly({ reasons }: Standing): boolean {
  return reasons.length === 1 && reasons[0] === outsideReason
}

/** The standing of a process of such a directory that calls in the name of the machine, at this time. */
export function standingOfMachine(node: ProcessNode, call: MachineCall): Standing {
  return isInstalledBeside(node, call) ? ordinary : { level: 'suspect', reasons: [outsideReason] }
}

export interface MachineCall {
  readonly tree: HostTree
  readonly timeUs: number
}

/**
 * Agents install themselves into directories of their own. Where the recording began after their services did nobody saw these
 * start: then a program counts as theirs when another one of its directory has run all along, and nobody else is known to have
 * started it.
 */
function isInstalledBeside(node: ProcessNode, { tree, timeUs }: MachineCall): boolean {
  const { image } = node
  const parent = parentImageOf(tree, node)
  if (image === null || (parent !== null && topDirectory(parent) !== topDirectory(image))) return false
  for (const other of tree.processes()) {
    if (other.image === null || other.image === image || topDirectory(other.image) !== topDirectory(image)) continue
    if (other.firstSeenUs <= timeUs && hasRunAllAlong(other, tree)) return true
  }
  return false
}

function hasRunAllAlong(node: ProcessNode, tree: HostTree): boolean {
  return node.status === 'placeholder' && parentImageOf(tree, node) === null
}

function isServiceManager(image: ImageKey): boolean {
  return image === '\\windows\\system32\\services.exe'
}

function topDirectory(image: string): string {
  return image.slice(0, image.indexOf('\\', 1))
}

function lineageReasons(node: ProcessNode, tree: HostTree): string[] {
  const misplaced = misplacedUnder(node, tree)
  if (misplaced !== undefined) return [misplaced]
  const { image } = node
  if (image === null || !image.startsWith('\\windows\\') || usualParentsOf(baseName(image)) !== undefined) return []
  const parent = parentImageOf(tree, node)
  if (parent === null || baseName(parent) === baseName(image)) return []
  return isUntrustedParent(parent) ? [`was started by ${baseName(parent)}, which is not trusted`] : []
}

/** What is odd about the parent of a process of Windows; undefined when nothing is, or nobody knows the parent. */
export function misplacedUnder(node: ProcessNode, tree: HostTree): string | undefined {
  const { image } = node
  if (image === null || !image.startsWith('\\windows\\')) return undefined
  const usual = usualParentsOf(baseName(image))
  const parent = usual === undefined ? null : parentImageOf(tree, node)
  // A process that copies itself, as a dump of it does, says nothing of where it came from.
  if (usual === undefined || parent === null || baseName(parent) === baseName(image) || isUsual(parent, usual)) return undefined
  return `was started by ${baseName(parent)} and not by ${usual.join(' or ')}`
}

function isUsual(parent: string, usual: readonly string[]): boolean {
  return usual.includes(baseName(parent)) && (isKernelImage(parent) || !parent.includes('\\') || isProtected(parent))
}

function isUntrustedParent(parent: string): boolean {
  const verdict = verdictOf(parent)
  return verdict === 'foreign' || verdict === 'writable' || verdict === 'outside'
}
