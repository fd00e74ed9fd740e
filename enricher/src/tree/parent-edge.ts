import { type Lifetime, clockStepUs, isStartedBefore, lateCreateUs } from './lifetime.ts'
import type { ProcessReference } from './marks.ts'
import { parentOf } from './references.ts'

type Find = (reference: ProcessReference | null) => Lifetime | undefined

/** Processes created in one moment that name each other as parents: more than this is no history but noise. */
const maxCircle = 64

/**
 * The parent that a life's create names. No parent starts after its child, and none descends from it: such an edge
 * names a pid that was used again, and the child is an orphan. Stamps may say so nevertheless, where the parent's create was
 * stamped late or the clock was set back in between.
 *
 * @param knots takes the pid when the answer depends on more than the parent: then it has to be asked again whatever changes.
 */
export function parentLifetime(child: Lifetime, find: Find, knots: Set<number>): Lifetime | undefined {
  const parent = possibleParent(child, find)
  if (parent === undefined || isStampedAfter(child, parent)) return parent
  if (parent.startUs !== null) knots.add(child.processId)
  // The first of a circle to start has a parent that is stamped later; then that edge is dropped.
  let ancestor: Lifetime | undefined = parent
  for (let depth = 0; depth < maxCircle && ancestor !== undefined && !isStampedAfter(child, ancestor); depth += 1) {
    if (ancestor.entityId === child.entityId) return undefined
    ancestor = possibleParent(ancestor, find)
  }
  return parent
}

function possibleParent(child: Lifetime, find: Find): Lifetime | undefined {
  const reference = child.description === null ? null : parentOf(child.description)
  const parent = find(reference)
  if (reference === null || parent === undefined) return undefined
  return isStampedAfter(parent, child) && !mayBeStampedAfter(parent, child, reference) ? undefined : parent
}

function isStampedAfter(left: Lifetime, right: Lifetime): boolean {
  return left.startUs !== null && right.startUs !== null && left.startUs > right.startUs
}

/** The parent's start is named, or shown by the order of the records, or so near that only its create was late. */
function mayBeStampedAfter(parent: Lifetime, child: Lifetime, reference: ProcessReference): boolean {
  const [parentUs, childUs] = [parent.startUs ?? 0, child.startUs ?? 0]
  if (reference.startUs !== null) return parentUs - childUs <= clockStepUs
  if (reference.image !== null && parentUs - childUs <= lateCreateUs) return true
  const [best] = child.starts
  const place = { bootId: best?.bootId ?? null, sequence: child.description?.sequence ?? 0 }
  return isStartedBefore(parent, place, childUs)
}
