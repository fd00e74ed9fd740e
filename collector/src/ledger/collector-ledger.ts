import { toIdText } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import { type KindCounts, addKindCounts } from '../batch/kind-counts.ts'

/** Highest number a source gave out, by boot id (22 base64url characters): what the ledger calls issued. One entry a stream. */
export type IssuedSequences = ReadonlyMap<string, number>

/** What one source has given since the start, in events. */
export interface SourceCounts {
  readonly read: number
  readonly readByKind: KindCounts
  /** Of what was read, what the spool holds or has held. */
  readonly spooled: number
  /** Of the newest batch; undefined before the first. */
  readonly bootId: Uint8Array | undefined
}

/**
 * What the collector did since its start, in events. What the spool held at the start + spooled + what it declared =
 * published + what it holds + dropped + set aside.
 */
export interface CollectorLedger {
  readonly issued: IssuedSequences
  source(name: string): SourceCounts
  /** Of all sources. */
  readonly read: number
  readonly spooled: number
  /** Events that the event log has acknowledged. */
  readonly published: number
}

export interface LedgerWriter extends CollectorLedger {
  took(source: string, batch: EncodedBatch): void
  kept(source: string, batch: EncodedBatch): void
  read: number
  spooled: number
  published: number
}

const nothing: SourceCounts = { read: 0, readByKind: {}, spooled: 0, bootId: undefined }

export function createCollectorLedger(): LedgerWriter {
  const issued = new Map<string, number>()
  const sources = new Map<string, SourceCounts>()
  const countsOf = (name: string): SourceCounts => sources.get(name) ?? nothing

  return {
    issued,
    source: countsOf,
    read: 0,
    spooled: 0,
    published: 0,
    took(source, { bootId, lastSequence, eventCount, kindCounts }) {
      const key = toIdText(bootId)
      issued.set(key, Math.max(issued.get(key) ?? 0, lastSequence))
      const before = countsOf(source)
      const readByKind = addKindCounts(before.readByKind, kindCounts)
      sources.set(source, { ...before, read: before.read + eventCount, readByKind, bootId })
      this.read += eventCount
    },
    kept(source, { eventCount }) {
      const before = countsOf(source)
      sources.set(source, { ...before, spooled: before.spooled + eventCount })
      this.spooled += eventCount
    },
  }
}
