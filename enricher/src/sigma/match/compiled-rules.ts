import { type Event, type EventKind, eventKinds } from '@win11mon/schemas'

import type { BoundRule } from './bind-rule.ts'
import { KindProgram } from './kind-program.ts'
import { EventView, noSurroundings } from '../events/event-view.ts'

/** Many rules as one matcher: an event is looked at once, however many there are. */
export class CompiledRules {
  readonly #programs: ReadonlyMap<EventKind, KindProgram>

  constructor(rules: readonly BoundRule[]) {
    const programs = eventKinds.map((kind) => {
      const own = rules.flatMap(({ targets, expression }, rule) =>
        targets.filter((target) => target.kind === kind).map((target) => ({ rule, target, expression })),
      )
      return [kind, own] as const
    })
    this.#programs = new Map(programs.filter(([, own]) => own.length > 0).map(([kind, own]) => [kind, new KindProgram(own)]))
  }

  /** Numbers of the rules that match, in their order. */
  match(view: EventView): readonly number[] {
    return this.#programs.get(view.event.kind)?.match(view) ?? []
  }

  /** False for events that match nothing, whatever the tree says. */
  mayMatch(event: Event): boolean {
    return this.#programs.get(event.kind)?.mayMatch(new EventView(event, noSurroundings)) ?? false
  }
}
