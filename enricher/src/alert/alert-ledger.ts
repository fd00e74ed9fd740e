import { hashedId } from '@win11mon/schemas'

import type { FoundBy } from '../detect/detector.ts'
import { isAtLeast } from '../detect/severity.ts'
import type { Tally } from '../ledger/tally.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { type Alert, type AlertChange, type AlertEntity, type AlertStep, entityOf, isSameEntity, maxAlertEvidence } from './alert.ts'
import { type Exception, type ExceptedFinding, objectImageOf } from './exception.ts'
import { ExceptionLedger } from './exception-ledger.ts'
import type { ScoreAlert } from './score-alert.ts'

/** Repeats of one cause within one window of event time are one alert. */
const dedupWindowUs = 3_600_000_000
/** Different alerts of one rule on one host in one window; more are counted, not raised: something is wrong at large. */
const maxAlertsPerRule = 200
/** Steps of a history that are kept; an alert that flickers more often keeps the latest. */
const maxHistory = 50

/** What became of the findings of one host. */
export interface AlertCounts {
  raised: number
  repeated: number
  excepted: number
  suppressed: number
}

export interface AlertLedgerHost {
  readonly hostId: string
  readonly hostName: () => string | null
  readonly tree: HostTree
  readonly tally: Tally
}

/** The alerts of one host that may still change, and the one place where they do. */
export class AlertLedger {
  readonly #host: AlertLedgerHost
  readonly #alerts = new Map<string, Alert>()
  /** Alerts that stand for a score, by the entity that is scored. */
  readonly #scoreAlertIds = new Map<string, string>()
  /** By rule and window. */
  readonly #alertsPerRule = new Map<string, number>()
  readonly counts: AlertCounts = { raised: 0, repeated: 0, excepted: 0, suppressed: 0 }
  readonly exceptions: ExceptionLedger

  constructor(host: AlertLedgerHost, exceptions: readonly Exception[]) {
    this.#host = host
    this.exceptions = new ExceptionLedger(exceptions)
  }

