import { type ProcessReference, compareText } from './marks.ts'
import type { Reassignment, Use } from './timeline.ts'

interface Mention {
  readonly reference: ProcessReference
  /** Identity this mention was answered with; null until somebody asked. */
  entityId: string | null
  /** Where that answer is kept. */
  uses: Use[] | null
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
  const byTime = new Map<number, Mention | Mention[]>()
  let order: Mention[] = []
  let isSorted = true
  let newest: Mention | undefined

  function add(reference: ProcessReference): boolean {
    const { timeUs } = reference
    const known = byTime.get(timeUs)
    if (findIn(known, reference) !== undefined) return false
    const mention = { reference, entityId: null, uses: null }
    if (known === undefined) byTime.set(timeUs, mention)
    else if (Array.isArray(known)) known.push(mention)
    else byTime.set(timeUs, [known, mention])
    if (newest !== undefined && compareReferences(newest.reference, reference) > 0) isSorted = false
    else newest = mention
    order.push(mention)
    return true
  }

  function remember(reference: ProcessReference, entityId: string, use: Use): void {
    const mention = findIn(byTime.get(reference.timeUs), reference)
    if (mention === undefined) return
    mention.entityId = entityId
    if (mention.uses === null) mention.uses = [use]
    else mention.uses.push(use)
  }

  function sorted(): readonly ProcessReference[] {
    if (!isSorted) order = order.toSorted((left, right) => compareReferences(left.reference, right.reference))
    isSorted = true
    return order.map((mention) => mention.reference)
  }

  function reassign(entityIdOf: (reference: ProcessReference) => string | undefined): Reassignment[] {
    const changes: Reassignment[] = []
    for (const mention of order) {
      if (mention.entityId === null) continue
      const toEntityId = entityIdOf(mention.reference)
      if (toEntityId === undefined || toEntityId === mention.entityId) continue
      mention.entityId = toEntityId
      for (const use of mention.uses ?? []) changes.push({ ...use, toEntityId })
    }
    return changes
  }

  return { add, remember, sorted, reassign }
}

function findIn(mentions: Mention | Mention[] | undefined, reference: ProcessReference): Mention | undefined {
  if (mentions === undefined) return undefined
  if (Array.isArray(mentions)) return mentions.find((mention) => isSameReference(mention.reference, reference))
  return isSameReference(mentions.reference, reference) ? mentions : undefined
}

/** Both of one pid and one time. */
function isSameReference(left: ProcessReference, right: ProcessReference): boolean {
  return left.image === right.image && left.role === right.role
}

function compareReferences(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.image ?? '', right.image ?? '') || compareText(left.role, right.role)
}
