import type { RuleDescription, RuleSet } from '../detect/rule-set.ts'
import { rules as builtInRules } from '../detect/rules/index.ts'
import { type BoundRule, bindRule, missingFields, sourceText } from './match/bind-rule.ts'
import { type BoundCorrelation, CorrelationEngine } from './correlation-engine.ts'
import { describeRule } from './describe-rule.ts'
import { all } from './language/expression.ts'
import { RuleProblem } from './language/rule-problem.ts'
import type { CorrelationRule, FilterRule, RefusedRule, SigmaDocument, SigmaRule } from './language/rule.ts'
import { SigmaRules } from './sigma-rules.ts'

/** A rule that is in use. */
export interface LoadedRule {
  readonly rule: SigmaRule | CorrelationRule
  /** Log source in words; of a correlation its type. */
  readonly source: string
  /** False when it only serves a correlation. */
  readonly raisesAlerts: boolean
  /** Ids of ATT&CK. */
  readonly techniques: readonly string[]
  /** What its alerts say of it. */
  readonly description: RuleDescription
}

export interface BuiltRules {
  readonly ruleSet: RuleSet
  readonly loaded: readonly LoadedRule[]
  readonly refused: readonly RefusedRule[]
  /** Files of filters: they raise nothing themselves. */
  readonly filterPaths: readonly string[]
}

/** Makes one set of all rules that can be evaluated, and says of every other why it cannot. */
export function buildRules(documents: readonly SigmaDocument[]): BuiltRules {
  const refused: RefusedRule[] = []
  const { rules, correlations, bound } = bindRules(documents, refused)
  const engine = new CorrelationEngine(correlations)
  return {
    ruleSet: new SigmaRules(bound, engine),
    loaded: [
      ...rules.map((rule) => loadedRule(rule, sourceText(rule.logSource), engine)),
      ...correlations.map(({ rule }) => loadedRule(rule, rule.correlation, engine)),
    ],
    refused,
    filterPaths: documents.filter(({ type }) => type === 'filter').map(({ path }) => path),
  }
}

function loadedRule(rule: SigmaRule | CorrelationRule, source: string, engine: CorrelationEngine): LoadedRule {
  const description = describeRule(rule)
  return { rule, source, raisesAlerts: engine.isRaisedAlone(rule.id), techniques: description.techniques.map(({ id }) => id), description }
}

/** The rules that can be evaluated, each with its events. */
export function bindRules(
  documents: readonly SigmaDocument[],
  refused: RefusedRule[],
): { bound: BoundRule[]; rules: SigmaRule[]; correlations: BoundCorrelation[] } {
  const known = uniqueOnes(documents, refused)
  const filters = known.filter((document) => document.type === 'filter')
  const bound = known
    .filter((document) => document.type === 'rule')
    .flatMap((rule) => attempt(rule, refused, () => bindFiltered(rule, filters)))
  const correlations = bindCorrelations(
    known.filter((document) => document.type === 'correlation'),
    bound,
    refused,
  )
  return { bound, rules: bound.map(({ rule }) => rule), correlations }
}

const builtInIds: ReadonlySet<string> = new Set(builtInRules.map(({ id }) => id.toLowerCase()))

/** Alerts are known by the id of their rule: the first with an id keeps it. */
function uniqueOnes(documents: readonly SigmaDocument[], refused: RefusedRule[]): SigmaDocument[] {
  const paths = new Map<string, string>()
  return documents.flatMap((document) =>
    attempt(document, refused, () => {
      const earlier = paths.get(document.id)
      if (builtInIds.has(document.id)) throw new RuleProblem(`its id ${document.id} is that of a built-in rule: give it one of its own`)
      if (earlier !== undefined) throw new RuleProblem(`its id ${document.id} is that of a rule in ${earlier}: give it one of its own`)
      paths.set(document.id, document.path)
      return document
    }),
  )
}

function attempt<Value>({ path, id, title }: SigmaDocument, refused: RefusedRule[], make: () => Value): Value[] {
  try {
    return [make()]
  } catch (error) {
    if (!(error instanceof RuleProblem)) throw error
    refused.push({ path, id, title, reason: error.message })
    return []
  }
}

function bindFiltered(rule: SigmaRule, filters: readonly FilterRule[]): BoundRule {
  const own = filters.filter((filter) => isFor(filter, rule)).map(({ expression }) => expression)
  return bindRule(rule, own.length === 0 ? rule.expression : all([rule.expression, ...own]))
}

function isFor({ rules, logSource }: FilterRule, rule: SigmaRule): boolean {
  if (rules !== null) return rules.includes(rule.id) || (rule.name !== null && rules.includes(rule.name))
  return (['product', 'category', 'service'] as const).every((part) => logSource[part] === null || logSource[part] === rule.logSource[part])
}

/** A correlation may look at others, so they are bound as their members become known. */
function bindCorrelations(
  correlations: readonly CorrelationRule[],
  bound: readonly BoundRule[],
  refused: RefusedRule[],
): BoundCorrelation[] {
  const members = new Map<string, BoundRule | BoundCorrelation>()
  const learn = (one: BoundRule | BoundCorrelation): void => {
    members.set(one.rule.id, one)
    if (one.rule.name !== null) members.set(one.rule.name, one)
  }
  bound.forEach(learn)
  const found: BoundCorrelation[] = []
  let waiting = [...correlations]
  for (;;) {
    const ready = waiting.filter(({ rules }) => rules.every((name) => members.has(name)))
    if (ready.length === 0) break
    const next = ready.flatMap((rule) => attempt(rule, refused, () => bindCorrelation(rule, members)))
    next.forEach(learn)
    found.push(...next)
    waiting = waiting.filter((rule) => !ready.includes(rule))
  }
  for (const rule of waiting) attempt(rule, refused, () => refuseIncomplete(rule, members))
  return found
}

function refuseIncomplete({ rules }: CorrelationRule, members: ReadonlyMap<string, unknown>): never {
  const missing = rules.filter((name) => !members.has(name))
  throw new RuleProblem(
    `it needs ${missing.length === 1 ? 'rule' : 'rules'} ${missing.join(', ')}, which cannot be used or ${missing.length === 1 ? 'is' : 'are'} not here`,
  )
}

function bindCorrelation(rule: CorrelationRule, known: ReadonlyMap<string, BoundRule | BoundCorrelation>): BoundCorrelation {
  const resolved = rule.rules.flatMap((name) => known.get(name) ?? [])
  const namesOf = new Map(
    resolved.map((member) => [member.rule.id, [member.rule.id, ...(member.rule.name === null ? [] : [member.rule.name])]]),
  )
  for (const member of resolved) checkFields(rule, member, namesOf.get(member.rule.id) ?? [])
  return { rule, members: resolved.map((member) => member.rule.id), namesOf }
}

/** Every member has to have what groups it and what is counted. */
function checkFields(rule: CorrelationRule, member: BoundRule | BoundCorrelation, names: readonly string[]): void {
  const asked = [...rule.groupBy, ...(rule.countedField === null ? [] : [rule.countedField])]
  const fields = asked.map((field) => names.flatMap((name) => rule.aliases.get(field)?.get(name) ?? [])[0] ?? field)
  const missing =
    'targets' in member ? missingFields(member.targets, fields) : fields.filter((field) => !member.rule.groupBy.includes(field))
  if (missing.length > 0)
    throw new RuleProblem(
      `${missing.join(', ')}, by which it groups or counts, ${missing.length === 1 ? 'is' : 'are'} not known of ${member.rule.title}`,
    )
}
