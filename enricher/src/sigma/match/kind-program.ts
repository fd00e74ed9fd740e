import type { Expression, Test } from '../language/expression.ts'
import { type EventView, bindField } from '../events/event-view.ts'
import type { Target } from '../events/log-sources.ts'
import { type Anchor, type Plan, anchorOf, anchorsIn, anchorsOf } from './anchors.ts'
import { compileKeyword, compileTest } from './compile-test.ts'
import { LiteralIndex } from './literal-index.ts'
import { MatchState, type Slot, type ValueTest, fieldSlot, keywordSlot } from './match-state.ts'

/** One rule for one of its targets. */
export interface RuleOfKind {
  readonly rule: number
  readonly target: Target
  readonly expression: Expression
}

type PlanTest = (state: MatchState) => boolean

interface Candidate {
  readonly rule: number
  readonly target: number
  readonly holds: PlanTest
  /** Whether it may hold once the tree has said what the event does not. */
  readonly mayHold: PlanTest
}

/** Where the candidates of one slot are looked up. */
interface SlotIndex {
  readonly slot: number
  readonly whole: ReadonlyMap<string, readonly number[]>
  readonly inside: LiteralIndex | undefined
  readonly all: readonly number[]
}

/** All rules of one kind of event: finds the few that may match by the texts they need, and looks closer at those. */
export class KindProgram {
  readonly #targets: readonly Target[]
  readonly #candidates: readonly Candidate[]
  readonly #indexes: readonly SlotIndex[]
  /** Candidates that no text tells apart. */
  readonly #always: readonly number[]
  readonly #state: MatchState
  readonly #marks: Float64Array
  #round = 0

  constructor(rules: readonly RuleOfKind[]) {
    const builder = new ProgramBuilder()
    const planned = rules.map(({ rule, target, expression }) => ({
      rule,
      target: builder.targetOf(target),
      plan: builder.plan(expression, target),
    }))
    const costOf = costs(planned.map(({ plan }) => plan))
    const anchors = planned.map(({ plan }) => anchorsOf(plan, costOf))
    this.#targets = builder.targets
    this.#candidates = planned.map(({ rule, target, plan }) => ({
      rule,
      target,
      holds: compilePlan(plan),
      mayHold: compileGuess(plan, true),
    }))
    this.#indexes = indexesOf(anchors)
    this.#always = anchors.flatMap((known, index) => (known === null ? [index] : []))
    this.#state = new MatchState(builder.slots, builder.tests)
    this.#marks = new Float64Array(planned.length)
  }

  /** Numbers of the rules that match, in their order. */
  match(view: EventView): number[] {
    const included = this.#targets.map((target) => view.isOf(target))
    if (!included.includes(true)) return none
    this.#state.begin(view)
    this.#round += 1
    const found = new Set<number>()
    for (const candidate of this.#likely(false)) {
      const { rule, target, holds } = this.#candidates[candidate] ?? nobody
      if (included[target] === true && holds(this.#state)) found.add(rule)
    }
    return [...found].toSorted((left, right) => left - right)
  }

  /** Whether any rule may match once the tree has said what the event does not. */
  mayMatch(view: EventView): boolean {
    const included = this.#targets.map((target) => view.isOf(target))
    if (!included.includes(true)) return false
    this.#state.begin(view)
    this.#round += 1
    return this.#likely(true).some((candidate) => {
      const { target, mayHold } = this.#candidates[candidate] ?? nobody
      return included[target] === true && mayHold(this.#state)
    })
  }

  /** Candidates whose texts were found; with `isOpen` those of a value that the tree may know, too. */
  #likely(isOpen: boolean): number[] {
    const likely = [...this.#always]
    const note = (candidate: number): void => {
      if (this.#marks[candidate] === this.#round) return
      this.#marks[candidate] = this.#round
      likely.push(candidate)
    }
    for (const { slot, whole, inside, all } of this.#indexes) {
      const text = this.#state.folded(slot)
      if (text === null && isOpen && this.#state.isUnknown(slot)) all.forEach(note)
      if (text === null) continue
      for (const candidate of whole.get(text) ?? none) note(candidate)
      inside?.search(text, note)
    }
    return likely
  }
}

const none: number[] = []
const nobody: Candidate = { rule: -1, target: -1, holds: () => false, mayHold: () => false }

/** Gives numbers to what rules have in common: targets, values and tests. */
class ProgramBuilder {
  readonly targets: Target[] = []
  readonly slots: Slot[] = []
  readonly tests: ValueTest[] = []
  readonly #slotsByKey = new Map<string, number>()
  readonly #testsByKey = new Map<string, number>()

  targetOf(target: Target): number {
    const known = this.targets.indexOf(target)
    return known >= 0 ? known : this.targets.push(target) - 1
  }

  plan(expression: Expression, target: Target): Plan {
    if (expression.type === 'test') return this.#planTest(expression, target)
    if (expression.type === 'not') return { type: 'not', part: this.plan(expression.part, target) }
    return { type: expression.type, parts: expression.parts.map((part) => this.plan(part, target)) }
  }

  #planTest({ field, matcher }: Test, target: Target): Plan {
    const slot =
      field === null ? this.#slot(`keywords ${this.targetOf(target)}`, () => keywordSlot(target)) : this.#fieldSlot(field, target)
    const other = matcher.type === 'reference' ? this.#fieldSlot(matcher.field, target) : -1
    const key = `${slot} ${other} ${JSON.stringify(matcher)}`
    const known = this.#testsByKey.get(key)
    const test = known ?? this.tests.push(field === null ? compileKeyword(matcher, slot) : compileTest(matcher, slot, other)) - 1
    this.#testsByKey.set(key, test)
    const treeSlots = [slot, other].filter((one) => this.slots[one]?.needsTree === true)
    return { type: 'test', test, anchor: anchorOf(matcher, slot), treeSlots }
  }

  #fieldSlot(name: string, target: Target): number {
    const field = bindField(target, name)
    if (field === undefined) return this.#slot('nothing', () => ({ needsTree: false, read: () => null }))
    return this.#slot(field.key, () => fieldSlot(field))
  }

  #slot(key: string, create: () => Slot): number {
    const known = this.#slotsByKey.get(key)
    if (known !== undefined) return known
    const slot = this.slots.push(create()) - 1
    this.#slotsByKey.set(key, slot)
    return slot
  }
}

