import { type DocumentReader, type Job, type JobQueue, PipelineError, type StageCounter } from '@win11mon/pipeline'

import type { AlertChange } from '../alert/alert.ts'
import type { AlertSink } from './alert-sink.ts'
import { type DeliveryPlan, deliveryJobs, readDelivery, stepOfChange, stepOfRow } from './delivery-jobs.ts'

export interface AlertDeliveryOptions {
  readonly queue: JobQueue
  /** Where alerts are stored: jobs carry ids only. */
  readonly reader: Pick<DocumentReader, 'alerts'>
  readonly sinks: readonly AlertSink[]
  readonly plan: DeliveryPlan
  /** How far back the reconciler looks, in event time. Microseconds. */
  readonly reconcileUs: number
  readonly nowUs: () => number
  readonly stage: StageCounter
  readonly onDelivered?: (sink: string) => void
}

/** How often everybody asks whether somebody has reconciled lately. Milliseconds. */
export const reconcileAskMs = 15_000
const reconcileEveryMs = 900_000
const reconcileKind = 'reconcile'

/** Tells people of alerts, by jobs that can all be made again from the store. */
export interface AlertDelivery {
  /** Call when the documents of the changes are stored. Never rejects: what cannot be queued now the reconciler finds. */
  announce(changes: readonly AlertChange[]): Promise<void>
  /** Makes the job of looking for missing jobs, once for all who share the queue; at once when the queue has forgotten everything. */
  askToReconcile(): Promise<void>
  /** Does a job of the queue. */
  handle(job: Job, signal: AbortSignal): Promise<void>
}

export function createAlertDelivery(options: AlertDeliveryOptions): AlertDelivery {
  const { queue, reader, sinks, plan, reconcileUs, nowUs, stage, onDelivered = () => undefined } = options

  async function tryToAdd(jobs: Parameters<JobQueue['add']>[0]): Promise<void> {
    if (jobs.length === 0) return
    await queue.add(jobs).catch((error: unknown) => stage.error(error instanceof PipelineError ? error.code : 'INTERNAL'))
  }

  async function reconcile(): Promise<void> {
    const sinceUs = nowUs() - reconcileUs
    const recent = (await reader.alerts()).filter(({ time_us: timeUs }) => timeUs >= sinceUs)
    const steps = recent.flatMap((row) => stepOfRow(row) ?? [])
    const jobs = deliveryJobs(steps, plan)
    if (jobs.length > 0) await queue.add(jobs)
  }

  async function deliver(job: Job, signal: AbortSignal): Promise<void> {
    const delivery = readDelivery(job)
    const sink = sinks.find(({ name }) => name === delivery?.sink)
    // Of a sink that is not set any more nobody wants to hear.
    if (delivery === undefined || sink === undefined) return
    const row = (await reader.alerts({ hostId: delivery.hostId })).find(({ id }) => id === delivery.alertId)
    if (row === undefined)
      throw new PipelineError('BACKEND_UNAVAILABLE', `The alert ${delivery.alertId} is not stored yet.`, { isRetryable: true })
    const now = stepOfRow(row)
    // The later step has a job of its own.
    if (now === undefined || now.step > delivery.step) return
    const alert = JSON.parse(row.doc) as Record<string, unknown>
    const change = now.status === 'withdrawn' ? 'withdrawn' : now.step > 1 ? 'changed' : 'raised'
    await sink.send({ deliveryId: job.id, change, alert }, signal)
    onDelivered(sink.name)
  }

  return {
    announce: (changes) => tryToAdd(deliveryJobs(changes.map(stepOfChange), plan)),
    askToReconcile: () =>
      tryToAdd([{ id: `${reconcileKind}.${Math.floor(nowUs() / 1_000 / reconcileEveryMs)}`, kind: reconcileKind, data: {} }]),
    handle: (job, signal) => (job.kind === reconcileKind ? reconcile() : deliver(job, signal)),
  }
}
