import { type ProcessReference, compareText } from './marks.ts'
import type { Reassignment, Use } from './timeline.ts'

interface Mention extends ProcessReference {
  /** Identity this mention was answered with; null until somebody asked. */
  entityId: string | null
  /** Where that answer is kept. */
  readonly uses: Use[]
}

/** The references to one pid without a start time, each (role, time, image) once. */
export interface Mentions {
  add(reference: ProcessReference): void
  /** Notes the identity that was given out for a reference, and where it is kept. */
  remember(reference: ProcessReference, entityId: string, use: Use): void
  /** Ascending by time, then image. */
  sorted(): readonly ProcessReference[]
  /** Asks again for every reference that was answered; returns the uses whose answer changed. */
  reassign(entityIdOf: (reference: ProcessReference) => string | undefined): Reassignment[]
}

export function createMentions(): Mentions {
  const byKey = new Map<string, Mention>()
  const order: Mention[] = []
  let isSorted = true
  let newest: Mention | undefined

  function sorted(): readonly Mention[] {
    if (!isSorted) order.sort(compareMentions)
    isSorted = true
    return order
  }

  function find(reference: ProcessReference): Mention | undefined {
    return newest !== undefined && compareMentions(newest, reference) === 0 ? newest : byKey.get(keyOf(reference))
  }

  return {
    add(reference) {
      if (find(reference) !== undefined) return
      const mention = { ...reference, entityId: null, uses: [] }
      byKey.set(keyOf(reference), mention)
      if (newest !== undefined && compareMentions(newest, mention) > 0) isSorted = false
      else newest = mention
      order.push(mention)
    },
    remember(reference, entityId, use) {
      const mention = find(reference)
      if (mention === undefined) return
      mention.entityId = entityId
      mention.uses.push(use)
    },
    sorted,
    reassign(entityIdOf) {
      return order.flatMap((mention) => {
        const toEntityId = mention.entityId === null ? undefined : entityIdOf(mention)
        if (toEntityId === undefined || toEntityId === mention.entityId) return []
        mention.entityId = toEntityId
        return mention.uses.map((use) => ({ ...use, toEntityId }))
      })
    },
  }
}

function keyOf({ timeUs, image, role }: ProcessReference): string {
  return `${timeUs}${role}${image ?? ''}`
}

function compareMentions(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.image ?? '', right.image ?? '') || compareText(left.role, right.role)
}
