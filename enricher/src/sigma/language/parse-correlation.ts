import { type CorrelationRule, type CorrelationType, type CountBound, type RuleFacts, correlationTypes } from './rule.ts'
import { type YamlMap, isMap, textOf, textsOf } from './read-yaml.ts'
import { RuleProblem } from './rule-problem.ts'

const boundWords = ['lt', 'lte', 'gt', 'gte', 'eq', 'neq'] as const
const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
/** Windows are kept in memory and in the saved state of a host. */
const maxTimespanDays = 30
/** A window holds so many events of one group. */
const maxCount = 1_000

/** Section `correlation` of a correlation rule. */
export function parseCorrelation(facts: RuleFacts, correlation: YamlMap): CorrelationRule {
  const type = typeOf(correlation['type'])
  const rules = textsOf(correlation['rules'])
  if (rules.length === 0) throw new RuleProblem('its correlation names no rules')
  return {
    ...facts,
    type: 'correlation',
    correlation: type,
    rules,
    groupBy: textsOf(correlation['group-by']),
    timespanUs: timespanUs(correlation['timespan'] ?? correlation['timeframe']),
    ...counted(type, correlation['condition']),
    aliases: aliasesOf(correlation['aliases']),
    generates: correlation['generate'] === true,
  }
}

function typeOf(value: unknown): CorrelationType {
  const type = correlationTypes.find((known) => known === value)
  if (type !== undefined) return type
  throw new RuleProblem(`correlation type ${textOf(value) ?? 'nothing'} is not one of ${correlationTypes.join(', ')}`)
}

function timespanUs(value: unknown): number {
  const [, amount = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(textOf(value)?.trim() ?? '') ?? []
  const seconds = Number(amount) * (secondsOfUnit[unit] ?? NaN)
  if (!(seconds > 0)) throw new RuleProblem(`timespan ${textOf(value) ?? 'nothing'} is none: write it as 30s, 5m, 2h or 1d`)
  if (seconds > maxTimespanDays * 86_400) throw new RuleProblem(`timespan ${textOf(value) ?? ''} is longer than ${maxTimespanDays} days`)
  return seconds * 1e6
}

function counted(type: CorrelationType, condition: unknown): Pick<CorrelationRule, 'bounds' | 'countedField'> {
  if (type === 'temporal' || type === 'temporal_ordered') {
    if (condition !== undefined)
      throw new RuleProblem(`a condition of correlation type ${type} is not supported: leave it out, then all of its rules must match`)
    return { bounds: [], countedField: null }
  }
  if (!isMap(condition)) throw new RuleProblem(`correlation type ${type} needs a condition such as gte: 10`)
  const countedField = textOf(condition['field'])
  if (type === 'value_count' && countedField === null) throw new RuleProblem('correlation type value_count needs a field in its condition')
  const bounds = boundWords.flatMap((word) => (condition[word] === undefined ? [] : [boundOf(word, condition[word])]))
  if (bounds.length === 0) throw new RuleProblem(`its condition has none of ${boundWords.join(', ')}`)
  return { bounds, countedField }
}

function boundOf(comparison: CountBound['comparison'], value: unknown): CountBound {
  const count = typeof value === 'number' ? value : NaN
  if (!Number.isInteger(count) || count < 0) throw new RuleProblem(`condition ${comparison} is no whole number`)
  if (count > maxCount)
    throw new RuleProblem(`condition ${comparison}: ${count} is more than a window holds, ${maxCount}: count in a shorter timespan`)
  return { comparison, count }
}

function aliasesOf(value: unknown): CorrelationRule['aliases'] {
  if (!isMap(value)) return new Map()
  return new Map(
    Object.entries(value).map(([alias, fields]) => {
      if (!isMap(fields)) throw new RuleProblem(`alias ${alias} names no field by rule`)
      return [alias, new Map(Object.entries(fields).map(([rule, field]) => [rule, textOf(field) ?? '']))]
    }),
  )
}
