import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { checkpoints } from '../../src/checkpoint.ts'
import { aSpoolDirectory } from '../spool/a-spool-directory.ts'
import { type CollectorProgram, type Ended, buildCollectorProgram, deliveredIn, endOf, upTo } from './a-collector-process.ts'

const runs = Number(process.env['WIN11MON_CRASH_RUNS'] ?? 6)
const count = 2

let program: CollectorProgram
beforeAll(async () => (program = await buildCollectorProgram()))
afterAll(() => program.remove())

const everyStep = [...checkpoints].toSorted()
const stepsPastTheFile = everyStep.filter((step) => !/_(?:begun|written|committed)$/u.test(step))

test.each([
  ['a spool that writes at once', {}, everyStep],
  ['a log that is faster than the spool', { WRITE_DELAY_MS: '10000' }, stepsPastTheFile],
  ['a log that is slower than the spool', { WRITE_DELAY_MS: '5', LOG_DELAY_MS: '60' }, everyStep],
])(
  'a kill at every step of the loop loses nothing, and the next start goes on: %s',
  { timeout: 600_000 },
  async (_, environment, steps) => {
    const killedAt = new Set<string>()
    let killed = await crash(1, environment)
    for (let crashAt = 1; killed.code !== 0; crashAt += 1, killed = await crash(crashAt, environment)) {
      // The fault really happened, at the step that was meant.
      expect([killed.signal, killed.passed.length]).toEqual(['SIGKILL', crashAt])
      expect(await program.run({ directory: killed.directory, count, environment })).toMatchObject({ code: 0, errors: '' })
      const delivered = await deliveredIn(killed.directory)
      expect([...new Set(delivered)].toSorted((left, right) => left - right)).toEqual(upTo(count))
      // What was published and not yet removed comes again; nothing else does.
      expect(delivered.length).toBeLessThanOrEqual(2 * count)
      killedAt.add(killed.passed.at(-1) ?? '')
    }
    expect([...killedAt].toSorted()).toEqual(steps)
  },
)

async function crash(crashAt: number, environment: Readonly<Record<string, string>>): Promise<Ended & { readonly directory: string }> {
  const directory = aSpoolDirectory()
  return { ...(await program.run({ directory, count, crashAt, environment })), directory }
}

test('killed again and again at the same early step it gets through once it is let', { timeout: 120_000 }, async () => {
  const directory = aSpoolDirectory()
  for (let round = 0; round < 5; round += 1) expect((await program.run({ directory, count, crashAt: 2 })).signal).toBe('SIGKILL')
  expect((await program.run({ directory, count })).code).toBe(0)
  expect([...new Set(await deliveredIn(directory))].toSorted((left, right) => left - right)).toEqual(upTo(count))
})

test(`kills at any moment lose nothing (${runs} kills)`, { timeout: 600_000 }, async () => {
  const directory = aSpoolDirectory()
  const total = 200
  let kills = 0
  for (let run = 0; run < runs; run += 1) {
    const child = program.start({ directory, count: total, restMs: 1 })
    const ending = endOf(child)
    await Promise.race([ending, new Promise((resolve) => child.stdout?.once('data', resolve))])
    await sleep(Math.random() * 40)
    child.kill('SIGKILL')
    if ((await ending).signal === 'SIGKILL') kills += 1
  }
  expect(kills).toBeGreaterThan(runs / 2)
  expect((await program.run({ directory, count: total })).code).toBe(0)
  expect([...new Set(await deliveredIn(directory))].toSorted((left, right) => left - right)).toEqual(upTo(total))
})

test('a collector that is stopped for a while goes on where it was', { timeout: 60_000 }, async () => {
  const directory = aSpoolDirectory()
  const child = program.start({ directory, count: 60, restMs: 5 })
  const ending = endOf(child)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  child.kill('SIGSTOP')
  const stopped = await deliveredIn(directory).catch(() => [])
  await sleep(1_000)
  const still = await deliveredIn(directory).catch(() => [])
  child.kill('SIGCONT')
  expect(still).toEqual(stopped)
  expect((await ending).code).toBe(0)
  expect(await deliveredIn(directory)).toEqual(upTo(60))
})
