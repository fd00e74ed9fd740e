import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createSimulatorSource, scenarioNames } from '@win11mon/collector'
import { type LogRecord, openSqliteDocumentStore } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { aPartition } from '../../enricher/test/partition/a-partition.ts'
import { aDirectory, runCommand } from '../../cli/test/run-command.ts'
import { captureLines } from './capture-lines.ts'
import { rowsOf } from './store-rows.ts'

const repository = join(import.meta.dirname, '../..')
const captures = join(process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data'), 'otrf')
const hasCaptures = existsSync(captures)
const archives = hasCaptures ? readdirSync(captures).filter((name) => name.endsWith('.zip')) : ['none']
const note = hasCaptures ? '' : ` (skipped: no captures in ${captures}; set WIN11MON_CAPTURES)`
/** Property of a busy machine, not of the product. */
const timeoutMs = 120_000

async function analyse(store: string, ...captureFiles: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(['analyze', ...captureFiles, '--db', store, '--quiet', '-o', 'json'])
  // A part of a capture may hold nothing that becomes an event, which is said by 66 (Sysmon's records without process ids).
  if (exitCode !== 0 && exitCode !== 66) throw new Error(`analyze ${captureFiles.join(' ')} exited with ${exitCode}: ${stderr}`)
}

function isSecurity(line: string): boolean {
  return /"Channel": ?"Security"/iu.test(line)
}

type IsFirst = (line: string, index: number, lines: readonly string[]) => boolean

const splits: readonly (readonly [string, IsFirst])[] = [
  ["first Sysmon's records and then those of Security auditing", (line) => !isSecurity(line)],
  ["first Security auditing's records and then those of Sysmon", isSecurity],
  ['one half after the other', (_, index, lines) => index < lines.length / 2],
]
/** Enough to have processes that both providers report, and few enough to be analysed four times. */
const comparedLines = 4_000
const cases = archives.map((archive, index) => [archive, ...(splits[index % splits.length] ?? ['whole', () => true])] as const)

test.skipIf(!hasCaptures).each(cases)(
  `the public capture %s analysed in two runs, %s, gives every row of one run over both${note}`,
  async (archive, _, isFirst) => {
    const directory = aDirectory()
    const [first = '', second = '', one = '', two = ''] = ['first.json', 'second.json', 'one.sqlite', 'two.sqlite'].map((name) =>
      join(directory, name),
    )
    const lines = (await captureLines(join(captures, archive))).slice(0, comparedLines)
    writeFileSync(first, lines.filter((line, index) => isFirst(line, index, lines)).join('\n'))
    writeFileSync(second, lines.filter((line, index) => !isFirst(line, index, lines)).join('\n'))
    await analyse(one, first, second)
    await analyse(two, first)
    await analyse(two, second)
    const expected = await rowsOf(one)
    expect(expected.size).toBeGreaterThan(50)
    expect(differences(expected, await rowsOf(two))).toEqual([])
    await analyse(two, first)
    expect(differences(expected, await rowsOf(two))).toEqual([])
  },
  timeoutMs,
)

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** Compared row by row, as a comparison of everything at once would print megabytes. */
function differences(expected: Rows, actual: Rows): unknown[] {
  const keys = [...new Set([...expected.keys(), ...actual.keys()])]
  return keys.flatMap((key) => {
    const [wanted, found] = [expected.get(key), actual.get(key)]
    return sorted(wanted) === sorted(found) ? [] : [{ key, wanted, found }]
  })
}

/** JSON with its keys in one order: a store may write them in another when it corrects a document. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  )
}

/** What two attacked hosts send, batch by batch. */
async function simulated(seed: number): Promise<LogRecord[]> {
  const scenarios = scenarioNames.map((name, index) => ({ name, hostIndex: index % 2, offsetUs: 20_000_000 + index * 5_000_000 }))
  const source = createSimulatorSource({ seed, hosts: 2, durationUs: 60_000_000, scenarios, batchEvents: 100 })
  const records: LogRecord[] = []
  const { signal } = new AbortController()
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    records.push({ key: toIdText(batch.hostId), value: batch.value })
  }
  return records
}

async function storeOf(runs: readonly (readonly LogRecord[])[]): Promise<Rows> {
  const path = join(aDirectory(), 'store.sqlite')
  for (const run of runs) {
    const store = await openSqliteDocumentStore(path)
    const partition = aPartition(store, { history: store })
    for (const record of run) await partition.handle([record])
    await partition.release()
    await store.close()
  }
  return rowsOf(path)
}

test(
  'two simulated hosts under attack, in any number of runs, give every row of one run',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
        async (seed, cuts) => {
          const records = await simulated(seed)
          const places = cuts.map((cut) => Math.floor(cut * records.length)).toSorted((left, right) => left - right)
          const expected = await storeOf([records])
          expect([...expected.keys()].filter((key) => key.startsWith('alerts')).length).toBeGreaterThan(3)
          const runs = [0, ...places].map((place, index) => records.slice(place, places[index]))
          expect(differences(expected, await storeOf(runs))).toEqual([])
        },
      ),
      { numRuns: 3 },
    )
  },
  timeoutMs,
)
