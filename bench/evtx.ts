/**
 * `npm run bench -- evtx [--input DIRECTORY] [--rounds N]`: what reading Windows event logs costs, beside the library that
 * renders each record to XML. Both run as processes of their own, in turn, and must find the same number of records.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { measureProcess } from './analyze/measure-process.ts'
import type { Reading } from './evtx/report-reading.ts'
import { eventLogsIn, writeEventLogs } from './evtx/workload.ts'
import { median, spread } from './statistics.ts'

const runSource = ['--conditions=@win11mon/source', '--import', 'tsx']
const contenders = [
  { name: 'baseline: library, to XML', script: 'bench/evtx/library-baseline.ts', cpuSeconds: [] as number[] },
  { name: 'own reader', script: 'bench/evtx/own-reader.ts', cpuSeconds: [] as number[] },
]

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { input: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
const scratchDirectory = mkdtempSync(join(tmpdir(), 'win11mon-bench-'))
try {
  await measure(values.input ?? writeEventLogs(scratchDirectory), Number(values.rounds))
} finally {
  rmSync(scratchDirectory, { recursive: true, force: true })
}

async function measure(directory: string, rounds: number): Promise<void> {
  const counts = new Set<number>()
  for (let round = 0; round < rounds; round += 1) {
    for (const { script, cpuSeconds } of contenders) {
      const { stdout } = await measureProcess([...runSource, script, directory], scratchDirectory)
      const reading = JSON.parse(stdout) as Reading
      cpuSeconds.push(reading.cpuSeconds)
      counts.add(reading.records)
    }
  }
  const [records] = counts
  if (counts.size !== 1 || records === undefined)
    throw new Error(`The contenders read different numbers of records: ${[...counts].join(', ')}.`)
  printTable(directory, records)
}

function printTable(directory: string, records: number): void {
  const files = eventLogsIn(directory)
  const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6
  print(
    `${files.length} files, ${megabytes.toFixed(1)} MB, ${records} records; ${contenders[0]?.cpuSeconds.length} rounds; Node ${process.version}`,
  )
  const least = median(contenders[0]?.cpuSeconds ?? [])
  for (const { name, cpuSeconds } of contenders) {
    const cpu = median(cpuSeconds)
    const rate = Math.round(records / cpu)
    print(
      `${name.padEnd(26)}  ${cpu.toFixed(2)} CPU s (spread ${(spread(cpuSeconds) * 100).toFixed(0)} %)  ${rate} records/CPU s  ${(least / cpu).toFixed(1)} x`,
    )
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
