import { type Query, anyOf } from './opensearch-query.ts'
import { type SearchTerm, hexNumber } from './search-term.ts'

/**
 * A condition that every document which fits the term fulfils, and few others: whoever asks looks at what is found once more.
 * Undefined when there is none, and everything has to be looked at.
 */
export function candidatesOf(term: SearchTerm, types: ReadonlyMap<string, string>): Query | undefined {
  const fields = term.fields.length === 0 ? [...types.keys()].filter((name) => !name.startsWith('_')) : term.fields
  const conditions: Query[] = []
  for (const pattern of term.patterns) {
    for (const field of fields) {
      const type = types.get(field) ?? ''
      const condition = conditionOf(field, type, pattern)
      if (condition === undefined) return undefined
      conditions.push(...condition)
    }
  }
  return anyOf([...conditions, ...unseen])
}

/** Values that the index does not know: longer than it takes, or of a document that did not fit. */
const unseen: readonly Query[] = [{ exists: { field: '_ignored' } }, { exists: { field: 'win11mon.unmapped' } }]

/** Empty when no value of the field can fit; undefined when the index cannot tell. */
function conditionOf(field: string, type: string, pattern: string): readonly Query[] | undefined {
  if (/^\*+$/u.test(pattern)) return type === '' || type === 'object' ? [] : [{ exists: { field } }]
  const condition = conditionByType.get(type)
  return condition === undefined ? [] : condition(field, pattern)
}

type Condition = (field: string, pattern: string) => readonly Query[] | undefined

const textByValue: Condition = (field, pattern) => [{ wildcard: { [field]: { value: lucenePattern(pattern), case_insensitive: true } } }]
const time: Condition = (_, pattern) => (/^[\d\-.:TZtz*?]+$/u.test(pattern) ? undefined : [])

const conditionByType: ReadonlyMap<string, Condition> = new Map([
  ['keyword', textByValue],
  ['wildcard', textByValue],
  ['long', numberCondition],
  ['double', numberCondition],
  ['float', numberCondition],
  ['boolean', (field, pattern) => textCondition(field, pattern, ['true', 'false'])],
  ['date', time],
  ['date_nanos', time],
])

function numberCondition(field: string, pattern: string): readonly Query[] | undefined {
  const hexadecimal = hexNumber(pattern)
  if (hexadecimal !== undefined) return [{ term: { [field]: hexadecimal } }]
  if (/^-?\d{1,15}$/u.test(pattern)) return [{ term: { [field]: Number(pattern) } }]
  return /^[\d\-+.eE*?]+$/u.test(pattern) ? undefined : []
}

function textCondition(field: string, pattern: string, values: readonly string[]): readonly Query[] {
  const source = pattern
    .replaceAll(/[\\^$.+()[\]{}|]/gu, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 'iu')
  return values.filter((value) => expression.test(value)).map((value) => ({ term: { [field]: value === 'true' } }))
}

/** In Lucene's patterns a backslash takes the meaning from what follows; cases beyond ASCII it does not know. */
function lucenePattern(pattern: string): string {
  return Array.from(pattern.replaceAll('\\', '\\\\'), (character) => (character > '\0' && character < '\u0080' ? character : '?')).join('')
}
