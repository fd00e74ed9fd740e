/**
 * Memory of one host over days of simulated time: the heap after the first part (a day of the driver's events, two hours of
 * Sysmon's) and at the end. `node --expose-gc bench/enrich/flat.ts driver|sysmon HOURS`.
 */
import { createSimulatorSource } from '@win11mon/collector'
import { type Clock, createManualClock } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import { aService, liveHeapBytes } from './a-service.ts'
import { sysmonLike } from './sysmon-like.ts'

const [, , kind = 'driver', hoursText = '168'] = process.argv
const hours = Number(hoursText)
const firstHours = kind === 'driver' ? 24 : 2
const hourUs = 3_600_000_000
const startUs = Date.UTC(2025, 0, 15, 8) * 1000
const manual = createManualClock(startUs)
const clock: Clock = { ...manual, sleep: () => Promise.resolve() }
const service = aService(clock)
const { signal } = new AbortController()
const source = createSimulatorSource({ seed: 'flat', durationUs: hours * hourUs, eventsPerSecond: 20 })
const images = new Map<string, string | null>()

let events = 0
let position = 0
let firstBytes = 0
const startedMs = performance.now()
for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
  await source.ack(batch)
  manual.advance(Math.max(batch.lastTimeUs - manual.nowUs(), 0))
  const value = kind === 'driver' ? batch.value : sysmonLike(batch.value, images)
  await service.handle([{ key: toIdText(batch.hostId), value, position: (position += 1) }], signal)
  events += batch.eventCount
  if (firstBytes === 0 && batch.lastTimeUs - startUs > firstHours * hourUs) firstBytes = measure(firstHours)
}
const lastBytes = measure(hours)
process.stdout.write(
  `${kind}: ${events} events; heap at the end ${(((lastBytes - firstBytes) / firstBytes) * 100).toFixed(1)} % above that after ${firstHours} h\n`,
)

function measure(afterHours: number): number {
  const bytes = liveHeapBytes()
  const [host] = service.hosts.values()
  const seconds = (performance.now() - startedMs) / 1000
  process.stdout.write(
    `after ${afterHours} h: ${(bytes / 1e6).toFixed(1)} MB of heap, ${host?.tree.size ?? 0} processes, ${host?.tree.mentionCount ?? 0} mentions (${seconds.toFixed(0)} s)\n`,
  )
  return bytes
}
