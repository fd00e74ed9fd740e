import { type ImageKey } from './image-path.ts'
import type { Reassignment } from './timeline.ts'

interface Mention {
  readonly timeUs: number
  readonly image: ImageKey
  /** Identity this mention was answered with; null until somebody asked. */
  entityId: string | null
}

/** The mentions of one pid without a start time, each (time, image) once. */
export interface Mentions {
  add(timeUs: number, image: ImageKey): void
  /** Notes the identity that was given out for a mention. */
  remember(timeUs: number, image: ImageKey, entityId: string): void
  /** Ascending by time, then image. */
  sorted(): readonly Mention[]
  /** Asks again for every mention that was answered; returns the ranges whose answer changed. */
  reassign(entityIdOf: (timeUs: number, image: ImageKey) => string | undefined): Reassignment[]
}

export function createMentions(): Mentions {
  const byKey = new Map<string, Mention>()
  let order: Mention[] = []
  let isSorted = true
  let newest: Mention | undefined

  function sorted(): readonly Mention[] {
    if (!isSorted) order.sort(compareMentions)
    isSorted = true
    return order
  }

  function find(timeUs: number, image: ImageKey): Mention | undefined {
    if (newest?.timeUs === timeUs && newest.image === image) return newest
    return byKey.get(`${timeUs}${image ?? ''}`)
  }

  return {
    add(timeUs, image) {
      if (find(timeUs, image) !== undefined) return
      const mention = { timeUs, image, entityId: null }
      byKey.set(`${timeUs}${image ?? ''}`, mention)
      if (newest !== undefined && compareMentions(newest, mention) > 0) isSorted = false
      else newest = mention
      order.push(mention)
    },
    remember(timeUs, image, entityId) {
      const mention = find(timeUs, image)
      if (mention !== undefined) mention.entityId = entityId
    },
    sorted,
    reassign(entityIdOf) {
      const changes = new Map<string, { fromEntityId: string; toEntityId: string; firstTimeUs: number; lastTimeUs: number }>()
      for (const mention of sorted()) {
        if (mention.entityId === null) continue
        const toEntityId = entityIdOf(mention.timeUs, mention.image)
        if (toEntityId === undefined || toEntityId === mention.entityId) continue
        const key = mention.entityId + toEntityId
        const change = changes.get(key)
        if (change !== undefined) change.lastTimeUs = mention.timeUs
        else changes.set(key, { fromEntityId: mention.entityId, toEntityId, firstTimeUs: mention.timeUs, lastTimeUs: mention.timeUs })
        mention.entityId = toEntityId
      }
      return [...changes.values()]
    },
  }
}

function compareMentions(left: Mention, right: Mention): number {
  return left.timeUs - right.timeUs || compareImages(left.image, right.image)
}

function compareImages(left: ImageKey, right: ImageKey): number {
  if (left === right) return 0
  return (left ?? '') < (right ?? '') ? -1 : 1
}
