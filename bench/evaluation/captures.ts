import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

import { type CaptureSource, createCaptureSource } from '@win11mon/collector'
import { type Alert, type HostState, isoTime } from '@win11mon/enricher'
import type { Event } from '@win11mon/schemas'

import { ActiveMinutes } from './activity.ts'
import { type CaptureLabel, labelOf, ownLabels, stepOf } from './attack-labels.ts'
import { type Enriched, type ScoredProcess, batchesOf, enrichBatches } from './enrich-batches.ts'
import type { CaptureAlert, CaptureFigures, CaptureTotals, TopScore } from './figures.ts'
import { PlainBaseline } from './plain-baseline.ts'
import { histogramOf } from './score-histogram.ts'
import { significant } from './rounding.ts'

const captureEndings = ['.zip', '.json', '.jsonl', '.ndjson', '.evtx', '.gz', '.tgz', '.avro']
const topScores = 20

/** One capture with everything that the totals need of it. */
export interface EvaluatedCapture {
  readonly name: string
  readonly figures: CaptureFigures
  readonly processes: readonly ScoredProcess[]
  readonly baseline: PlainBaseline
}

/** Captures of a directory, by name; the directory may be a capture itself. */
export function capturesIn(path: string): string[] {
  if (isCapture(path)) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(isCapture)
    .toSorted()
    .map((name) => join(path, name))
}

function isCapture(name: string): boolean {
  return captureEndings.some((ending) => name.toLowerCase().endsWith(ending))
}

/** Each capture is a run of its own: what one tells of a host is not known to the next. */
export async function evaluateCapture(path: string, labels: readonly CaptureLabel[] = ownLabels): Promise<EvaluatedCapture> {
  const activity = new ActiveMinutes()
  const baseline = new PlainBaseline()
  let events = 0
  const note = (event: Event, { hostId }: HostState): void => {
    events += 1
    activity.note(hostId, event)
    baseline.note(hostId, event)
  }
  const source = createCaptureSource([path], { agentVersion: 'evaluation' })
  const enriched = await enrichBatches(batchesOf(source), note)
  const name = basename(path)
  const label = labelOf(name, labels)
  const alerts = alertsOf(enriched, label)
  const found = new Set(alerts.map(({ step }) => step))
  return {
    name,
    processes: enriched.processes,
    baseline,
    figures: {
      name,
      technique: label?.technique ?? null,
      events,
      processes: enriched.processes.length,
      activeHostHours: significant(activity.hostHours),
      alerts,
      missedSteps: (label?.steps ?? []).flatMap(({ step }) => (found.has(step) ? [] : [step])),
      problem: problemOf(source, events),
    },
  }
}

function problemOf(source: CaptureSource, events: number): string | null {
  const error = source.inputs().find((input) => input.error !== null)?.error ?? null
  return error ?? (events === 0 ? 'nothing in it became an event' : null)
}

function alertsOf({ alerts }: Enriched, label: CaptureLabel | undefined): CaptureAlert[] {
  return alerts.toSorted(compareAlerts).map(({ ruleId, severity, firstTimeUs, actor, object, objectPath, occurrences }) => {
    const shown = { actor: actor?.executable ?? null, object: object?.executable ?? objectPath }
    const step = stepOf(label, shown.actor, shown.object)?.step ?? null
    return { rule: ruleId, severity, time: isoTime(firstTimeUs), ...shown, occurrences, step }
  })
}

function compareAlerts(left: Alert, right: Alert): number {
  return left.firstTimeUs - right.firstTimeUs || (left.ruleId < right.ruleId ? -1 : 1)
}

export function totalsOf(captures: readonly EvaluatedCapture[]): CaptureTotals {
  const figures = captures.map((capture) => capture.figures)
  const processes = captures.flatMap((capture) => capture.processes)
  const grave = figures.flatMap(({ alerts }) => alerts).filter(({ severity }) => isGrave(severity))
  const sum = (of: (one: CaptureFigures) => number): number => figures.reduce((total, one) => total + of(one), 0)
  const parts = captures.map(({ baseline }) => baseline.figures())
  return {
    captures: captures.length,
    unlabelled: figures.filter(({ technique }) => technique === null).length,
    events: sum(({ events }) => events),
    processes: processes.length,
    activeHostHours: significant(sum(({ activeHostHours }) => activeHostHours)),
    gravest: { labelled: grave.filter(({ step }) => step !== null).length, others: grave.filter(({ step }) => step === null).length },
    abuse: histogramOf(processes.map(({ scores }) => scores.abuse.probability)),
    reportedAbuse: histogramOf(processes.filter(({ scores }) => scores.isAbuseReported).map(({ scores }) => scores.abuse.probability)),
    loader: histogramOf(processes.map(({ scores }) => scores.loader.probability)),
    top: topOf(captures),
    baseline: {
      processes: parts.reduce((total, part) => total + part.processes, 0),
      flagged: parts.reduce((total, part) => total + part.flagged, 0),
    },
  }
}

export function isGrave(severity: string): boolean {
  return severity === 'high' || severity === 'critical'
}

function topOf(captures: readonly EvaluatedCapture[]): TopScore[] {
  const all = captures.flatMap(({ name, processes }) => processes.map((process) => ({ name, process })))
  return all
    .toSorted(
      (left, right) => right.process.scores.abuse.nats - left.process.scores.abuse.nats || compareStart(left.process, right.process),
    )
    .slice(0, topScores)
    .map(({ name, process: { host, node, scores } }) => ({
      capture: name,
      process: host.tree.executableOf(node),
      probability: significant(scores.abuse.probability),
      low: significant(scores.abuse.lowProbability),
      high: significant(scores.abuse.highProbability),
      isReported: scores.isAbuseReported,
      reasons: scores.abuse.reasons.map(({ featureId }) => featureId),
    }))
}

function compareStart({ node: left }: ScoredProcess, { node: right }: ScoredProcess): number {
  return (left.startUs ?? left.firstSeenUs) - (right.startUs ?? right.firstSeenUs) || (left.entityId < right.entityId ? -1 : 1)
}
