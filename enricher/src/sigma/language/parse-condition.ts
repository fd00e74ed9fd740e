import { type Expression, all, any } from './expression.ts'
import { matchesPattern } from './match-pattern.ts'
import { parsePattern } from './pattern.ts'
import { RuleProblem } from './rule-problem.ts'

/** Searches of a rule by their names. */
export type Searches = ReadonlyMap<string, Expression>

/** Parentheses and `not` inside of each other. */
const maxDepth = 100

/** `selection and not 1 of filter_*`: `not` binds closest, then `and`, then `or`. */
export function parseCondition(text: string, searches: Searches): Expression {
  const reader = new ConditionReader(text, searches)
  const expression = reader.readOr(0)
  reader.finish()
  return expression
}

class ConditionReader {
  readonly #text: string
  readonly #searches: Searches
  readonly #words: readonly string[]
  #next = 0

  constructor(text: string, searches: Searches) {
    this.#text = text
    this.#searches = searches
    this.#words = text.match(/[()|]|[^\s()|]+/g) ?? []
  }

  readOr(depth: number): Expression {
    return any(this.#readList('or', () => this.#readAnd(depth)))
  }

  finish(): void {
    const word = this.#words[this.#next]
    if (word === undefined) return
    if (word !== '|') throw this.#problem(`${word} is not expected`)
    throw new RuleProblem(
      'its condition counts with |, which the specification replaced: write a correlation rule of type event_count or value_count',
    )
  }

  #readAnd(depth: number): Expression {
    return all(this.#readList('and', () => this.#readNot(depth)))
  }

  #readList(word: string, read: () => Expression): Expression[] {
    const parts = [read()]
    while (this.#take(word)) parts.push(read())
    return parts
  }

  #readNot(depth: number): Expression {
    if (depth > maxDepth) throw new RuleProblem(`its condition nests deeper than ${maxDepth}`)
    if (this.#take('not')) return { type: 'not', part: this.#readNot(depth + 1) }
    if (!this.#take('(')) return this.#readSearch()
    const inner = this.readOr(depth + 1)
    if (!this.#take(')')) throw this.#problem('a parenthesis is not closed')
    return inner
  }

  #readSearch(): Expression {
    const word = this.#words[this.#next]
    if (word === undefined || /^(?:and|or|not|[()|])$/i.test(word)) throw this.#problem(`a search is missing before ${word ?? 'its end'}`)
    this.#next += 1
    if (this.#take('of')) return this.#readOf(word)
    const search = this.#searches.get(word)
    if (search === undefined) throw new RuleProblem(`its condition names ${word}, which is none of its searches (${this.#names()})`)
    return search
  }

  /** `1 of selection_*`, `all of them`. */
  #readOf(quantity: string): Expression {
    const pattern = this.#words[this.#next] ?? ''
    this.#next += 1
    const chosen = [...this.#searches].filter(([name]) => isMeant(name, pattern)).map(([, search]) => search)
    if (chosen.length === 0)
      throw new RuleProblem(`its condition asks for ${quantity} of ${pattern}, which is none of its searches (${this.#names()})`)
    if (/^(?:1|any)$/i.test(quantity)) return any(chosen)
    if (/^all$/i.test(quantity)) return all(chosen)
    throw this.#problem(`${quantity} of is not in the specification; 1 of and all of are`)
  }

  #take(word: string): boolean {
    if (this.#words[this.#next]?.toLowerCase() !== word) return false
    this.#next += 1
    return true
  }

  #names(): string {
    return [...this.#searches.keys()].join(', ')
  }

  #problem(what: string): RuleProblem {
    return new RuleProblem(`its condition "${this.#text}" cannot be read: ${what}`)
  }
}

/** `them` leaves out the searches whose name begins with an underscore. */
function isMeant(name: string, pattern: string): boolean {
  if (pattern.toLowerCase() === 'them') return !name.startsWith('_')
  return matchesPattern(parsePattern(pattern), name)
}
