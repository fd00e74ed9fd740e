import { createCollector, createSimulatorSource, openSqliteSpool } from '@win11mon/collector'

export interface Days {
  readonly events: number
  /** What the process has of memory after each sixth of the time. */
  readonly residentMib: readonly number[]
  /** The last is no more than a tenth above the third. */
  readonly isFlat: boolean
}

const samples = 6
const { signal: never } = new AbortController()

/** A simulated host, day after day, through spool and publisher. The first sixth warms up. */
export async function measureDays(directory: string, hours: number): Promise<Days> {
  const spool = await openSqliteSpool({ directory, maxBytes: 1e8, reserveBytes: 0, whenFull: 'wait', agentVersion: 'bench' })
  const durationUs = hours * 3_600e6
  const source = createSimulatorSource({ seed: 'days', durationUs, eventsPerSecond: 5 })
  const residentMib: number[] = []
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
      if (batch.lastTimeUs - firstUs >= (durationUs / samples) * (residentMib.length + 1)) residentMib.push(residentNow())
      return batch
    },
  }
  await createCollector({ sources: [{ name: 'bench', source: watched }], spool, eventLog: { append: () => Promise.resolve() } }).run(never)
  residentMib.push(residentNow())
  await spool.close()
  return { events, residentMib, isFlat: (residentMib.at(-1) ?? Infinity) <= 1.1 * (residentMib[2] ?? 0) }
}

function residentNow(): number {
  return process.memoryUsage.rss() / 2 ** 20
}
