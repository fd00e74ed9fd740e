import { describe, expect, test } from 'vitest'

import { exampleArtifacts, staleExamples } from '../../generate/example-artifacts.ts'
import { knownRuleIds } from '../../src/known-rule-ids.ts'
import { builtInTestTexts } from '../../src/rule-test/generated/built-in-tests.ts'
import { parseTests } from '../../src/rule-test/parse-tests.ts'
import { runTest } from '../../src/rule-test/run-test.ts'

const files = await Promise.all(builtInTestTexts.map(async ([file, text]) => ({ file, ...(await parseTests(text, file)) })))
const tests = files.flatMap((file) => file.tests)

test('every file of tests can be read', () => {
  expect(files.flatMap(({ refused }) => refused)).toEqual([])
})

test('every built-in rule has a test of what it finds and one of what it leaves alone', () => {
  const finding = new Set(tests.filter(({ expect: alerts }) => alerts.length > 0).map(({ rule }) => rule))
  const silent = new Set(tests.filter(({ expect: alerts }) => alerts.length === 0).map(({ rule }) => rule))
  expect(knownRuleIds.filter((id) => !finding.has(id) || !silent.has(id))).toEqual([])
})

describe.each(files)('$file', ({ tests: own }) => {
  test.each(own)('$name', (one) => {
    expect(runTest(one, { ruleId: one.rule }).failures).toEqual([])
  })
})

test('what the product carries and the pages of the rules show is what stands in enricher/examples: npm run generate writes it', async () => {
  expect(staleExamples(await exampleArtifacts())).toEqual([])
})
