import { scoreAlertIds } from './alert/score-alert.ts'
import { rules } from './detect/rules/index.ts'

/** Every rule that can raise an alert, and what settings may name. */
export const knownRuleIds: readonly string[] = [...rules.map(({ id }) => id), ...scoreAlertIds]
