import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { fencedError } from './fenced.ts'
import { type Ownership, type StateStore, nextEpoch } from './state-store.ts'

interface Partition {
  readonly epoch: number
  readonly states: Map<string, { readonly bytes: Uint8Array; readonly putUs: number }>
}

/** States that last as long as the process does. */
export function createMemoryStateStore(clock: Pick<Clock, 'nowUs'> = systemClock): StateStore {
  const partitions = new Map<string, Partition>()

  /** Memory forgets nothing: whoever has acquired a partition finds it. */
  function owned({ partition, epoch }: Ownership): Partition {
    const known = partitions.get(partition)
    if (known?.epoch !== epoch) throw fencedError(partition, epoch, known?.epoch ?? 0)
    return known
  }

  return {
    async acquire(partition) {
      const known = partitions.get(partition)
      const epoch = nextEpoch(known?.epoch, clock.nowUs())
      partitions.set(partition, { epoch, states: known?.states ?? new Map<string, never>() })
      return { partition, epoch, isKnown: known !== undefined }
    },
    get: async (ownership, id) => owned(ownership).states.get(id)?.bytes.slice(),
    async put(ownership, states) {
      const { states: kept } = owned(ownership)
      for (const [id, bytes] of states) {
        if (bytes === null) kept.delete(id)
        else kept.set(id, { bytes, putUs: clock.nowUs() })
      }
    },
    async stale(ownership, beforeUs, limit) {
      return [...owned(ownership).states].flatMap(([id, { putUs }]) => (putUs < beforeUs ? [id] : [])).slice(0, limit)
    },
    close: () => Promise.resolve(),
  }
}
