import { createHash } from 'node:crypto'

import type { FoundBy } from '../detect/detector.ts'
import { isAtLeast } from '../detect/rule.ts'
import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { Alert } from './alert.ts'
import { type Exception, matchesException } from './exception.ts'

/** Repeats of one cause within one window of event time are one alert. */
const dedupWindowUs = 3_600_000_000
const maxEvidence = 20
/** Different alerts of one rule on one host in one window; more are counted, not raised: something is wrong at large. */
const maxAlertsPerRule = 200

export interface AlertCounts {
  raised: number
  repeated: number
  excepted: number
  suppressed: number
}

/** Turns findings of one host into alerts. */
export interface AlertLedger {
  /** The alert to store, new or with one occurrence more; undefined when an exception or the storm breaker holds it back. */
  record(found: FoundBy): Alert | undefined
  /** Late events changed identities: returns the alerts whose actor or object is another process now. */
  follow(tree: HostTree): Alert[]
  /** Every alert, its actor and object as they are known now. */
  refresh(tree: HostTree): Iterable<Alert>
  has(id: string): boolean
  readonly counts: Readonly<AlertCounts>
}

export function createAlertLedger(hostId: string, exceptions: readonly Exception[]): AlertLedger {
  const alerts = new Map<string, Alert>()
  const alertsPerRule = new Map<string, number>()
  const counts: AlertCounts = { raised: 0, repeated: 0, excepted: 0, suppressed: 0 }

  function raise(found: FoundBy, id: string): Alert | undefined {
    const stormKey = `${found.rule.id} ${windowOf(found.timeUs)}`
    const count = alertsPerRule.get(stormKey) ?? 0
    if (count >= maxAlertsPerRule) {
      counts.suppressed += 1
      return undefined
    }
    alertsPerRule.set(stormKey, count + 1)
    const alert = alertOf(found, id, hostId)
    alerts.set(id, alert)
    counts.raised += 1
    return alert
  }

  return {
    record(found) {
      const exception = exceptions.find((candidate) => matchesException(candidate, hostId, found))
      if (exception !== undefined) {
        exception.hits += 1
        counts.excepted += 1
        return undefined
      }
      const id = alertId(hostId, found)
      const known = alerts.get(id)
      if (known === undefined) return raise(found, id)
      repeat(known, found)
      counts.repeated += 1
      return known
    },
    follow(tree) {
      return [...alerts.values()].filter((alert) => {
        const actor = currentNode(tree, alert.actor, alert.firstTimeUs)
        const object = alert.object === null ? null : currentNode(tree, alert.object, alert.firstTimeUs)
        const isSame = actor.entityId === alert.actor.entityId && object?.entityId === alert.object?.entityId
        alert.actor = actor
        alert.object = object
        return !isSame
      })
    },
    refresh(tree) {
      for (const alert of alerts.values()) {
        alert.actor = tree.get(alert.actor.entityId) ?? alert.actor
        if (alert.object !== null) alert.object = tree.get(alert.object.entityId) ?? alert.object
      }
      return alerts.values()
    },
    has: (id) => alerts.has(id),
    counts,
  }
}

/** The process that was found then, as the tree knows it now. */
function currentNode(tree: HostTree, node: ProcessNode, timeUs: number): ProcessNode {
  const { processId, image, startUs } = node
  const known = tree.get(node.entityId)
  if (startUs !== null && known !== undefined) return known
  return tree.find({ processId, startUs: null, timeUs, image, role: 'mention' }) ?? known ?? node
}

function windowOf(timeUs: number): number {
  return Math.floor(timeUs / dedupWindowUs)
}

function alertId(hostId: string, { rule, finding, timeUs }: FoundBy): string {
  const key = [hostId, rule.id, finding.actor.entityId, finding.objectKey, windowOf(timeUs)].join('\n')
  return createHash('sha256').update(key).digest().subarray(0, 16).toString('base64url')
}

function alertOf({ rule, finding, timeUs }: FoundBy, id: string, hostId: string): Alert {
  return {
    id,
    hostId,
    ruleId: rule.id,
    ruleName: rule.name,
    severity: finding.severity,
    firstTimeUs: timeUs,
    lastTimeUs: timeUs,
    actor: finding.actor,
    object: finding.object,
    objectPath: finding.objectPath ?? null,
    reasons: finding.reasons,
    evidenceIds: finding.evidenceIds.slice(0, maxEvidence),
    occurrences: 1,
    techniques: rule.techniques,
    meaning: rule.meaning,
    whatToDo: rule.whatToDo,
  }
}

/** A repeat adds its evidence; a graver one also replaces severity and reasons. */
function repeat(alert: Alert, { finding, timeUs }: FoundBy): void {
  alert.occurrences += 1
  alert.firstTimeUs = Math.min(alert.firstTimeUs, timeUs)
  alert.lastTimeUs = Math.max(alert.lastTimeUs, timeUs)
  if (!isAtLeast(alert.severity, finding.severity)) {
    alert.severity = finding.severity
    alert.reasons = finding.reasons
  }
  if (alert.evidenceIds.length < maxEvidence) {
    alert.evidenceIds = [...new Set([...alert.evidenceIds, ...finding.evidenceIds])].slice(0, maxEvidence)
  }
}
