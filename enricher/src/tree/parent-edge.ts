import type { Lifetime } from './lifetime.ts'
import type { ProcessReference } from './marks.ts'
import { parentOf } from './references.ts'

type Find = (reference: ProcessReference | null) => Lifetime | undefined

/** Processes created in one microsecond that name each other as parents: more than this is no history but noise. */
const maxCircle = 64

/**
 * The parent that a life's create names. No parent starts after its child, and none descends from it: such an edge
 * names a pid that was used again, and the child is an orphan.
 */
export function parentLifetime(child: Lifetime, find: Find): Lifetime | undefined {
  const parent = namedParent(child, find)
  if (parent === undefined || startsAfter(parent, child)) return undefined
  // Only lives of one moment can form a circle; then every edge of the circle is dropped.
  let ancestor: Lifetime | undefined = parent
  for (let depth = 0; depth < maxCircle && ancestor !== undefined && !startsAfter(child, ancestor); depth += 1) {
    if (ancestor.entityId === child.entityId) return undefined
    ancestor = namedParent(ancestor, find)
  }
  return parent
}

function namedParent(child: Lifetime, find: Find): Lifetime | undefined {
  return child.description === null ? undefined : find(parentOf(child.description))
}

function startsAfter(left: Lifetime, right: Lifetime): boolean {
  return left.startUs !== null && right.startUs !== null && left.startUs > right.startUs
}
