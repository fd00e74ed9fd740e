/**
 * `npm run check`: everything about the repository that can be judged without running the product. All checks run, two at
 * a time; each prints one line, and what it found when it failed. `npm run check -- lint types` runs those two.
 */
import { spawn } from 'node:child_process'

interface Check {
  readonly name: string
  readonly command: string
}

const runSource = 'node --conditions=@win11mon/source --import tsx'
const checks: readonly Check[] = [
  { name: 'format', command: 'oxfmt --check .' },
  { name: 'lint', command: 'oxlint --format=unix' },
  { name: 'types', command: 'tsc --pretty false -p tsconfig.check.json' },
  { name: 'declarations', command: 'tsc --pretty false -p tsconfig.declarations.json' },
  { name: 'unused', command: 'knip --no-progress' },
  { name: 'generated', command: `${runSource} schemas/generate/main.ts --check` },
  { name: 'evaluation', command: `${runSource} bench/evaluate.ts --check` },
  { name: 'examples', command: `${runSource} enricher/generate/write-examples.ts --check` },
  { name: 'repository', command: `${runSource} scripts/check-repository.ts` },
]
const parallelChecks = 2

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length > 0) {
  process.stderr.write(`No check ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}

const queue = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
let failures = 0
await Promise.all(Array.from({ length: parallelChecks }, work))
process.exitCode = failures === 0 ? 0 : 1

async function work(): Promise<void> {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) await report(check)
}

async function report({ name, command }: Check): Promise<void> {
  const startMs = performance.now()
  const { exitCode, output } = await run(command)
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  if (exitCode !== 0) failures += 1
  process.stdout.write(exitCode === 0 ? `ok      ${name} (${seconds} s)\n` : `failed  ${name} (${seconds} s)\n${indent(output)}`)
}

/** A command that cannot be started or is killed counts as failed, never as passed. */
function run(command: string): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer): void => void (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ exitCode: 1, output: error.message }))
    child.on('close', (code, signal) =>
      resolve({ exitCode: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}\n` }),
    )
  })
}

function indent(output: string): string {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `        ${line}\n`)
    .join('')
}
