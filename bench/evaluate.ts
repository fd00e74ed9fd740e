/**
 * `npm run evaluate`: how good the rules and scores are, on public captures and on scenarios; writes the figures and the page of
 * them. `npm run evaluate -- DIRECTORY ...` evaluates the captures in these and prints the page; `--json FILE` keeps its figures, `--labels FILE` says
 * what they show.
 * `--check` only compares the page with the committed figures.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { builtInModel } from '@win11mon/enricher'

import { type CaptureLabel, ownLabels, readLabels } from './evaluation/attack-labels.ts'
import { type EvaluatedCapture, capturesIn, evaluateCapture, totalsOf } from './evaluation/captures.ts'
import type { EvaluationFigures } from './evaluation/figures.ts'
import { scoreOrdinaryPrograms } from './evaluation/ordinary-programs.ts'
import { evaluationPage } from './evaluation/page.ts'
import { tryScenarios } from './evaluation/scenario-trials.ts'
import { measureSensitivity } from './evaluation/sensitivity.ts'

const repository = join(import.meta.dirname, '..')
const figuresPath = join(import.meta.dirname, 'results/evaluation.json')
const pagePath = join(repository, 'docs/evaluation.md')

const emptyFigures: Omit<EvaluationFigures, 'captures' | 'totals'> = {
  model: builtInModel.version,
  scenarios: [],
  ordinary: null,
  sensitivity: [],
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, json: { type: 'string' }, labels: { type: 'string' } },
})
if (values.check) checkPage()
else if (positionals.length > 0) await printPage(positionals)
else await writePage()

function checkPage(): void {
  const figures = JSON.parse(readFileSync(figuresPath, 'utf8')) as EvaluationFigures
  if (readFileSync(pagePath, 'utf8') === evaluationPage(figures)) return
  process.stdout.write('docs/evaluation.md does not say what bench/results/evaluation.json holds: run npm run evaluate.\n')
  process.exitCode = 1
}

async function printPage(paths: readonly string[]): Promise<void> {
  const missing = [...paths, ...(values.labels === undefined ? [] : [values.labels])].filter((path) => !existsSync(path))
  if (missing.length > 0) return fail(`There is no ${missing.join(', no ')}.`)
  const labels = values.labels === undefined ? ownLabels : readLabels(readFileSync(values.labels, 'utf8'))
  const { captures, totals } = await evaluatePaths(paths, labels)
  if (captures.length === 0) return fail(`There is no capture in ${paths.join(', ')}.`)
  const figures = { ...emptyFigures, captures, totals }
  process.stdout.write(evaluationPage(figures))
  if (values.json !== undefined) writeFileSync(values.json, jsonText(figures))
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 66
}

async function writePage(): Promise<void> {
  const root = process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data')
  const paths = ['otrf', 'evtx'].map((name) => join(root, name))
  const missing = paths.filter((path) => !existsSync(path))
  if (missing.length > 0) return fail(`The public captures are not there: ${missing.join(', ')}. Set WIN11MON_CAPTURES to their folder.`)
  const { captures, totals, evaluated } = await evaluatePaths(paths, ownLabels)
  const { figures: scenarios, suspects } = await tryScenarios()
  const sensitivity = measureSensitivity(evaluated, suspects)
  const figures: EvaluationFigures = { ...emptyFigures, captures, totals, scenarios, ordinary: await scoreOrdinaryPrograms(), sensitivity }
  writeFileSync(figuresPath, jsonText(figures))
  writeFileSync(pagePath, evaluationPage(figures))
  process.stderr.write('Wrote bench/results/evaluation.json and docs/evaluation.md.\n')
}

function jsonText(figures: EvaluationFigures): string {
  return `${JSON.stringify(figures, null, 1)}\n`
}

interface EvaluatedPaths extends Pick<EvaluationFigures, 'captures' | 'totals'> {
  readonly evaluated: readonly EvaluatedCapture[]
}

async function evaluatePaths(paths: readonly string[], labels: readonly CaptureLabel[]): Promise<EvaluatedPaths> {
  const evaluated: EvaluatedCapture[] = []
  for (const path of paths.flatMap(capturesIn)) evaluated.push(await evaluateCapture(path, labels))
  return { evaluated, captures: evaluated.map(({ figures }) => figures), totals: totalsOf(evaluated) }
}
