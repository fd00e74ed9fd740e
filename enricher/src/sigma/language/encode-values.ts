import { RuleProblem } from './rule-problem.ts'
import { type Pattern, literalOf } from './pattern.ts'

/** What a value is written in before it is looked for. */
export type Encoding = 'utf8' | 'utf16' | 'utf16le' | 'utf16be'

export const encodingOfModifier: ReadonlyMap<string, Encoding> = new Map([
  ['wide', 'utf16le'],
  ['utf16', 'utf16'],
  ['utf16le', 'utf16le'],
  ['utf16be', 'utf16be'],
])

/** Bytes of a value; only plain text has any. */
export function bytesOf(pattern: Pattern, encoding: Encoding, modifier: string): Buffer {
  const text = literalOf(pattern)
  if (text === undefined) throw new RuleProblem(`modifier ${modifier} cannot be used on a value with wildcards: remove them`)
  if (encoding === 'utf8') return Buffer.from(text, 'utf8')
  const bytes = Buffer.from(text, 'utf16le')
  if (encoding === 'utf16be') bytes.swap16()
  // With a mark of byte order, as editors write it.
  return encoding === 'utf16' ? Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]) : bytes
}

/**
 * How the bytes look inside of a longer text in base64, by their place in a group of three. Characters at the ends that
 * depend on the neighbours are left out.
 */
export function base64AtOffsets(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const first = [0, 2, 3][offset] ?? 0
    const last = (offset + bytes.length) % 3 === 0 ? whole.length : whole.length - 1
    return whole.slice(first, last)
  })
}

/** What Windows programs take for the dash before a flag: `-`, `/`, en dash, em dash, horizontal bar. */
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'] as const
/** Combinations that one value may stand for. */
const maxCombinations = 5 ** 5

/** Every way to write the dashes and slashes that begin a word. */
export function withEveryDash(pattern: Pattern): Pattern[] {
  let patterns: Pattern[] = [[]]
  for (const part of pattern) {
    if (typeof part === 'string')
      for (const piece of part.split(/(\B[-/]\b)/)) patterns = extended(patterns, /^[-/]$/.test(piece) ? dashes : [piece])
    else patterns = patterns.map((known) => [...known, part])
  }
  return patterns
}

function extended(patterns: readonly Pattern[], pieces: readonly string[]): Pattern[] {
  if (patterns.length * pieces.length > maxCombinations) {
    throw new RuleProblem('modifier windash on a value with more than five flags: write them as several values with |all')
  }
  return patterns.flatMap((known) => pieces.map((piece) => withLiteral(known, piece)))
}

function withLiteral(pattern: Pattern, text: string): Pattern {
  if (text === '') return pattern
  const last = pattern.at(-1)
  return typeof last === 'string' ? [...pattern.slice(0, -1), last + text] : [...pattern, text]
}
