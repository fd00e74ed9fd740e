/** One condition on a document. */
export interface SearchTerm {
  /** Dotted names of fields, any of which may match; empty for every value of the document. */
  readonly fields: readonly string[]
  /** Any of which may match the whole value; `*` stands for any text, `?` for one character. */
  readonly patterns: readonly string[]
  readonly isCaseSensitive?: boolean
}

export type Matcher = (document: unknown) => boolean

/** Whether a parsed document fits all terms. */
export function matcherOf(terms: readonly SearchTerm[]): Matcher {
  const matchers = terms.map(termMatcher)
  return (document) => matchers.every((matches) => matches(document))
}

function termMatcher({ fields, patterns, isCaseSensitive = false }: SearchTerm): Matcher {
  const expressions = patterns.map((pattern) => expressionOf(pattern, isCaseSensitive))
  const numbers = patterns.map(hexNumber).filter((number) => number !== undefined)
  const fits = (value: unknown): boolean => {
    if (typeof value === 'number' && numbers.includes(value)) return true
    const text = textOf(value)
    return text !== undefined && expressions.some((expression) => expression.test(text))
  }
  if (fields.length === 0) return (document) => someValue(document, fits)
  const paths = fields.map((field) => field.split('.'))
  return (document) => paths.some((path) => someValue(valueAt(document, path), fits))
}

/** A number as masks and addresses are written: `0x1410`. */
export function hexNumber(pattern: string): number | undefined {
  return /^0x[\da-f]{1,13}$/i.test(pattern) ? Number(pattern) : undefined
}

/** Without the `u` flag letters beyond ASCII never match ASCII ones, as in the stores' own comparisons. */
function expressionOf(pattern: string, isCaseSensitive: boolean): RegExp {
  const source = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) => {
    if (character === '*') return '[^]*'
    return character === '?' ? String.raw`(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^])` : `\\${character}`
  })
  return new RegExp(`^${source.replaceAll(/(?:\[\^\]\*)+/g, '[^]*')}$`, isCaseSensitive ? '' : 'i')
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Looks through objects and lists; documents are never deep. */
function someValue(value: unknown, fits: (value: unknown) => boolean): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some((inner) => someValue(inner, fits))
  return fits(value)
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document
  for (const name of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return value
}
