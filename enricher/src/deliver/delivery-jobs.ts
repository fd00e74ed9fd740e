import type { Job, NewJob, StoredRow } from '@win11mon/pipeline'

import type { AlertChange, AlertStatus } from '../alert/alert.ts'
import { type Severity, isAtLeast, severities } from '../detect/severity.ts'

const deliveryKind = 'deliver'

/** Which alerts are told, and where. */
export interface DeliveryPlan {
  readonly minSeverity: Severity
  /** Names of the sinks. */
  readonly sinks: readonly string[]
}

/** One step in the life of an alert: raised, graver, withdrawn. Repeats are none. */
export interface AlertStepRef {
  readonly alertId: string
  readonly hostId: string
  readonly status: AlertStatus
  readonly severity: Severity
  /** Its number, from 1. */
  readonly step: number
}

/** The job of telling one sink one step: found again by anybody who knows the alert, so that it is done once. */
export function deliveryJobs(steps: readonly AlertStepRef[], { minSeverity, sinks }: DeliveryPlan): NewJob[] {
  const told = steps.filter(({ severity }) => isAtLeast(severity, minSeverity))
  const jobs = told.flatMap(({ alertId, hostId, status, severity, step }) =>
    sinks.map((sink) => ({
      id: `${alertId}.${step}.${status}.${severity}.${sink}`,
      kind: deliveryKind,
      data: { alertId, hostId, step: String(step), sink },
    })),
  )
  return [...new Map(jobs.map((job) => [job.id, job])).values()]
}

export function stepOfChange({ alert }: AlertChange): AlertStepRef {
  const { id: alertId, hostId, status, severity, history } = alert
  return { alertId, hostId, status, severity, step: Math.max(1, history.length) }
}

/** The step that a stored alert is at; undefined when the document is none of ours. */
export function stepOfRow({ id, host_id: hostId, status, severity, doc }: StoredRow<'alerts'>): AlertStepRef | undefined {
  const known = severities.find((name) => name === severity)
  if (known === undefined || (status !== 'raised' && status !== 'withdrawn')) return undefined
  const { win11mon } = JSON.parse(doc) as { win11mon?: { history?: readonly unknown[] } }
  return { alertId: id, hostId, status, severity: known, step: Math.max(1, win11mon?.history?.length ?? 1) }
}

/** What a delivery job carries; undefined for a job of another kind. */
export function readDelivery({ kind, data }: Job): { alertId: string; hostId: string; step: number; sink: string } | undefined {
  const { alertId, hostId, step, sink } = data
  if (kind !== deliveryKind || alertId === undefined || hostId === undefined || sink === undefined) return undefined
  return { alertId, hostId, step: Number(step), sink }
}
