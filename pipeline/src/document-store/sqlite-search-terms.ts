import { type SearchTerm, hexNumber } from './search-term.ts'

/**
 * What the text of a document must look like for a term to match: LIKE patterns, any of which will do. They let more pass than
 * match, never less; who passes is looked at value by value. LIKE does not mind the case of ASCII letters.
 */
export function likePatterns({ fields, patterns }: SearchTerm): string[] {
  const keys = fields.length === 0 ? [''] : [...new Set(fields.map((field) => `"${likeText(field.split('.').at(-1) ?? '')}":%`))]
  const values = patterns.flatMap((pattern) => {
    const number = hexNumber(pattern)
    return number === undefined ? [pattern] : [pattern, String(number)]
  })
  return keys.flatMap((key) => values.map((value) => `%${key}${value.split(/[*?]+/).map(likeText).join('%')}%`))
}

export const likeEscape = '!'

/** As it stands in JSON. What JSON may write in several ways, and letters with another case that LIKE does not know, may be anything. */
function likeText(text: string): string {
  return text
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll(/[!%_]/g, `${likeEscape}$&`)
    .replaceAll(/[^\u0020-\u007e]+/g, '%')
}
