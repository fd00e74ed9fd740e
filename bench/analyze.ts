/**
 * `npm run bench -- analyze [--input FILE] [--events N] [--rounds N]`: what `win11mon analyze` costs from a capture to
 * scores and alerts, and to an indexed SQLite file, beside the least that anything must do with the same file. Every run is
 * a process of its own, measured whole; the rounds of the three alternate, so that a busy machine slows all of them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { type ProcessUsage, measureProcess } from './analyze/measure-process.ts'
import { type Workload, prepareWorkload } from './analyze/workload.ts'
import { median, spread } from './statistics.ts'

interface Report {
  readonly inputs: readonly { readonly events_read: number; readonly error: string | null }[]
  readonly performance: { readonly events: number }
  readonly ledger: { readonly unexplained: number }
}

interface Contender {
  readonly name: string
  readonly nodeArguments: () => readonly string[]
  /** Events that count, and records read, from what the process printed. */
  readonly count: (stdout: string) => { readonly records: number; readonly events: number }
  readonly rounds: ProcessUsage[]
  /** What is in the input, and what of it has a place in the event contract. */
  records: number
  events: number
}

const gates = { withoutDatabase: 30_000, withDatabase: 15_000, peakRssBytes: 350e6 }
const runSource = ['--conditions=@win11mon/source', '--import', 'tsx']
// Built afresh, as it is shipped: a bundle that lies about may be older than the sources.
execFileSync(process.execPath, [fileURLToPath(new URL('../cli/build.mjs', import.meta.url))])
const program = [fileURLToPath(new URL('../cli/dist/main.js', import.meta.url))]

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { input: { type: 'string' }, events: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)
const scratchDirectory = mkdtempSync(join(tmpdir(), 'win11mon-bench-'))
try {
  const events = values.events === undefined ? undefined : Number(values.events)
  await measure(await prepareWorkload(values.input, events, scratchDirectory))
} finally {
  rmSync(scratchDirectory, { recursive: true, force: true })
}

async function measure(workload: Workload): Promise<void> {
  const contenders = [baseline(workload), analyze(workload, false), analyze(workload, true)]
  const records = new Set<number>()
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) records.add(await runOnce(contender))
  }
  if (records.size !== 1) throw new Error(`The runs read different numbers of records: ${[...records].join(', ')}.`)
  print(`${workload.description}; built bundle; ${rounds} rounds; Node ${process.version}`)
  printTable(contenders)
  if (workload.hasGates) printGates(contenders)
  else print('no gates: they speak of the large public capture')
}

function baseline({ path, isRecording }: Workload): Contender {
  const script = isRecording ? 'bench/analyze/recording-baseline.ts' : 'bench/analyze/zip-baseline.ts'
  return {
    name: isRecording ? 'baseline: avsc decodes' : 'baseline: unzip and parse',
    nodeArguments: () => [...runSource, script, path],
    count: (stdout) => ({ records: Number(stdout), events: Number(stdout) }),
    rounds: [],
    records: 0,
    events: 0,
  }
}

function analyze({ path }: Workload, hasDatabase: boolean): Contender {
  const database = join(scratchDirectory, 'store.sqlite')
  return {
    name: hasDatabase ? 'analyze --db' : 'analyze',
    nodeArguments: () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
      return [...program, 'analyze', path, '-o', 'json', '--quiet', ...(hasDatabase ? ['--db', database] : [])]
    },
    count: (stdout) => countOf(JSON.parse(stdout) as Report),
    rounds: [],
    records: 0,
    events: 0,
  }
}

function countOf({ inputs, performance: { events }, ledger }: Report): { records: number; events: number } {
  const errors = inputs.flatMap(({ error }) => error ?? [])
  if (errors.length > 0 || ledger.unexplained !== 0)
    throw new Error(`Not a complete run: ${errors.join('; ')}, ${ledger.unexplained} unexplained.`)
  return { records: inputs.reduce((sum, input) => sum + input.events_read, 0), events }
}

async function runOnce(contender: Contender): Promise<number> {
  const usage = await measureProcess(contender.nodeArguments(), scratchDirectory)
  const { records, events } = contender.count(usage.stdout)
  if (contender.rounds.length > 0 && contender.events !== events)
    throw new Error(`${contender.name}: ${events} events, before ${contender.events}.`)
  contender.rounds.push(usage)
  contender.records = records
  contender.events = events
  return records
}

function printTable(contenders: readonly Contender[]): void {
  const least = medianCpu(contenders[0])
  for (const contender of contenders) {
    const cpu = contender.rounds.map(({ cpuSeconds }) => cpuSeconds)
    print(
      [
        contender.name.padEnd(26),
        `${contender.records} records, ${contender.events} events`.padStart(30),
        `${median(cpu).toFixed(2)} CPU s (spread ${(spread(cpu) * 100).toFixed(0)} %)`.padStart(27),
        `${perCpuSecond(contender, contender.records)} records, ${perCpuSecond(contender, contender.events)} events/CPU s`.padStart(38),
        `${(peakRss(contender) / 1e6).toFixed(0)} MB peak`.padStart(12),
        `${(median(cpu) / least).toFixed(2)} x baseline CPU`.padStart(21),
      ].join('  '),
    )
  }
}

function printGates([, withoutDatabase, withDatabase]: readonly Contender[]): void {
  if (withoutDatabase === undefined || withDatabase === undefined) return
  printGate(
    'analyze',
    perCpuSecond(withoutDatabase, withoutDatabase.events) >= gates.withoutDatabase,
    `at least ${gates.withoutDatabase} events/CPU s`,
  )
  printGate(
    'analyze --db',
    perCpuSecond(withDatabase, withDatabase.events) >= gates.withDatabase,
    `at least ${gates.withDatabase} events/CPU s`,
  )
  const peak = Math.max(peakRss(withoutDatabase), peakRss(withDatabase))
  printGate('memory', peak < gates.peakRssBytes, `peak below ${gates.peakRssBytes / 1e6} MB`)
}

function printGate(name: string, isMet: boolean, text: string): void {
  print(`${isMet ? 'pass' : 'FAIL'}  ${name}: ${text}`)
}

function medianCpu(contender: Contender | undefined): number {
  return median((contender?.rounds ?? []).map(({ cpuSeconds }) => cpuSeconds))
}

function perCpuSecond(contender: Contender, count: number): number {
  return Math.round(count / medianCpu(contender))
}

function peakRss({ rounds: runs }: Contender): number {
  return Math.max(...runs.map(({ peakRssBytes }) => peakRssBytes))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
