import type { PositionedRecord, RefusedRecord } from '@win11mon/pipeline'

import type { RefusedBatch } from '../consume/check-batch.ts'
import type { DeadLetter } from '../index/dead-letter-document.ts'

/** A record that cannot be taken, as the store keeps it. */
export function letterOf({ key, value }: PositionedRecord, { error, eventCount }: Pick<RefusedBatch, 'error' | 'eventCount'>): DeadLetter {
  return { hostId: key, reason: `${error.code}: ${error.message}`, eventCount, bytes: value }
}

/** A document that the store refused is no record of the log: it can be looked at, and its events are still in theirs. */
export function refusedDocument({ hostId, reason, bytes }: DeadLetter): RefusedRecord {
  return { key: hostId ?? '', value: bytes, reason: 'document_refused', message: reason }
}
