import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aStore, change } from '../a-store.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

async function entityOf(store: string, image: string): Promise<string> {
  const { stdout } = await runCommand(['show', image, '--db', store, '-o', 'json'])
  return (JSON.parse(stdout) as { process: { entity_id: string } }).process.entity_id
}

interface ExplainedJson {
  readonly band: string
  readonly gate: string
  readonly abuse: { readonly nats: number; readonly prior: number; readonly features: readonly FeatureJson[] }
  readonly counterfactuals: readonly { readonly band: string; readonly change: string; readonly features: readonly string[] }[]
}

interface FeatureJson {
  readonly feature: string
  readonly state: string
  readonly missing: string | null
  readonly adds_nats: number | null
  readonly evidence_ids: readonly string[]
}

async function explained(store: string, what: string): Promise<ExplainedJson> {
  const { stdout, stderr, exitCode } = await runCommand(['score', 'explain', what, '--db', store, '-o', 'json'])
  expect([exitCode, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as ExplainedJson
}

test('explain adds up from the prior to the score, and names the events', async () => {
  const { abuse } = await explained(await aStore(), 'grab.exe')
  const sum = abuse.features.reduce((total, { adds_nats: nats }) => total + (nats ?? 0), Math.log(abuse.prior / (1 - abuse.prior)))
  expect(abuse.nats).toBeCloseTo(sum, 6)
  expect(abuse.features.find(({ feature }) => feature === 'B10')?.evidence_ids).toHaveLength(1)
})

test('explain tells what is unknown from what is absent', async () => {
  const { abuse } = await explained(await aStore(), 'grab.exe')
  const stateOf = (id: string): string | undefined => abuse.features.find(({ feature }) => feature === id)?.state
  // The capture has handle events and no scans, signatures or threads.
  expect([stateOf('B11'), stateOf('B1'), stateOf('B8'), stateOf('B14')]).toEqual(['absent', 'unknown', 'unknown', 'unknown'])
  expect(abuse.features.find(({ feature }) => feature === 'B1')?.missing).toBe('no ioring_scan of it')
})

test('explain says why the gate is closed and what would have opened it', async () => {
  const { band, gate, counterfactuals } = await explained(await aStore(), 'grab.exe')
  expect(band).toBe('unreported')
  expect(gate).toContain('closed')
  expect(counterfactuals).toContainEqual(expect.objectContaining({ band: 'critical', change: 'with', features: ['B3'] }))
})

test('explain takes an alert for its actor, and prints a page for people', async () => {
  const store = await aStore()
  const { stdout } = await runCommand(['query', '--db', store, '-o', 'json', 'select id from alerts'])
  const [{ id }] = JSON.parse(stdout) as [{ id: string }]
  const page = await runCommand(['score', 'explain', '--db', store, '--', id])
  expect(page.stdout).toContain('grab.exe 5000')
  expect(page.stdout).toMatch(/−11\.5 prior .* = −\d+\.\d nats/)
  expect(page.stdout).toContain('WHAT WOULD CHANGE THE BAND')
})

test.each([
  ['a process that there is not', ['explain', 'nobody.exe'], /no alert, process or event nobody\.exe/],
  ['a name that several have', ['explain', '*'], /may be any of/],
])('explain refuses %s', async (_, args, message) => {
  const { exitCode, stderr } = await runCommand(['score', ...args, '--db', await aStore()])
  expect(exitCode).toBe(66)
  expect(stderr).toMatch(message)
})

test('explain says of a process without a score that it has none', async () => {
  const store = await aStore()
  await change(store, "UPDATE processes SET doc = json_remove(doc, '$.win11mon.score') WHERE executable LIKE '%grab.exe'")
  const { exitCode, stderr } = await runCommand(['score', 'explain', 'grab.exe', '--db', store])
  expect(exitCode).toBe(66)
  expect(stderr).toContain('has no score')
})

test('calibrate names every bad line with its number, and fits nothing', async () => {
  const labels = aFile('labels.csv', 'entity,label\n\nonly-one-cell\nabcd,maybe\nabcd,1\nabcd,0\n')
  const { exitCode, stderr, stdout } = await runCommand(['score', 'calibrate', labels, '--db', await aStore()])
  expect([exitCode, stdout]).toEqual([66, ''])
  expect(stderr).toContain('line 3: not entity,label')
  expect(stderr).toContain('line 4: label maybe')
  expect(stderr).toContain('line 6: abcd has the other label on line 5')
})

test('calibrate names the lines of processes that the store does not have', async () => {
  const { exitCode, stderr } = await runCommand(['score', 'calibrate', aFile('l.csv', '# mine\nnobody,1\n'), '--db', await aStore()])
  expect(exitCode).toBe(66)
  expect(stderr).toContain('line 2: the store has no process nobody')
})

test('calibrate writes a model that replay takes', async () => {
  const store = await aStore()
  const [tool, shell] = [await entityOf(store, 'grab.exe'), await entityOf(store, '4000')]
  const labels = aFile('labels.csv', `entity_id,label\n${tool},malicious\n${shell},benign\n`)
  const model = join(aDirectory(), 'fit.yaml')
  const fitted = await runCommand(['score', 'calibrate', labels, '--db', store, '--write', model, '-o', 'json'])
  expect(fitted.exitCode).toBe(0)
  const report = JSON.parse(fitted.stdout) as { fit: object; as_given: { brier: number }; cross_validated_brier: null }
  expect(report.as_given.brier).toBeCloseTo(0.5, 1)
  // Two labels are too few to hold one back.
  expect(report.cross_validated_brier).toBeNull()
  expect(readFileSync(model, 'utf8')).toContain('calibration:')
  expect(report.fit).toHaveProperty('slope')
  const replayed = await runCommand(['score', 'replay', '--model', model, '--db', store])
  expect(replayed.stdout).toMatch(/model \d+-calibrated/)
})

test('calibrate says that labels of one kind allow no fit', async () => {
  const store = await aStore()
  const { exitCode, stdout } = await runCommand([
    'score',
    'calibrate',
    aFile('l.csv', `${await entityOf(store, 'grab.exe')},0`),
    '--db',
    store,
  ])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('All labels are negative: nothing can be fitted')
})

test('replay of the built-in model flips nothing, and one of other numbers shows what flips', async () => {
  const store = await aStore()
  const builtIn = aFile('same.yaml', (await runCommand(['score', 'model'])).stdout)
  const same = await runCommand(['score', 'replay', '--model', builtIn, '--db', store, '-o', 'json'])
  expect(JSON.parse(same.stdout)).toMatchObject({ processes: 5, flipped: [] })
  const eager = aFile('eager.yaml', 'version: eager\npriors:\n  loader: 0.9\n  abuse: 0.2\n')
  const other = await runCommand(['score', 'replay', '--model', eager, '--db', store, '-o', 'json'])
  const { flipped } = JSON.parse(other.stdout) as { flipped: { executable: string; after: { band: string } }[] }
  expect(flipped.find(({ executable }) => executable?.endsWith('grab.exe'))?.after.band).toBe('critical')
  expect((await runCommand(['score', 'replay', '--model', eager, '--db', store])).stdout).toContain('FLIPPED')
})

test.each([
  ['that is no YAML', 'version: "x\nfeatures: {', /line \d+: no YAML/],
  ['with a feature that there is not', 'version: x\nfeatures: {B33: {weight_nats: 1}}', /features\.B33: there is no such feature/],
  ['with an unknown key', 'version: x\nweights: {}', /weights/],
  ['without a version', 'priors: {abuse: 0.1}', /version/],
  ['with a prior that is no probability', 'version: x\npriors: {abuse: 1}', /priors\.abuse/],
])('replay refuses a model %s', async (_, text, message) => {
  const { exitCode, stderr } = await runCommand(['score', 'replay', '--model', aFile('m.yaml', text), '--db', await aStore()])
  expect(exitCode).toBe(66)
  expect(stderr).toMatch(message)
})
