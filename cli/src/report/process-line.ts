import { type Severity, severities } from '@win11mon/enricher'

import { formatProbability } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { cutMiddle, widthOf } from '../terminal/width.ts'
import type { ForestNode } from './forest.ts'
import { integrityName, processName } from './process-name.ts'
import { ruleLabel } from './rule-label.ts'
import { worthShowing } from './score-lines.ts'
import { paintSeverity } from './severity-colour.ts'

const leastCommandWidth = 16
const mediumIntegrity = 0x2000

/** One process on one line: name, pid, what was found, and as much of its command line as fits. */
export function processLine(node: ForestNode, width: number, screen: Screen): string {
  const { colours } = screen
  const { view } = node
  const name = processName({ executable: view.executable, pid: view.processId })
  const painted = node.isSuspicious ? paintSeverity(gravestSeverity(node) ?? 'high', name, colours) : name
  const head = withUser([painted, ...badges(node, screen)].join('  '), node, { width, screen })
  const room = width - widthOf(head) - 2
  const command = view.commandLine === null ? null : sanitize(view.commandLine)
  if (command === null || room < leastCommandWidth) return head
  return `${head}  ${colours.dim(cutMiddle(command, room))}`
}

/** Integrity level when it is not that of ordinary programs, scores and alerts. */
function badges(node: ForestNode, screen: Screen): string[] {
  const { view, alerts } = node
  const { colours } = screen
  const found: string[] = []
  if (view.status === 'placeholder') found.push(colours.dim('start not seen'))
  if (view.integrityLevel !== null && view.integrityLevel > mediumIntegrity && !isOrdinary(node)) {
    found.push(colours.magenta(integrityName(view.integrityLevel)))
  }
  if (view.loader.probability >= worthShowing) found.push(colours.yellow(`loader ${formatProbability(view.loader.probability)}`))
  if (view.abuse.probability >= worthShowing && view.isAbuseReported) {
    found.push(colours.red(`abuse ${formatProbability(view.abuse.probability)}`))
  }
  const rules = [...new Set(alerts.map(ruleLabel))].map(sanitize)
  if (rules.length > 0) found.push(paintSeverity(gravestSeverity(node) ?? 'low', `▲ ${rules.join(' ')}`, colours))
  return found
}

/** The account of what was found, where there is room for it. */
function withUser(head: string, { view, isSuspicious }: ForestNode, { width, screen }: { width: number; screen: Screen }): string {
  const user = isSuspicious ? view.userName : null
  if (user === null || widthOf(head) + 2 + widthOf(sanitize(user)) > width) return head
  return `${head}  ${screen.colours.dim(sanitize(user))}`
}

/** A level is worth a word where it was gained: a child above its parent. */
function isOrdinary({ view, parent }: ForestNode): boolean {
  const above = parent?.view.integrityLevel ?? null
  return above === null || (view.integrityLevel ?? 0) <= above
}

function gravestSeverity({ alerts }: ForestNode): Severity | undefined {
  return severities.findLast((severity) => alerts.some((alert) => alert.severity === severity))
}
