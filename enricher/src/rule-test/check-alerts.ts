import type { Severity } from '../detect/severity.ts'
import { imageKey } from '../windows/image-path.ts'
import { matchesPath } from '../windows/path-pattern.ts'
import type { Expectation } from './rule-test.ts'

/** A process as far as a test names it. */
export interface CheckedEntity {
  readonly processId: number | null
  readonly executable: string | null
}

/** An alert as far as a test looks at it. */
export interface CheckedAlert {
  readonly severity: Severity
  readonly actor: CheckedEntity | null
  readonly object: CheckedEntity | null
  readonly objectPath: string | null
  readonly occurrences: number
  readonly reasons: readonly string[]
}

/** What became of a test. */
export interface Verdict {
  /** Sentences about what was expected and did not come, or came and was not expected; none when the test passed. */
  readonly failures: readonly string[]
  readonly alerts: readonly CheckedAlert[]
}

/** Compares the alerts of one rule with what a test expects of it. */
export function checkAlerts(
  alerts: readonly CheckedAlert[],
  expected: readonly Expectation[],
  processIds: ReadonlyMap<string, number>,
): Verdict {
  const open = new Set(alerts)
  const missing = expected.filter((expectation) => {
    const match = [...open].find((alert) => fits(alert, expectation, processIds))
    if (match !== undefined) open.delete(match)
    return match === undefined
  })
  const name = (entity: CheckedEntity | null): string => entityText(entity, processIds)
  const came = [...open].map((alert) => alertText(alert, name))
  return {
    failures: [
      ...missing.map(
        (expectation) => `expected ${expectationText(expectation)}; came ${came.length === 0 ? 'nothing else' : came.join(', ')}`,
      ),
      ...(missing.length > 0 ? [] : came.map((text) => `expected ${expected.length === 0 ? 'nothing' : 'nothing more'}; came ${text}`)),
    ],
    alerts,
  }
}

function fits(
  alert: CheckedAlert,
  { severity, actor, object, occurrences, reason }: Expectation,
  ids: ReadonlyMap<string, number>,
): boolean {
  return (
    (severity === undefined || severity === alert.severity) &&
    (actor === undefined || isEntity(alert.actor, actor, ids)) &&
    (object === undefined ||
      isEntity(alert.object, object, ids) ||
      (alert.objectPath !== null && matchesPath(object, imageKey(alert.objectPath)))) &&
    (occurrences === undefined || occurrences === alert.occurrences) &&
    (reason === undefined || alert.reasons.some((text) => text.includes(reason)))
  )
}

function isEntity(entity: CheckedEntity | null, wanted: string, ids: ReadonlyMap<string, number>): boolean {
  const processId = ids.get(wanted)
  if (entity === null) return false
  return processId === undefined ? matchesPath(wanted, imageKey(entity.executable)) : entity.processId === processId
}

function expectationText({ severity, actor, object, occurrences, reason }: Expectation): string {
  const parts = [
    severity ?? 'an alert',
    ...(actor === undefined ? [] : [`by ${actor}`]),
    ...(object === undefined ? [] : [`on ${object}`]),
    ...(occurrences === undefined ? [] : [`${occurrences} times`]),
    ...(reason === undefined ? [] : [`because "${reason}"`]),
  ]
  return parts.join(' ')
}

function alertText(
  { severity, actor, object, objectPath, occurrences, reasons }: CheckedAlert,
  name: (entity: CheckedEntity | null) => string,
): string {
  const on = object === null ? objectPath : name(object)
  return `${severity} by ${name(actor)}${on === null ? '' : ` on ${on}`} ${occurrences} ${occurrences === 1 ? 'time' : 'times'} because "${reasons[0] ?? ''}"`
}

function entityText(entity: CheckedEntity | null, ids: ReadonlyMap<string, number>): string {
  if (entity === null) return 'nobody'
  const name = [...ids].find(([, processId]) => processId === entity.processId)?.[0]
  return name ?? entity.executable ?? `process ${entity.processId ?? 'unknown'}`
}
