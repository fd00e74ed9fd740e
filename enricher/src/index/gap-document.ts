import type { TextDocumentOf } from '@win11mon/pipeline'
import { type Gap, isoTime } from '@win11mon/schemas'

import type { SequenceGap } from '../admit/holes.ts'

interface Loss {
  readonly id: string
  readonly hostId: string
  readonly bootId: string
  readonly kind: string | null
  readonly reason: string
  readonly count: number
  readonly firstTimeUs: number
  readonly lastTimeUs: number
  readonly detail: string | null
}

/** A loss that its source declared. */
export function gapDocument(gap: Gap, hostId: string, bootId: string, eventId: string): TextDocumentOf<'gaps'> {
  const { lostKind: kind, reason, lostCount: count, firstTimeUs, lastTimeUs, detail } = gap
  return lossDocument({ id: eventId, hostId, bootId, kind, reason, count, firstTimeUs, lastTimeUs, detail })
}

/** Numbers that are missing when the next batch of the stream arrives. */
export function holeDocument(hostId: string, bootId: string, gap: SequenceGap, nextTimeUs: number): TextDocumentOf<'gaps'> {
  const { firstSequence, lastSequence } = gap
  return lossDocument({
    id: holeId(bootId, gap),
    hostId,
    bootId,
    kind: null,
    reason: 'sequence_missing',
    count: lastSequence - firstSequence + 1,
    firstTimeUs: nextTimeUs,
    lastTimeUs: nextTimeUs,
    detail: `Events ${firstSequence} to ${lastSequence} never arrived.`,
  })
}

export function holeId(bootId: string, { firstSequence }: SequenceGap): string {
  return `${bootId}-gap-${firstSequence}`
}

function lossDocument(loss: Loss): TextDocumentOf<'gaps'> {
  const { id, hostId, bootId, kind, reason, count, firstTimeUs, lastTimeUs, detail } = loss
  const doc = {
    '@timestamp': isoTime(lastTimeUs),
    host: { id: hostId },
    win11mon: { boot_id: bootId, gap: { kind, reason, count, first_time: isoTime(firstTimeUs), last_time: isoTime(lastTimeUs), detail } },
  }
  const columns = { host_id: hostId, boot_id: bootId, kind, reason, count, first_time_us: firstTimeUs, last_time_us: lastTimeUs }
  return { family: 'gaps', id, columns, doc: JSON.stringify(doc) }
}
