import type { Event } from '@win11mon/schemas'

/** Two ways to ask the same rules about an event; each gives the numbers of those that match. */
export interface Matchers {
  readonly ruleCount: number
  readonly refused: readonly string[]
  readonly compiled: (event: Event) => readonly number[]
  readonly oneByOne: (event: Event) => readonly number[]
}

/** The compiled matcher of the rules of a text, and the plain evaluator that it is measured beside. */
export async function openMatchers(text: string): Promise<Matchers> {
  const [{ parseRules }, { bindRules }, { CompiledRules }, { matchOneByOne }, { EventView, noSurroundings }] = await Promise.all([
    import('./language/parse-rules.ts'),
    import('./build-rules.ts'),
    import('./match/compiled-rules.ts'),
    import('./match/one-by-one.ts'),
    import('./events/event-view.ts'),
  ])
  const parsed = parseRules(text, 'rules.yml')
  const refused = [...parsed.refused]
  const { bound } = bindRules(parsed.documents, refused)
  const rules = new CompiledRules(bound)
  return {
    ruleCount: bound.length,
    refused: refused.map(({ reason }) => reason),
    compiled: (event) => rules.match(new EventView(event, noSurroundings)),
    oneByOne: (event) => matchOneByOne(bound, new EventView(event, noSurroundings)),
  }
}
