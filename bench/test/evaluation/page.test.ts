import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { EvaluationFigures } from '../../evaluation/figures.ts'
import { markdownTable } from '../../evaluation/markdown-table.ts'
import { evaluationPage } from '../../evaluation/page.ts'

const repository = join(import.meta.dirname, '../../..')
const figures = JSON.parse(readFileSync(join(repository, 'bench/results/evaluation.json'), 'utf8')) as EvaluationFigures

test('the page of the evaluation says what the committed figures hold, and nothing else', () => {
  expect(readFileSync(join(repository, 'docs/evaluation.md'), 'utf8')).toBe(evaluationPage(figures))
})

test('another figure makes another page', () => {
  const gravest = { ...figures.totals.gravest, others: figures.totals.gravest.others + 1 }
  expect(evaluationPage({ ...figures, totals: { ...figures.totals, gravest } })).not.toBe(evaluationPage(figures))
})

test('the text of an endpoint is shown in a table and ends no cell', () => {
  expect(markdownTable(['Name'], [['a|b_c\n<d>']])).toBe(['| Name          |', '| ------------- |', '| a\\|b\\_c \\<d\\> |'].join('\n'))
})
