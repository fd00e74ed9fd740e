/**
 * `npm run bench -- collector [--only end-to-end|load|idle|backlog|days]`. `end-to-end` (`--rounds N --events N`): from the
 * simulated driver through the spool to a real broker, beside koffi.decode, avsc and one record for each event; CPU of this
 * process in alternating rounds. `load` (`--seconds N`): what the plan's stress costs the shipped command, and how old an event
 * is when a consumer has it. `idle` (`--idle-seconds N`): what it costs when nothing happens. `backlog` (`--backlog-mib N`): how
 * soon it sends one, and in how much memory. `days` (`--hours N`): whether its memory grows over simulated days. The command is
 * built as it is shipped and runs as a process of its own; the threads that play the machine run inside it and are told apart
 * by their names. Figures of processes are read from /proc, so Linux only.
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
import { mebibytes, print } from './collector/print.ts'
import { measureIdle, measureLoad } from './collector/load.ts'
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

const gates = { residentBytes: 150e6, firstSendMs: 5_000 }

const parts: Readonly<Record<string, () => Promise<void>>> = {
  'end-to-end': () => withBroker((place) => measureEndToEnd(place, { rounds: Number(values.rounds), events: Number(values.events) })),
  load: () => withBroker((place) => measureLoad(place, Number(values.seconds))),
  idle: () => withBroker((place) => measureIdle(place, Number(values['idle-seconds']))),
  backlog: () => inScratch(measureSending),
  days: () => inScratch(measureMemory),
}

const chosen = values.only === '' ? Object.keys(parts) : values.only.split(',')
// It would be measured while it is compiled otherwise.
execFileSync(process.execPath, [fileURLToPath(new URL('../cli/build.mjs', import.meta.url))], { stdio: 'ignore' })
for (const part of chosen) {
  const measure = parts[part]
  if (measure === undefined) throw new Error(`There is no part ${part}: ${Object.keys(parts).join(', ')}.`)
  await measure()
}

async function inScratch(measure: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-'))
  try {
    await measure(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function measureSending(directory: string): Promise<void> {
  const backlog = await measureBacklog(directory, Number(values['backlog-mib']))
  const { bytes, firstSendMs, bytesPerSecond } = backlog
  print(`backlog of ${mebibytes(bytes)}, start to first send`, `${Math.round(firstSendMs)} ms`, firstSendMs < gates.firstSendMs)
  print('backlog, resident at most', mebibytes(backlog.residentBytes), backlog.residentBytes < gates.residentBytes)
  print('backlog, sent at', `${mebibytes(bytesPerSecond)}/s`)
}

async function measureMemory(directory: string): Promise<void> {
  const days = await measureDays(join(directory, 'days'), Number(values.hours))
  const sizes = days.residentMib.map((size) => size.toFixed(0)).join(' ')
  print(`${values.hours} simulated hours, ${days.events} events`, `resident ${sizes} MiB`, days.isFlat)
}
