import { isAtLeast } from '@win11mon/enricher'

import type { ReportAlert } from '../analysis/report.ts'
import { countOf } from '../terminal/format.ts'

/** An exception that would explain some alerts, as a person would write it down. */
export interface ProposedException {
  readonly rule: string
  readonly ruleName: string
  readonly actor: string
  readonly object: string | null
  /** Alerts that it would remove, those of the gravest severity first. */
  readonly alerts: readonly ReportAlert[]
}

/** Scores are no findings: no exception explains them. */
const isFinding = ({ rule_id: rule }: ReportAlert): boolean => !rule.startsWith('SC-')

/** One exception a rule, actor and object, those first that would remove most. Alerts without a path to name have none. */
export function proposeExceptions(alerts: readonly ReportAlert[]): ProposedException[] {
  const groups = new Map<string, ReportAlert[]>()
  for (const alert of alerts.filter(isFinding)) {
    const key = JSON.stringify([alert.rule_id, alert.actor?.executable?.toLowerCase(), alert.object?.executable?.toLowerCase()])
    groups.set(key, [...(groups.get(key) ?? []), alert])
  }
  const proposals = [...groups.values()].flatMap((group) => proposalOf(group.toSorted(bySeverity)))
  return proposals.toSorted((left, right) => right.alerts.length - left.alerts.length)
}

function proposalOf(alerts: readonly ReportAlert[]): ProposedException[] {
  const [first] = alerts
  const actor = first?.actor?.executable ?? null
  if (first === undefined || actor === null) return []
  return [{ rule: first.rule_id, ruleName: first.rule_name, actor, object: first.object?.executable ?? null, alerts }]
}

function bySeverity(left: ReportAlert, right: ReportAlert): number {
  return left.severity === right.severity ? 0 : isAtLeast(left.severity, right.severity) ? -1 : 1
}

/**
 * The settings that hold them, with what each would remove. The reasons are empty, so that nobody takes an exception over
 * without having said why.
 */
export function proposalLines(proposals: readonly ProposedException[]): string[] {
  return ['enricher:', '  exceptions:', ...proposals.flatMap(linesOf)]
}

function linesOf({ rule, ruleName, actor, object, alerts }: ProposedException): string[] {
  const hosts = new Set(alerts.map(({ host }) => host.name ?? host.id))
  const events = alerts.reduce((sum, { occurrences }) => sum + occurrences, 0)
  const what = `${countOf(alerts.length, 'alert')} (${alerts[0]?.severity ?? ''}), ${countOf(events, 'finding')} on ${[...hosts].slice(0, 3).join(', ')}${hosts.size > 3 ? ' …' : ''}`
  return [
    `    # ${ruleName}: ${what}`.replaceAll(/\s+/g, ' ').replace(/^ /, '    '),
    `    - rule: ${quoted(rule)}`,
    `      actor: ${quoted(actor)}`,
    ...(object === null ? [] : [`      object: ${quoted(object)}`]),
    "      reason: '' # why this is known to be good",
  ]
}

/** Text of an endpoint inside of YAML: quotes, and nothing that ends a line or could be a mark of its own. */
function quoted(text: string): string {
  return /[\p{Cc}\p{Cf}]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
}
