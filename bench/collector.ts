/**
 * `npm run bench -- collector [--only end-to-end|load|resources]`. `end-to-end` (`--rounds N --events N`): from the simulated driver
 * through the spool to a real broker, beside koffi.decode, avsc and one record for each event; CPU of this process in alternating
 * rounds. `load` (`--seconds N`): what the plan's stress costs, and how old an event is when the broker has acknowledged it.
 * `resources` (`--idle-seconds N --backlog-mib N --hours N`): what a collector costs when nothing happens, how soon it sends a
 * backlog and in how much memory, and whether its memory grows over simulated days. There the command is built as it is shipped
 * and measured as a process of its own; figures of processes are read from /proc, so Linux only.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { measureBacklog } from './collector/backlog.ts'
import { measureDays } from './collector/days.ts'
import { measureEndToEnd } from './collector/end-to-end.ts'
import { measureIdle } from './collector/idle.ts'
import { measureLoad } from './collector/load.ts'
import { withBroker } from './collector/with-broker.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '20' },
    'idle-seconds': { type: 'string', default: '60' },
    'backlog-mib': { type: 'string', default: '1024' },
    hours: { type: 'string', default: '24' },
  },
})

const gates = { idleCore: 0.002, residentBytes: 150e6, firstSendMs: 5_000 }

const { only } = values
if (only === '' || only === 'end-to-end') {
  await withBroker((place) => measureEndToEnd(place, { rounds: Number(values.rounds), events: Number(values.events) }))
}
if (only === '' || only === 'load') await withBroker((place) => measureLoad(place, Number(values.seconds)))
if (only === '' || only === 'resources') await measureResources()

async function measureResources(): Promise<void> {
  execFileSync(process.execPath, [fileURLToPath(new URL('../cli/build.mjs', import.meta.url))], { stdio: 'ignore' })
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-'))
  try {
    const idle = await measureIdle(directory, Number(values['idle-seconds']))
    print('idle, simulated driver', `${(idle.core * 100).toFixed(3)} % of a core`, idle.core < gates.idleCore)
    print('idle, resident', mebibytes(idle.residentBytes), idle.residentBytes < gates.residentBytes)
    const backlog = await measureBacklog(directory, Number(values['backlog-mib']))
    print(
      `backlog of ${mebibytes(backlog.bytes)}, start to first send`,
      `${Math.round(backlog.firstSendMs)} ms`,
      backlog.firstSendMs < gates.firstSendMs,
    )
    print('backlog, resident at most', mebibytes(backlog.residentBytes), backlog.residentBytes < gates.residentBytes)
    print('backlog, sent at', `${mebibytes(backlog.bytesPerSecond)}/s`)
    const days = await measureDays(join(directory, 'days'), Number(values.hours))
    print(
      `${values.hours} simulated hours, ${days.events} events`,
      `heap ${days.heapMib.map((heap) => heap.toFixed(1)).join(' ')} MiB`,
      days.isFlat,
    )
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function print(what: string, figure: string, isMet?: boolean): void {
  process.stdout.write(`${what}: ${figure}${isMet === undefined ? '' : isMet ? '  (gate met)' : '  (gate NOT met)'}\n`)
}
