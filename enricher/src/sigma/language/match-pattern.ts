import { type Pattern, isWildcard } from './pattern.ts'

interface Position {
  readonly part: number
  readonly at: number
}

/**
 * True when the pattern covers the whole text. Goes back to the newest star only, so that its time is bounded by the
 * product of both lengths, whatever a person writes.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  let position: Position = { part: 0, at: 0 }
  let star: Position | undefined
  for (;;) {
    const part = pattern[position.part]
    if (part === undefined && position.at === text.length) return true
    if (isWildcard(part, '*')) {
      star = position
      position = { part: position.part + 1, at: position.at }
      continue
    }
    const length = lengthAt(part, text, position.at)
    if (length >= 0) position = { part: position.part + 1, at: position.at + length }
    else if (star === undefined || star.at >= text.length) return false
    else {
      star = { part: star.part, at: star.at + 1 }
      position = { part: star.part + 1, at: star.at }
    }
  }
}

/** How much of the text the part takes; -1 when it does not fit there. */
function lengthAt(part: Pattern[number] | undefined, text: string, at: number): number {
  if (typeof part === 'string') return text.startsWith(part, at) ? part.length : -1
  return part !== undefined && at < text.length ? 1 : -1
}
