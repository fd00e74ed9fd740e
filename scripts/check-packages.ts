/**
 * Packs the rooms that are installed, puts the tarball of the command into an empty folder and uses it as a person would.
 * Run it after `npm run build`. Prints what it did; throws at the first thing that is not as it should be.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { packageContentProblems } from './checks/package-contents.ts'

interface PackedPackage {
  readonly name: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

const rooms = ['schemas', 'pipeline', 'collector', 'enricher', 'cli']
const repository = join(dirname(fileURLToPath(import.meta.url)), '..')
const compiler = join(repository, 'node_modules/typescript/bin/tsc')

const capture = `${JSON.stringify({
  EventID: 1,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  SourceName: 'Microsoft-Windows-Sysmon',
  Hostname: 'DESK1',
  UtcTime: '2024-01-01 00:00:00.000',
  RecordNumber: 1,
  ProcessGuid: '{0A0B0C0D-1111-5F8B-0100-000000000700}',
  ProcessId: 4000,
  Image: 'C:\\Windows\\System32\\cmd.exe',
  ParentProcessId: 3000,
})}\n`

/** Fails to compile when the declarations of the package are missing, or name something that is not there. */
const consumer = `import { runAnalysis, type AnalysisReport } from '@win11mon/cli'
const count: AnalysisReport['performance']['events'] = 1
// @ts-expect-error A number is no text, unless the type is not found.
export const text: string = count
// @ts-expect-error Neither is the function.
export const alsoText: string = runAnalysis
`

const scratch = mkdtempSync(join(tmpdir(), 'win11mon-package-'))
try {
  const folder = install(packRooms())
  useCommand(folder)
  useLibrary(folder)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Path of the command's tarball. */
function packRooms(): string {
  const options = ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch, ...rooms.flatMap((room) => ['-w', room])]
  const packed = JSON.parse(run('npm', options, repository)) as readonly PackedPackage[]
  const problems = packed.flatMap(({ name, files }) =>
    packageContentProblems(
      name,
      files.map(({ path }) => path),
    ),
  )
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const command = packed.find(({ name }) => name === '@win11mon/cli')
  if (packed.length !== rooms.length || command === undefined) throw new Error(`Packed ${packed.map(({ name }) => name).join(', ')} only.`)
  print(`packed ${packed.map(({ name, files }) => `${name} (${files.length} files)`).join(', ')}`)
  return join(scratch, command.filename)
}

/** A folder with nothing but the tarball in it. */
function install(tarball: string): string {
  const folder = join(scratch, 'installed')
  mkdirSync(folder)
  run('npm', ['init', '--yes'], folder)
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball], folder)
  const packages = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
  const compilers = packages.filter((name) => /^(?:tsx|typescript|esbuild)$/u.test(name))
  if (compilers.length > 0) throw new Error(`The command must not need ${compilers.join(' or ')} where it is installed.`)
  print(`installed beside ${packages.join(', ')}`)
  return folder
}

function useCommand(folder: string): void {
  const command = (...words: readonly string[]): string => run('npx', ['--no-install', 'win11mon', ...words], folder)
  print(`version ${command('--version').trim()}`)
  if (!command('demo', '--quiet').includes('0 unexplained')) throw new Error('The demonstration does not account for its events.')
  writeFileSync(join(folder, 'capture.json'), capture)
  command('analyze', 'capture.json', '--quiet', '--db', 'store.sqlite')
  const rows = command('query', '--db', 'store.sqlite', 'select count(*) as events from events', '-o', 'csv')
  if (!/^events\r?\n1\r?\n$/u.test(rows)) throw new Error(`One event was stored, and a query finds: ${rows}`)
  collectWithEverything(folder)
  print('demo, analyze, a store, a query and collect work')
}

/** With logs, metrics and a spool on the disk, so that every library of a service has been loaded once. */
function collectWithEverything(folder: string): void {
  const simulator = { WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast', WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '10' }
  const words = ['--no-install', 'win11mon', 'collect', '--source', 'simulator', '--out', 'live.avro', '--metrics', '127.0.0.1:0']
  const env = { ...process.env, ...simulator, WIN11MON_COLLECTOR_SPOOL_KIND: 'sqlite', WIN11MON_LOG_FILE: 'collector.log' }
  execFileSync('npx', words, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const report = JSON.parse(run('npx', ['--no-install', 'win11mon', 'analyze', 'live.avro', '--quiet', '-o', 'json'], folder)) as {
    readonly ledger: { readonly unexplained: number }
    readonly events: Readonly<Record<string, number>>
  }
  if (report.ledger.unexplained !== 0 || report.events['agent_heartbeat'] === undefined) throw new Error('What was collected is not whole.')
}

function useLibrary(folder: string): void {
  writeFileSync(join(folder, 'consumer.mts'), consumer)
  run(process.execPath, [compiler, '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', '', 'consumer.mts'], folder)
  const isThere = "import { runAnalysis } from '@win11mon/cli'; process.exit(typeof runAnalysis === 'function' ? 0 : 1)"
  run(process.execPath, ['--input-type=module', '--eval', isThere], folder)
  print('its library and the declarations of it are found')
}

/** What the command prints on standard output; throws with what it said when it fails. */
function run(program: string, words: readonly string[], folder: string): string {
  return execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024 })
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
