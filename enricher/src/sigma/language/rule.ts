import type { Severity } from '../../detect/severity.ts'
import type { Expression } from './expression.ts'

/** Where the events of a rule come from, in the words of Sigma. */
export interface LogSource {
  readonly product: string | null
  readonly category: string | null
  readonly service: string | null
}

/** What a rule says of itself. */
export interface RuleFacts {
  /** Its UUID; made from title and file when it has none. */
  readonly id: string
  readonly title: string
  /** Name by which correlation rules know it. */
  readonly name: string | null
  readonly description: string | null
  readonly severity: Severity
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
  readonly references: readonly string[]
  /** Fields that its author wants to see beside a match. */
  readonly shownFields: readonly string[]
  /** File it was read from. */
  readonly path: string
}

export interface SigmaRule extends RuleFacts {
  readonly type: 'rule'
  readonly logSource: LogSource
  readonly expression: Expression
}

export const correlationTypes = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const
export type CorrelationType = (typeof correlationTypes)[number]

export interface CountBound {
  readonly comparison: 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'neq'
  readonly count: number
}

export interface CorrelationRule extends RuleFacts {
  readonly type: 'correlation'
  readonly correlation: CorrelationType
  /** Ids or names of the rules it looks at. */
  readonly rules: readonly string[]
  readonly groupBy: readonly string[]
  readonly timespanUs: number
  /** All of them must hold; empty for temporal types, which ask for each of their rules. */
  readonly bounds: readonly CountBound[]
  /** Field whose different values are counted. */
  readonly countedField: string | null
  /** Name of a field by name of a rule, by alias. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Its rules raise alerts of their own, too. */
  readonly generates: boolean
}

/** Narrows rules further, from a document of its own: what people know to be good on their machines. */
export interface FilterRule {
  readonly type: 'filter'
  readonly id: string
  readonly title: string
  readonly path: string
  readonly logSource: LogSource
  /** Ids or names of the rules that it narrows; null for every rule of its log source. */
  readonly rules: readonly string[] | null
  readonly expression: Expression
}

export type SigmaDocument = SigmaRule | CorrelationRule | FilterRule

/** A document, or part of one, that is not used, and why. */
export interface RefusedRule {
  readonly path: string
  /** Null when the document is too broken to have one. */
  readonly id: string | null
  readonly title: string | null
  readonly reason: string
}
