/**
 * A million living processes on ten thousand hosts: memory, the longest step, saving and restoring all of it, and saving only
 * what changed. `node --expose-gc --max-old-space-size=8000 bench/enrich/fleet.ts HOSTS`.
 */
import { saveHost } from '@win11mon/enricher'

import { aService, liveHeapBytes } from './a-service.ts'
import { fleet } from './live-processes.ts'

const hosts = Number(process.argv[2] ?? '10000')
const processesPerHost = 100
const { signal } = new AbortController()
let service = aService()
let position = 0
const before = liveHeapBytes()

let longestMs = 0
for (const record of fleet(hosts, processesPerHost)) {
  const startedMs = performance.now()
  await service.handle([{ ...record, position: (position += 1) }], signal)
  longestMs = Math.max(longestMs, performance.now() - startedMs)
}
print(`${hosts * processesPerHost} processes on ${hosts} hosts; longest step of the loop ${longestMs.toFixed(0)} ms`)
const heapBytes = liveHeapBytes() - before
print(`heap ${(heapBytes / 1e6).toFixed(0)} MB, resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)
const hostBytes = heapBytes / hosts
print(
  `  a host with ${processesPerHost} processes ${(hostBytes / 1e3).toFixed(0)} kB, gate 200 kB ${hostBytes < 200e3 ? 'met' : 'NOT met'}`,
)

const states = timed('save all', () => service.takeChanged().map(saveHost))
print(`  ${(states.reduce((sum, state) => sum + state.length, 0) / 1e6).toFixed(0)} MB of states`)
for (const record of fleet(hosts / 100, processesPerHost)) await service.handle([{ ...record, position: (position += 1) }], signal)
const again = timed('save what changed of a hundredth of the hosts', () => service.takeChanged().map(saveHost))
print(`  ${again.length} states`)

service = aService()
liveHeapBytes()
const restored = timed('restore all', () => states.filter((state) => service.restore(state)).length)
print(`  ${restored} hosts, ${[...service.hosts.values()].reduce((sum, host) => sum + host.tree.size, 0)} processes`)

function timed<Result>(name: string, work: () => Result): Result {
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  const result = work()
  const { user, system } = process.cpuUsage(cpu)
  print(`${name}: ${((performance.now() - startedMs) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} CPU s)`)
  return result
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
