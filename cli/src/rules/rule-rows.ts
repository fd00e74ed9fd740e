import { type LoadedRule, type RefusedRule, rules as builtInRules } from '@win11mon/enricher'

/** A rule as lists show it; the refused ones with the reason, and without what is not known of them. */
export interface RuleRow {
  readonly id: string | null
  readonly title: string | null
  /** `built in`, or the file below the rule directory. */
  readonly from: string
  /** Log source, or type of a correlation. */
  readonly source: string | null
  readonly severity: string | null
  readonly techniques: readonly string[]
  readonly state: 'in use' | 'serves a correlation' | 'refused'
  readonly reason: string | null
}

export function builtInRows(): RuleRow[] {
  return builtInRules.map(({ id, name, kinds, techniques }) => ({
    id,
    title: name,
    from: 'built in',
    source: kinds.join(', '),
    severity: null,
    techniques: techniques.map((technique) => technique.id),
    state: 'in use',
    reason: null,
  }))
}

export function loadedRow({ rule, source, raisesAlerts, techniques }: LoadedRule): RuleRow {
  const { id, title, path, severity } = rule
  return { id, title, from: path, source, severity, techniques, state: raisesAlerts ? 'in use' : 'serves a correlation', reason: null }
}

export function refusedRow({ id, title, path, reason }: RefusedRule): RuleRow {
  return { id, title, from: path, source: null, severity: null, techniques: [], state: 'refused', reason }
}
