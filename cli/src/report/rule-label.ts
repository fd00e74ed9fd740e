import type { ReportAlert } from '../analysis/report.ts'

type NamedRule = Pick<ReportAlert, 'rule_id' | 'rule_name'>

const builtInForm = /^[A-Z]{2}-\d{2,}$/

/** What a rule is called where there is little room: our own by their ids, those of people, whose ids nobody reads, by their titles. */
export function ruleLabel({ rule_id: id, rule_name: name }: NamedRule): string {
  return builtInForm.test(id) ? id : `"${name}"`
}

/** The same with both, the one that people know first. */
export function ruleTitle({ rule_id: id, rule_name: name }: NamedRule): string {
  return builtInForm.test(id) ? `${id} ${name}` : `${name} (${id})`
}
