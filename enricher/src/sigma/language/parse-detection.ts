import { type Expression, all, any } from './expression.ts'
import { type Placeholders, type RuleValue, readTest } from './modifiers.ts'
import { parseCondition } from './parse-condition.ts'
import { isMap } from './read-yaml.ts'
import { RuleProblem } from './rule-problem.ts'

/** Tests of one rule; the longest public ones have a few hundred. */
const maxTests = 20_000

/** Section `detection`: searches by name, and the condition that joins them. */
export function parseDetection(detection: unknown, placeholders: Placeholders): Expression {
  if (!isMap(detection)) throw new RuleProblem('it has no detection')
  const { condition, timeframe, ...searches } = detection
  if (timeframe !== undefined)
    throw new RuleProblem('its timeframe belongs to a count in its condition, which the specification replaced: write a correlation rule')
  const budget = { tests: maxTests }
  const named = new Map(Object.entries(searches).map(([name, search]) => [name, readSearch(name, search, { placeholders, budget })]))
  const conditions = [condition].flat()
  if (condition === undefined || conditions.length === 0) throw new RuleProblem('its detection has no condition')
  return any(conditions.map((one) => parseCondition(conditionText(one), named)))
}

interface Reading {
  readonly placeholders: Placeholders
  readonly budget: { tests: number }
}

function conditionText(condition: unknown): string {
  if (typeof condition === 'string') return condition
  throw new RuleProblem('its condition is no text')
}

/** A map asks for all of its keys; of a list one is enough: maps, or texts that stand anywhere. */
function readSearch(name: string, search: unknown, reading: Reading): Expression {
  if (isMap(search)) return all(Object.entries(search).map(([key, value]) => readKey(key, value, reading)))
  if (Array.isArray(search)) {
    if (search.length === 0) throw new RuleProblem(`search ${name} is empty`)
    return any(search.map((item) => (isMap(item) || Array.isArray(item) ? readSearch(name, item, reading) : readKey('', item, reading))))
  }
  if (search === null || search === undefined) throw new RuleProblem(`search ${name} is empty`)
  return readKey('', search, reading)
}

function readKey(key: string, value: unknown, { placeholders, budget }: Reading): Expression {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) throw new RuleProblem(`${key} has an empty list`)
  budget.tests -= values.length
  if (budget.tests < 0) throw new RuleProblem(`it has more than ${maxTests} values`)
  return readTest(
    key,
    values.map((one) => ruleValue(key, one)),
    placeholders,
  )
}

function ruleValue(key: string, value: unknown): RuleValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return value.toString()
  throw new RuleProblem(`${key === '' ? 'a keyword' : key} has a value that is neither text nor number`)
}
