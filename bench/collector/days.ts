import { createCollector, createSimulatorSource, openSqliteSpool } from '@win11mon/collector'

export interface Days {
  readonly events: number
  /** Heap in use after a collection of garbage, after each sixth of the time. */
  readonly heapMib: readonly number[]
  /** The last is no more than a tenth above the second. */
  readonly isFlat: boolean
}

const samples = 6
const { signal: never } = new AbortController()

/** A simulated host, day after day, through spool and publisher. The first sixth warms up. */
export async function measureDays(directory: string, hours: number): Promise<Days> {
  const spool = await openSqliteSpool({ directory, maxBytes: 1e8, reserveBytes: 0, whenFull: 'wait', agentVersion: 'bench' })
  const durationUs = hours * 3_600e6
  const source = createSimulatorSource({ seed: 'days', durationUs, eventsPerSecond: 5 })
  const heapMib: number[] = []
  let events = 0
  let firstUs: number | undefined
  const watched = {
    ack: source.ack,
    close: source.close,
    async next(signal: AbortSignal) {
      const batch = await source.next(signal)
      if (batch === undefined) return undefined
      firstUs ??= batch.firstTimeUs
      events += batch.eventCount
      if (batch.lastTimeUs - firstUs >= (durationUs / samples) * (heapMib.length + 1)) heapMib.push(heapAfterCollection())
      return batch
    },
  }
  await createCollector({ sources: [{ name: 'bench', source: watched }], spool, eventLog: { append: () => Promise.resolve() } }).run(never)
  heapMib.push(heapAfterCollection())
  await spool.close()
  return { events, heapMib, isFlat: (heapMib.at(-1) ?? Infinity) <= 1.1 * (heapMib[1] ?? 0) }
}

function heapAfterCollection(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
