import type { EntityColumn } from '@win11mon/pipeline'

import type { StreamPlace } from './lifetime.ts'
import { type ProcessReference, compareText } from './marks.ts'

/** Where an identity that was given out is kept: in which column of which event's document. */
export interface Use {
  readonly eventId: string
  readonly column: EntityColumn
}

/** An identity that was given out and is another now: the document that keeps it must follow. */
export interface Reassignment extends Use {
  /** Microseconds since 1970. */
  readonly eventTimeUs: number
  readonly toEntityId: string
}

export interface Mention {
  readonly reference: ProcessReference
  /** Stream of an event that makes it, and its number there: of several events always the same one. */
  bootId: string | null
  sequence: number
  /** Identity this mention was answered with; null until somebody asked. */
  entityId: string | null
  /** Where that answer is kept. */
  uses: Use[] | null
}

/** The references to one pid without a start time, each (role, time, image) once. */
export class Mentions {
  /** By time: most moments have one mention, and numbers are cheaper keys than text. */
  readonly #byTime = new Map<number, Mention | Mention[]>()
  #order: Mention[] = []
  #isSorted = true
  #newest: Mention | undefined

  get size(): number {
    return this.#order.length
  }

  /** False when it says nothing new. */
  add(reference: ProcessReference, { bootId, sequence }: StreamPlace): boolean {
    const known = findIn(this.#byTime.get(reference.timeUs), reference)
    if (known === undefined) {
      this.#insert({ reference, bootId, sequence, entityId: null, uses: null })
      return true
    }
    if (!isLaterPlace({ bootId, sequence }, known)) return false
    known.bootId = bootId
    known.sequence = sequence
    return true
  }

  /** The mention that was added for a reference. */
  find(reference: ProcessReference): Mention | undefined {
    return findIn(this.#byTime.get(reference.timeUs), reference)
  }

  /** Adds a mention with what was answered. False when it is there already. */
  restore(mention: Mention): boolean {
    if (findIn(this.#byTime.get(mention.reference.timeUs), mention.reference) !== undefined) return false
    this.#insert(mention)
    return true
  }

  #insert(mention: Mention): void {
    const { reference } = mention
    const known = this.#byTime.get(reference.timeUs)
    if (known === undefined) this.#byTime.set(reference.timeUs, mention)
    else if (Array.isArray(known)) known.push(mention)
    else this.#byTime.set(reference.timeUs, [known, mention])
    if (this.#newest !== undefined && compareReferences(this.#newest.reference, reference) > 0) this.#isSorted = false
    else this.#newest = mention
    this.#order.push(mention)
  }

  /** Notes the identity that was given out for a reference, and where it is kept. */
  remember(reference: ProcessReference, entityId: string, use: Use): void {
    const mention = findIn(this.#byTime.get(reference.timeUs), reference)
    if (mention === undefined) return
    mention.entityId = entityId
    if (mention.uses === null) mention.uses = [use]
    else mention.uses.push(use)
  }

  /** Ascending by time, then image. */
  sorted(): readonly Mention[] {
    if (!this.#isSorted) this.#order = this.#order.toSorted((left, right) => compareReferences(left.reference, right.reference))
    this.#isSorted = true
    return this.#order
  }

  /** Asks again for every reference that was answered; returns the uses whose answer changed. */
  reassign(entityIdOf: (reference: ProcessReference) => string | undefined): Reassignment[] {
    const changes: Reassignment[] = []
    for (const mention of this.#order) {
      if (mention.entityId === null) continue
      const toEntityId = entityIdOf(mention.reference)
      if (toEntityId === undefined || toEntityId === mention.entityId) continue
      mention.entityId = toEntityId
      const eventTimeUs = mention.reference.timeUs
      for (const { eventId, column } of mention.uses ?? []) changes.push({ eventId, eventTimeUs, column, toEntityId })
    }
    return changes
  }

  /** Forgets those that are not to be kept, for good: their answers are final. */
  retain(isKept: (mention: Mention) => boolean): void {
    const kept = this.sorted().filter(isKept)
    this.#byTime.clear()
    this.#order = []
    this.#newest = undefined
    for (const mention of kept) this.restore(mention)
  }
}

function findIn(mentions: Mention | Mention[] | undefined, reference: ProcessReference): Mention | undefined {
  if (mentions === undefined) return undefined
  if (Array.isArray(mentions)) return mentions.find((mention) => isSameReference(mention.reference, reference))
  return isSameReference(mentions.reference, reference) ? mentions : undefined
}

/** Within one stream the later one says more of what stands before it. */
function isLaterPlace(left: StreamPlace, right: StreamPlace): boolean {
  const order = compareText(left.bootId ?? '', right.bootId ?? '')
  return order < 0 || (order === 0 && left.sequence > right.sequence)
}

/** Both of one pid and one time. */
function isSameReference(left: ProcessReference, right: ProcessReference): boolean {
  return left.image === right.image && left.role === right.role
}

function compareReferences(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.image ?? '', right.image ?? '') || compareText(left.role, right.role)
}
