import type { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Classified, ItemClass } from './opensearch-classify-item.ts'
import type { RequestLimit } from './opensearch/request-limit.ts'

/** Says what the cluster does with documents: in metrics, and in a sentence when it stops or goes on taking them. */
export interface BulkMeter {
  watch(limit: RequestLimit): void
  answered(tookMs: number, bytes: number): void
  /** A request of which nothing is known. */
  failed(error: PipelineError): void
  settled(items: readonly Classified[]): void
  /** Why nothing is taken, and since when; undefined while something is. */
  readonly pause: { readonly reason: string; readonly sinceMs: number } | undefined
}

/** What keeps documents waiting. */
const waits: Readonly<Partial<Record<ItemClass, string>>> = {
  busy: 'busy',
  blocked: 'blocked',
  reopen: 'blocked',
  forbidden: 'forbidden',
  create_index: 'index_missing',
  unknown: 'unavailable',
}

const secondsBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export interface MeterOptions {
  readonly clock: Clock
  readonly metrics: Metrics
  readonly onWarning: (message: string) => void
}

export function createBulkMeter({ clock, metrics, onWarning }: MeterOptions): BulkMeter {
  const items = new Map<ItemClass, number>()
  let requestBytes = 0
  let failures = 0
  let pause: { reason: string; sinceMs: number } | undefined
  const seconds = metrics.histogram(
    { name: 'win11mon_bulk_seconds', help: 'How long the store took for a request with documents.' },
    secondsBounds,
  )
  metrics.counter(
    { name: 'win11mon_bulk_items_total', help: 'Documents sent to the store, by what became of them.', labels: ['outcome'] },
    () => [...items].map(([outcome, value]) => ({ labels: [outcome], value })),
  )
  metrics.counter({ name: 'win11mon_bulk_bytes_total', help: 'Bytes of requests with documents that were answered.' }, () => requestBytes)
  metrics.counter({ name: 'win11mon_bulk_failures_total', help: 'Requests with documents of which nothing is known.' }, () => failures)
  metrics.gauge({ name: 'win11mon_store_paused', help: '1 while the store takes no documents, by the reason.', labels: ['reason'] }, () =>
    pause === undefined ? [] : [{ labels: [pause.reason], value: 1 }],
  )

  /** Something taken ends a pause; something that waits while nothing is taken begins one. */
  function note(waiting: { readonly reason: string; readonly message: string } | undefined, isTaking: boolean): void {
    if (isTaking && pause !== undefined) {
      const forSeconds = Math.round((clock.elapsedMs() - pause.sinceMs) / 1000)
      pause = undefined
      onWarning(`OpenSearch takes documents again, after ${forSeconds} s.`)
    } else if (!isTaking && waiting !== undefined && pause?.reason !== waiting.reason) {
      pause = { reason: waiting.reason, sinceMs: pause?.sinceMs ?? clock.elapsedMs() }
      onWarning(`OpenSearch takes no documents at the moment; they are kept and sent again. ${waiting.message}`)
    }
  }

  return {
    watch(limit) {
      metrics.gauge(
        { name: 'win11mon_bulk_requests_limit', help: 'Requests with documents that may be under way at once.' },
        () => limit.limit,
      )
      metrics.gauge({ name: 'win11mon_bulk_requests', help: 'Requests with documents that are under way.' }, () => limit.underWay)
    },
    answered(tookMs, bytes) {
      seconds(tookMs / 1000)
      requestBytes += bytes
    },
    failed(error) {
      failures += 1
      note({ reason: error.code.toLowerCase(), message: error.message }, false)
    },
    settled(outcomes) {
      let waiting: Classified | undefined
      let isTaking = false
      for (const outcome of outcomes) {
        items.set(outcome.class, (items.get(outcome.class) ?? 0) + 1)
        if (waits[outcome.class] === undefined) isTaking = true
        else waiting ??= outcome
      }
      if (waiting?.class === 'unknown' && pause !== undefined && !isTaking) return
      note(waiting === undefined ? undefined : { reason: waits[waiting.class] ?? '', message: waiting.reason }, isTaking)
    },
    get pause() {
      return pause
    },
  }
}
