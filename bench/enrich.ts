/**
 * `npm run bench -- enrich [--events N] [--rounds N] [--flat] [--fleet]`: what decode, admit, tree, score and detect cost an
 * event, beside decoding alone in the same run. `--flat` measures memory over a week of one host, `--fleet` a million
 * processes: minutes each.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { createSimulatorSource } from '@win11mon/collector'
import type { PositionedRecord } from '@win11mon/pipeline'
import { decodeBatch, toIdText } from '@win11mon/schemas'

import { aService } from './enrich/a-service.ts'
import { median, spread } from './statistics.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    events: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '5' },
    flat: { type: 'boolean', default: false },
    fleet: { type: 'boolean', default: false },
  },
})
const recordsPerCall = 8
const { signal } = new AbortController()
if (values.flat)
  for (const [kind, hours] of [
    ['driver', '168'],
    ['sysmon', '24'],
  ] as const)
    runScript('flat.ts', kind, hours)
if (values.fleet) runScript('fleet.ts', '10000')
if (!values.flat && !values.fleet) await measureSpeed(await recordsOf(Number(values.events)), Number(values.rounds))

async function measureSpeed(records: readonly PositionedRecord[], rounds: number): Promise<void> {
  const cpu = { decode: [] as number[], enrich: [] as number[] }
  const counts = new Set<number>()
  for (let round = 0; round < rounds; round += 1) {
    cpu.decode.push(await cpuSeconds(() => void counts.add(decode(records))))
    cpu.enrich.push(await cpuSeconds(async () => void counts.add(await enrich(records))))
  }
  const [events = 0] = counts
  if (counts.size !== 1) throw new Error(`The rounds saw different numbers of events: ${[...counts].join(', ')}.`)
  process.stdout.write(`${events} simulated events of the driver; ${rounds} rounds; Node ${process.version}\n`)
  for (const [name, seconds] of Object.entries(cpu)) {
    const perSecond = Math.round(events / median(seconds))
    process.stdout.write(
      `${name.padEnd(8)} ${median(seconds).toFixed(2)} CPU s (spread ${(spread(seconds) * 100).toFixed(0)} %), ${perSecond} events/CPU s\n`,
    )
  }
  process.stdout.write(`enrich is ${(median(cpu.enrich) / median(cpu.decode)).toFixed(2)} x decoding alone\n`)
}

function decode(records: readonly PositionedRecord[]): number {
  return records.reduce((sum, { value }) => sum + decodeBatch(value).events.length, 0)
}

async function enrich(records: readonly PositionedRecord[]): Promise<number> {
  const service = aService()
  for (let start = 0; start < records.length; start += recordsPerCall)
    await service.handle(records.slice(start, start + recordsPerCall), signal)
  await service.release(signal)
  return [...service.eventCounts.values()].reduce((sum, count) => sum + count, 0)
}

async function cpuSeconds(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function recordsOf(events: number): Promise<PositionedRecord[]> {
  const source = createSimulatorSource({ seed: 'bench', events })
  const records: PositionedRecord[] = []
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    await source.ack(batch)
    records.push({ key: toIdText(batch.hostId), value: batch.value, position: records.length + 1 })
  }
  return records
}

/** In a process of its own, with its own memory. */
function runScript(name: string, ...parameters: readonly string[]): void {
  const path = fileURLToPath(new URL(`enrich/${name}`, import.meta.url))
  const node = ['--expose-gc', '--max-old-space-size=8000', '--conditions=@win11mon/source', '--import', 'tsx']
  const { status } = spawnSync(process.execPath, [...node, path, ...parameters], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exitCode = 1
}
