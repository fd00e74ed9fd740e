import { createChange } from '@win11mon/pipeline'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { SpooledBatch } from '../batch/spooled-batch.ts'
import { emptyCounts } from '../ledger/spool-counts.ts'
import type { Spool } from './spool.ts'

interface HeldBatch extends SpooledBatch {
  readonly firstTimeUs: number
}

/** A spool in memory: `append` waits while it is full, so a source that can wait loses nothing. */
export function createMemorySpool(maxBytes: number): Spool {
  const held: HeldBatch[] = []
  let heldBytes = 0
  let heldEvents = 0
  let nextId = 1
  let isEnded = false
  const change = createChange()
  /** Whoever comes while another waits for room waits behind it. */
  let turn = Promise.resolve()

  async function hold(batch: EncodedBatch, signal: AbortSignal): Promise<void> {
    while (heldBytes > 0 && heldBytes + batch.value.length > maxBytes && !signal.aborted) await change.next(signal)
    const { hostId, eventCount, value, firstTimeUs } = batch
    held.push({ id: nextId, hostId, eventCount, value, firstTimeUs })
    nextId += 1
    heldBytes += value.length
    heldEvents += eventCount
    change.notify()
  }

  return {
    append(batch: EncodedBatch, signal) {
      turn = turn.then(() => hold(batch, signal))
      return turn
    },
    async read(maxBatches, signal) {
      while (held.length === 0 && !isEnded && !signal.aborted) await change.next(signal)
      return held.slice(0, maxBatches)
    },
    remove(id) {
      while (held[0] !== undefined && held[0].id <= id) {
        const batch = held.shift()
        heldBytes -= batch?.value.length ?? 0
        heldEvents -= batch?.eventCount ?? 0
      }
      change.notify()
      return Promise.resolve()
    },
    end() {
      isEnded = true
      change.notify()
    },
    get counts() {
      return { ...emptyCounts, heldEvents, heldBytes, oldestTimeUs: held[0]?.firstTimeUs ?? null }
    },
    close: () => Promise.resolve(),
  }
}
