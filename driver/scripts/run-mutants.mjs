// Puts each fault of mutants/ into the driver, alone, and checks that the test it names fails. A fault exchanges one piece
// of a source, which stands in it exactly once, and names a test by a part of its title; also: sources that include a
// mutated header. The one source is compiled and linked with the objects of the plain build.
// Usage: node run-mutants.mjs [PART_OF_A_TITLE_OR_FILE]
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

import { facts } from './mutants/facts.mjs'
import { registration } from './mutants/registration.mjs'
import { survivors } from './mutants/survivors.mjs'
import { rights } from './mutants/rights.mjs'
import { rings } from './mutants/rings.mjs'

const run = promisify(execFile)
const mutants = [...survivors, ...registration, ...rings, ...facts, ...rights]
const driver = new URL('../', import.meta.url).pathname
const work = join(driver, 'build/mutants')
const parallel = 2
// Only ends what hangs: a test that waits for what a fault keeps from coming.
const testTimeoutMs = 20_000
const wanted = process.argv[2] ?? ''

/** Exit code of a test run by a part of its title; a run that hangs or aborts has failed too. */
async function failsWith(program, title) {
  try {
    await run(program, [title], { cwd: driver, timeout: testTimeoutMs, killSignal: 'SIGKILL' })
    return false
  } catch {
    return true
  }
}

/** The mutated source, or header and what includes it, in a folder of their own. The build includes such a header first. */
function write({ file, from, to, also = [] }, folder) {
  const text = readFileSync(join(driver, file), 'utf8')
  if (text.split(from).length !== 2) throw new Error(`what is to be exchanged stands ${text.split(from).length - 1} times in ${file}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, basename(file)),
    text.replace(from, () => to),
  )
  for (const user of also) writeFileSync(join(folder, basename(user)), readFileSync(join(driver, user)))
  return [file, ...also].filter((name) => name.endsWith('.c'))
}

async function check(mutant, index) {
  const folder = join(work, String(index))
  const sources = write(mutant, folder)
  await run('make', ['-s', 'mutant', `MUTANT=${folder}`, `MUTATED=${sources.join(' ')}`], { cwd: driver })
  return failsWith(join(folder, 'run-tests'), mutant.test)
}

const queue = mutants.map((mutant, index) => ({ mutant, index })).filter(({ mutant }) => `${mutant.file} ${mutant.test}`.includes(wanted))
let caught = 0
let failed = 0

function report(isCaught, { file, from, test }, reason) {
  if (isCaught) {
    caught += 1
    return
  }
  failed += 1
  console.log(`not ok - ${file}: ${JSON.stringify(from.slice(0, 80))}: ${reason ?? `"${test}" does not notice`}`)
}

async function workThrough() {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    try {
      report(await check(next.mutant, next.index), next.mutant)
    } catch (error) {
      report(false, next.mutant, error.stderr ?? error.message)
    }
  }
}

rmSync(work, { recursive: true, force: true })
await run('make', ['-s', 'VARIANT=plain', 'tests'], { cwd: driver })
for (const title of new Set(mutants.map(({ test }) => test))) {
  if (await failsWith(join(driver, 'build/plain/run-tests'), title)) {
    console.log(`not ok - "${title}" fails, or is no test, without any fault`)
    failed += 1
  }
}
await Promise.all(Array.from({ length: parallel }, workThrough))
rmSync(work, { recursive: true, force: true })
console.log(`${caught} passed, ${failed} failed, 0 skipped`)
process.exitCode = failed === 0 && caught > 0 ? 0 : 1
