/**
 * `npm run evaluate`: how good the rules and scores are, on public captures and on scenarios; writes the figures and the page of
 * them. `npm run evaluate -- DIRECTORY ...` evaluates the captures in these and prints the page; `--json FILE` keeps its figures.
 * `--check` only compares the page with the committed figures.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { builtInModel } from '@win11mon/enricher'

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
  options: { check: { type: 'boolean', default: false }, json: { type: 'string' } },
})
if (values.check) checkPage()
else if (positionals.length > 0) await printPage(positionals, values.json)
else await writePage()

function checkPage(): void {
  const figures = JSON.parse(readFileSync(figuresPath, 'utf8')) as EvaluationFigures
  if (readFileSync(pagePath, 'utf8') === evaluationPage(figures)) return
  process.stdout.write('docs/evaluation.md does not say what bench/results/evaluation.json holds: run npm run evaluate.\n')
  process.exitCode = 1
}

async function printPage(paths: readonly string[], jsonPath: string | undefined): Promise<void> {
  const { captures, totals } = await evaluatePaths(paths)
  if (captures.length === 0) {
    process.stderr.write(`There is no capture in ${paths.join(', ')}.\n`)
    process.exitCode = 66
    return
  }
  const figures = { ...emptyFigures, captures, totals }
  process.stdout.write(evaluationPage(figures))
  if (jsonPath !== undefined) writeFileSync(jsonPath, jsonText(figures))
}

async function writePage(): Promise<void> {
  const root = process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data')
  const paths = ['otrf', 'evtx'].map((name) => join(root, name))
  const missing = paths.filter((path) => !existsSync(path))
  if (missing.length > 0) {
    process.stderr.write(`The public captures are not there: ${missing.join(', ')}. Set WIN11MON_CAPTURES to their folder.\n`)
    process.exitCode = 66
    return
  }
  const { captures, totals, evaluated } = await evaluatePaths(paths)
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

async function evaluatePaths(paths: readonly string[]): Promise<EvaluatedPaths> {
  const evaluated: EvaluatedCapture[] = []
  for (const path of paths.flatMap(capturesIn)) evaluated.push(await evaluateCapture(path))
  return { evaluated, captures: evaluated.map(({ figures }) => figures), totals: totalsOf(evaluated) }
}
