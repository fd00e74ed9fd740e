import type { TextDocumentOf } from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'

import type { AlertCounts } from '../alert/alert-ledger.ts'

/** What is shown of a host. */
export interface HostFacts {
  readonly hostId: string
  readonly hostName: string | null
  /** Microseconds since 1970; -Infinity before the first event. */
  readonly newestUs: number
  readonly bootTimesUs: readonly number[]
  readonly alertCounts: AlertCounts
  /** Findings that exceptions explained, by the key of the exception. */
  readonly exceptionHits: ReadonlyMap<string, number>
  /** The host was made again without all of its past. */
  readonly isPartial: boolean
}

export function hostDocument({
  hostId,
  hostName,
  newestUs,
  bootTimesUs,
  alertCounts,
  exceptionHits,
  isPartial,
}: HostFacts): TextDocumentOf<'hosts'> {
  const doc = {
    host: { id: hostId, name: hostName },
    win11mon: {
      last_event: Number.isFinite(newestUs) ? isoTime(newestUs) : null,
      boots: bootTimesUs.map(isoTime),
      alerts: { ...alertCounts, exceptions: [...exceptionHits].map(([key, hits]) => ({ key, hits })) },
      ...(isPartial ? { is_partial: true } : {}),
    },
  }
  return { family: 'hosts', id: hostId, columns: { name: hostName }, doc: JSON.stringify(doc) }
}
