import { type BoundField, type EventView, allTexts } from '../events/event-view.ts'
import { fold } from '../language/fold.ts'
import type { Target } from '../events/log-sources.ts'

/** Something that rules of one kind of event look at: a field, or all texts of an event together. */
export interface Slot {
  /** The tree may know what the event does not say. */
  readonly needsTree: boolean
  readonly read: (view: EventView) => string | null
}

export type ValueTest = (state: MatchState) => boolean

/** Values and results of tests of the event that is being looked at; each is found once, when somebody asks. */
export class MatchState {
  #view: EventView | null = null
  readonly #slots: readonly Slot[]
  readonly #tests: readonly ValueTest[]
  readonly #values: (string | null)[]
  readonly #folded: (string | null)[]
  readonly #valueRounds: Float64Array
  readonly #foldedRounds: Float64Array
  readonly #results: Uint8Array
  readonly #resultRounds: Float64Array
  #round = 0

  constructor(slots: readonly Slot[], tests: readonly ValueTest[]) {
    this.#slots = slots
    this.#tests = tests
    this.#values = slots.map(() => null)
    this.#folded = slots.map(() => null)
    this.#valueRounds = new Float64Array(slots.length)
    this.#foldedRounds = new Float64Array(slots.length)
    this.#results = new Uint8Array(tests.length)
    this.#resultRounds = new Float64Array(tests.length)
  }

  get isFromLog(): boolean {
    return this.#view?.isFromLog === true
  }

  begin(view: EventView): void {
    this.#view = view
    this.#round += 1
  }

  /** The event does not say it, and nobody has asked the tree. */
  isUnknown(slot: number): boolean {
    return this.#slots[slot]?.needsTree === true && this.value(slot) === null
  }

  value(slot: number): string | null {
    if (this.#valueRounds[slot] === this.#round) return this.#values[slot] ?? null
    this.#valueRounds[slot] = this.#round
    const value = this.#view === null ? null : (this.#slots[slot]?.read(this.#view) ?? null)
    this.#values[slot] = value
    return value
  }

  folded(slot: number): string | null {
    if (this.#foldedRounds[slot] === this.#round) return this.#folded[slot] ?? null
    this.#foldedRounds[slot] = this.#round
    const value = this.value(slot)
    const folded = value === null ? null : fold(value)
    this.#folded[slot] = folded
    return folded
  }

  passes(test: number): boolean {
    if (this.#resultRounds[test] === this.#round) return this.#results[test] === 1
    this.#resultRounds[test] = this.#round
    const isPassed = this.#tests[test]?.(this) === true
    this.#results[test] = isPassed ? 1 : 0
    return isPassed
  }
}

export function fieldSlot(field: BoundField): Slot {
  return { needsTree: field.needsTree, read: (view) => field.read(view) }
}

/** Between two texts stands what no test of a person crosses by chance. */
export const textBoundary = '\n\u0000\n'

export function keywordSlot(target: Target): Slot {
  const read = (view: EventView): string | null => {
    const texts = allTexts(target, view)
    return texts.length === 0 ? null : texts.join(textBoundary)
  }
  return { needsTree: false, read }
}
