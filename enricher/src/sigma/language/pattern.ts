/** A literal run, or a wildcard: `*` any run of characters, `?` any one. */
export type PatternPart = string | { readonly wildcard: '*' | '?' }
export type Pattern = readonly PatternPart[]

const anyRun: PatternPart = { wildcard: '*' }
const anyOne: PatternPart = { wildcard: '?' }

/**
 * Text of a rule as the Sigma specification reads it: a backslash takes its meaning from a wildcard or a backslash behind
 * it, and is itself before anything else.
 */
export function parsePattern(text: string): Pattern {
  const parts: PatternPart[] = []
  let literal = ''
  const flush = (): void => {
    if (literal !== '') parts.push(literal)
    literal = ''
  }
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const next = text.charAt(index + 1)
    if (character === '\\' && (next === '\\' || next === '*' || next === '?')) {
      literal += next
      index += 1
    } else if (character === '*' || character === '?') {
      flush()
      parts.push(character === '*' ? anyRun : anyOne)
    } else literal += character
  }
  flush()
  return joined(parts)
}

/** The literal text of a pattern without wildcards; undefined with some. */
export function literalOf(pattern: Pattern): string | undefined {
  if (pattern.length === 0) return ''
  const [only] = pattern
  return pattern.length === 1 && typeof only === 'string' ? only : undefined
}

export function anywhere(pattern: Pattern): Pattern {
  return joined([anyRun, ...pattern, anyRun])
}

export function atStart(pattern: Pattern): Pattern {
  return joined([...pattern, anyRun])
}

export function atEnd(pattern: Pattern): Pattern {
  return joined([anyRun, ...pattern])
}

export function isWildcard(part: PatternPart | undefined, wildcard: '*' | '?'): boolean {
  return typeof part === 'object' && part.wildcard === wildcard
}

/** Two stars side by side are one. */
function joined(parts: readonly PatternPart[]): Pattern {
  return parts.filter((part, index) => !isWildcard(part, '*') || !isWildcard(parts[index - 1], '*'))
}

/** The pattern as a person writes it. */
export function patternText(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === 'string' ? part.replaceAll(/[*?]/g, '\\$&') : part.wildcard)).join('')
}