function compilePlan(plan: Plan): PlanTest {
  if (plan.type === 'test') return (state) => state.passes(plan.test)
  if (plan.type === 'not') {
    const part = compilePlan(plan.part)
    return (state) => !part(state)
  }
  const parts = plan.parts.map(compilePlan)
  return plan.type === 'and' ? (state) => parts.every((part) => part(state)) : (state) => parts.some((part) => part(state))
}

/** The same where what is not known is taken for what would be needed; behind a `not` for the opposite. */
function compileGuess(plan: Plan, isHopeful: boolean): PlanTest {
  if (plan.type === 'test') {
    const { test, treeSlots } = plan
    return (state) => (treeSlots.some((slot) => state.isUnknown(slot)) ? isHopeful : state.passes(test))
  }
  if (plan.type === 'not') {
    const part = compileGuess(plan.part, !isHopeful)
    return (state) => !part(state)
  }
  const parts = plan.parts.map((part) => compileGuess(part, isHopeful))
  return plan.type === 'and' ? (state) => parts.every((part) => part(state)) : (state) => parts.some((part) => part(state))
}

/** How often an anchor is found, as far as rules tell: what many of them name is common, and so are short texts. */
function costs(plans: readonly Plan[]): (anchor: Anchor) => number {
  const uses = new Map<string, number>()
  for (const plan of plans) for (const { text } of anchorsIn(plan)) uses.set(text, (uses.get(text) ?? 0) + 1)
  return ({ text, isWhole }) => (uses.get(text) ?? 1) * (isWhole || text.length > 5 ? 1 : 4)
}

function indexesOf(anchors: readonly (readonly Anchor[] | null)[]): SlotIndex[] {
  const bySlot = new Map<number, { whole: Map<string, number[]>; inside: Map<string, number[]> }>()
  for (const [candidate, known] of anchors.entries()) {
    for (const { slot, text, isWhole } of known ?? []) {
      const index = bySlot.get(slot) ?? { whole: new Map<string, number[]>(), inside: new Map<string, number[]>() }
      bySlot.set(slot, index)
      const owners = isWhole ? index.whole : index.inside
      owners.set(text, [...(owners.get(text) ?? none), candidate])
    }
  }
  return [...bySlot].map(([slot, { whole, inside }]) => ({
    slot,
    whole,
    inside: inside.size === 0 ? undefined : new LiteralIndex(inside),
    all: [...whole.values(), ...inside.values()].flat(),
  }))
}
