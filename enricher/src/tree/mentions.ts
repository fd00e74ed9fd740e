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
  /** False when it is there already. */
  add(reference: ProcessReference): boolean
  /** Notes the identity that was given out for a reference, and where it is kept. */
  remember(reference: ProcessReference, entityId: string, use: Use): void
  /** Ascending by time, then image. */
  sorted(): readonly ProcessReference[]
  /** Asks again for every reference that was answered; returns the uses whose answer changed. */
  reassign(entityIdOf: (reference: ProcessReference) => string | undefined): Reassignment[]
}

export function createMentions(): Mentions {
  /** By time: most moments have one mention, and numbers are cheaper keys than text. */
  const byTime = new Map<number, Mention[]>()
  const order: Mention[] = []
  let isSorted = true
  let newest: Mention | undefined

  function sorted(): readonly Mention[] {
    if (!isSorted) order.sort(compareMentions)
    isSorted = true
    return order
  }

  function find({ timeUs, image, role }: ProcessReference): Mention | undefined {
    return byTime.get(timeUs)?.find((mention) => mention.image === image && mention.role === role)
  }

  return {
    add(reference) {
      if (find(reference) !== undefined) return false
      const mention = { ...reference, entityId: null, uses: [] }
      const simultaneous = byTime.get(reference.timeUs)
      if (simultaneous === undefined) byTime.set(reference.timeUs, [mention])
      else simultaneous.push(mention)
      if (newest !== undefined && compareMentions(newest, mention) > 0) isSorted = false
      else newest = mention
      order.push(mention)
      return true
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

function compareMentions(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.image ?? '', right.image ?? '') || compareText(left.role, right.role)
}
