import { type ProcessReference, compareText } from './marks.ts'
import type { Reassignment } from './timeline.ts'

interface Mention extends ProcessReference {
  /** Identity this mention was answered with; null until somebody asked. */
  entityId: string | null
}

/** The references to one pid without a start time, each (role, time, image) once. */
export interface Mentions {
  add(reference: ProcessReference): void
  /** Notes the identity that was given out for a reference. */
  remember(reference: ProcessReference, entityId: string): void
  /** Ascending by time, then image. */
  sorted(): readonly ProcessReference[]
  /** Asks again for every reference that was answered; returns the ranges whose answer changed. */
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
      const mention = { ...reference, entityId: null }
      byKey.set(keyOf(reference), mention)
      if (newest !== undefined && compareMentions(newest, mention) > 0) isSorted = false
      else newest = mention
      order.push(mention)
    },
    remember(reference, entityId) {
      const mention = find(reference)
      if (mention !== undefined) mention.entityId = entityId
    },
    sorted,
    reassign(entityIdOf) {
      const changes = new Map<string, { fromEntityId: string; toEntityId: string; firstTimeUs: number; lastTimeUs: number }>()
      for (const mention of sorted()) {
        if (mention.entityId === null) continue
        const toEntityId = entityIdOf(mention)
        if (toEntityId === undefined || toEntityId === mention.entityId) continue
        const key = `${mention.entityId} ${toEntityId}`
        const change = changes.get(key)
        if (change !== undefined) change.lastTimeUs = mention.timeUs
        else changes.set(key, { fromEntityId: mention.entityId, toEntityId, firstTimeUs: mention.timeUs, lastTimeUs: mention.timeUs })
        mention.entityId = toEntityId
      }
      return [...changes.values()]
    },
  }
}

function keyOf({ timeUs, image, role }: ProcessReference): string {
  return `${timeUs}${role}${image ?? ''}`
}

function compareMentions(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.image ?? '', right.image ?? '') || compareText(left.role, right.role)
}