  /** Turns a finding into an alert; nothing when an exception or the storm breaker holds it back. */
  record(found: FoundBy): AlertChange[] {
    const { hostId } = this.#host
    if (this.exceptions.explains(this.#exceptedFinding(found))) {
      this.counts.excepted += 1
      return []
    }
    const id = alertId(hostId, found)
    const known = this.#alerts.get(id)
    if (known === undefined) return this.#raise(found, id)
    this.counts.repeated += 1
    return [this.#keep('changed', this.#repeated(known, found))]
  }

  /** Raises, changes or withdraws the alert that the score of a process stands for. */
  mirror(entityId: string, score: ScoreAlert | undefined, nowUs: number): AlertChange[] {
    const wanted = this.#withoutException(entityId, score)
    const known = this.#alerts.get(this.#scoreAlertIds.get(entityId) ?? '')
    if (wanted === undefined) return known === undefined || known.status === 'withdrawn' ? [] : [this.#withdraw(known, nowUs)]
    this.#scoreAlertIds.set(entityId, wanted.id)
    if (known === undefined || known.status === 'withdrawn') return [this.#keep('raised', withStep(wanted, known?.history ?? [], nowUs))]
    if (isSameScoreAlert(known, wanted)) return []
    const isSameSeverity = known.severity === wanted.severity
    const alert: Alert = isSameSeverity ? { ...wanted, status: 'raised', history: known.history } : withStep(wanted, known.history, nowUs)
    return [this.#keep('changed', alert)]
  }

  /** The process is none any more, or is over for good: its score stands for nothing that may change. */
  forgetScore(entityId: string): void {
    const id = this.#scoreAlertIds.get(entityId)
    if (id !== undefined) this.#alerts.delete(id)
    this.#scoreAlertIds.delete(entityId)
    this.exceptions.scores.delete(entityId)
  }

  /** The same for every entity of which that is said. */
  forgetScores(isGone: (entityId: string) => boolean): void {
    for (const entityId of [...this.#scoreAlertIds.keys(), ...this.exceptions.scores]) if (isGone(entityId)) this.forgetScore(entityId)
  }

  /** Late events changed identities: the alerts whose actor or object is another process now follow. */
  follow(): AlertChange[] {
    const { tree } = this.#host
    return [...this.#alerts.values()].flatMap((alert) => {
      if (this.isScoreAlert(alert)) return []
      const actor = currentEntity(tree, alert.actor, alert.firstTimeUs)
      const object = currentEntity(tree, alert.object, alert.firstTimeUs)
      const isSame = actor?.entityId === alert.actor?.entityId && object?.entityId === alert.object?.entityId
      return isSame ? [] : [this.#keep('changed', { ...alert, actor, object })]
    })
  }

  /** More became known of processes: the alerts that show something else of them now. */
  refresh(): AlertChange[] {
    return [...this.#alerts.values()].flatMap((alert) => {
      const actor = this.#refreshed(alert.actor)
      const object = this.#refreshed(alert.object)
      const isSame = isSameEntity(actor, alert.actor) && isSameEntity(object, alert.object)
      return isSame ? [] : [this.#keep('changed', { ...alert, actor, object })]
    })
  }

  has(id: string): boolean {
    return this.#alerts.get(id)?.status === 'raised'
  }

  /** Processes that alerts are about which findings may still add to. */
  openEntityIds(): ReadonlySet<string> {
    const open = [...this.#alerts.values()].filter((alert) => !this.isScoreAlert(alert))
    return new Set(open.flatMap(({ actor, object }) => [actor, object].flatMap((entity) => entity?.entityId ?? [])))
  }

  /** Forgets alerts of findings whose window was over before the boundary: nothing can add to them any more. */
  expire(boundaryUs: number): void {
    for (const alert of this.#alerts.values()) {
      const isOver = (windowOf(alert.firstTimeUs) + 1) * dedupWindowUs < boundaryUs
      if (isOver && !this.isScoreAlert(alert)) this.#alerts.delete(alert.id)
    }
    for (const key of this.#alertsPerRule.keys()) {
      if ((Number(key.split(' ')[1]) + 1) * dedupWindowUs < boundaryUs) this.#alertsPerRule.delete(key)
    }
  }

  alerts(): Iterable<Alert> {
    return this.#alerts.values()
  }

  /** For saving. */
  alertsPerRule(): ReadonlyMap<string, number> {
    return this.#alertsPerRule
  }

  restore(alert: Alert, isScore: boolean): void {
    this.#alerts.set(alert.id, alert)
    if (isScore && alert.actor !== null) this.#scoreAlertIds.set(alert.actor.entityId, alert.id)
  }

  restoreCount(key: string, count: number): void {
    this.#alertsPerRule.set(key, count)
  }

  isScoreAlert({ id, actor }: Alert): boolean {
    return actor !== null && this.#scoreAlertIds.get(actor.entityId) === id
  }

  #exceptedFinding({ rule, finding, timeUs }: FoundBy): ExceptedFinding {
    const { actor, object, objectPath } = finding
    const images = { actorImage: actor?.image ?? null, objectImage: objectImageOf(object?.image, objectPath) }
    return { ruleId: rule.id, hostId: this.#host.hostId, hostName: this.#host.hostName(), ...images, timeUs }
  }

  #withoutException(entityId: string, score: ScoreAlert | undefined): ScoreAlert | undefined {
    if (score === undefined) return score
    const { ruleId, hostId, actor, firstTimeUs: timeUs } = score
    const finding = { ruleId, hostId, hostName: this.#host.hostName(), actorImage: actor?.image ?? null, objectImage: null, timeUs }
    const explained = this.exceptions.explainsScore(entityId, finding)
    if (explained === 'new') this.counts.excepted += 1
    return explained === 'no' ? score : undefined
  }

  #raise(found: FoundBy, id: string): AlertChange[] {
    const key = `${found.rule.id} ${windowOf(found.timeUs)}`
    const count = this.#alertsPerRule.get(key) ?? 0
    if (count >= maxAlertsPerRule) {
      this.counts.suppressed += 1
      return []
    }
    this.#alertsPerRule.set(key, count + 1)
    this.counts.raised += 1
    return [this.#keep('raised', this.#alertOf(found, id))]
  }

  #withdraw(alert: Alert, nowUs: number): AlertChange {
    const step: AlertStep = { status: 'withdrawn', severity: alert.severity, timeUs: nowUs }
    return this.#keep('withdrawn', { ...alert, status: 'withdrawn', history: [...alert.history, step].slice(-maxHistory) })
  }

  #keep(change: AlertChange['change'], alert: Alert): AlertChange {
    this.#alerts.set(alert.id, alert)
    return { change, alert }
  }

  #refreshed(entity: AlertEntity | null): AlertEntity | null {
    const node = entity === null ? undefined : this.#host.tree.get(entity.entityId)
    return node === undefined ? entity : entityOf(this.#host.tree, node)
  }

  #alertOf({ rule, finding, timeUs }: FoundBy, id: string): Alert {
    const { hostId, tree, tally } = this.#host
    const { severity, actor, object, objectPath = null, reasons, evidenceIds } = finding
    tally.add('alert_evidence', evidenceIds.length - maxAlertEvidence)
    return {
      id,
      hostId,
      ruleId: rule.id,
      ruleName: rule.name,
      status: 'raised',
      severity,
      firstTimeUs: timeUs,
      lastTimeUs: timeUs,
      actor: actor === null ? null : entityOf(tree, actor),
      object: object === null ? null : entityOf(tree, object),
      objectPath,
      reasons,
      evidenceIds: evidenceIds.slice(0, maxAlertEvidence),
      occurrences: 1,
      techniques: rule.techniques,
      meaning: rule.meaning,
      whatToDo: rule.whatToDo,
      history: [{ status: 'raised', severity, timeUs }],
    }
  }

  /** A repeat adds its evidence; a graver one also replaces severity and reasons. */
  #repeated(alert: Alert, { finding, timeUs }: FoundBy): Alert {
    const isGraver = !isAtLeast(alert.severity, finding.severity)
    const { severity, reasons } = isGraver ? finding : alert
    const step: AlertStep = { status: 'raised', severity, timeUs }
    return {
      ...alert,
      severity,
      reasons,
      occurrences: alert.occurrences + 1,
      firstTimeUs: Math.min(alert.firstTimeUs, timeUs),
      lastTimeUs: Math.max(alert.lastTimeUs, timeUs),
      evidenceIds: this.#evidence(alert.evidenceIds, finding.evidenceIds),
      history: isGraver ? [...alert.history, step].slice(-maxHistory) : alert.history,
    }
  }

  #evidence(known: readonly string[], more: readonly string[]): readonly string[] {
    const all = new Set([...known, ...more])
    if (all.size === known.length) return known
    this.#host.tally.add('alert_evidence', all.size - Math.max(known.length, maxAlertEvidence))
    return known.length >= maxAlertEvidence ? known : [...all].slice(0, maxAlertEvidence)
  }
}

/** The process that was found then, as the tree knows it now. */
function currentEntity(tree: HostTree, entity: AlertEntity | null, timeUs: number): AlertEntity | null {
  if (entity === null) return null
  const { processId, image, startUs } = entity
  const known = tree.get(entity.entityId)
  if (startUs !== null && known !== undefined) return entity
  const node = tree.find({ processId, startUs: null, timeUs, image, role: 'mention' }) ?? known
  return node === undefined ? entity : entityOf(tree, node)
}

/** The alert as raised now. */
function withStep(wanted: ScoreAlert, history: readonly AlertStep[], timeUs: number): Alert {
  const step: AlertStep = { status: 'raised', severity: wanted.severity, timeUs }
  return { ...wanted, status: 'raised', history: [...history, step].slice(-maxHistory) }
}

function isSameScoreAlert(alert: Alert, wanted: ScoreAlert): boolean {
  const keys = ['ruleId', 'severity', 'firstTimeUs'] as const
  return (
    keys.every((key) => alert[key] === wanted[key]) &&
    isSameEntity(alert.actor, wanted.actor) &&
    alert.reasons.join('\n') === wanted.reasons.join('\n') &&
    alert.evidenceIds.join() === wanted.evidenceIds.join()
  )
}

function windowOf(timeUs: number): number {
  return Math.floor(timeUs / dedupWindowUs)
}

function alertId(hostId: string, { rule, finding, timeUs }: FoundBy): string {
  return hashedId([hostId, rule.id, finding.actor?.entityId ?? '', finding.objectKey, windowOf(timeUs)])
}
