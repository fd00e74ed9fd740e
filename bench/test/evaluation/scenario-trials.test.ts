import { type ScenarioName, scenarioExpectations, scenarioNames } from '@win11mon/collector'
import { describe, expect, test } from 'vitest'

import { ablations } from '../../evaluation/ablations.ts'
import type { TrialFigures } from '../../evaluation/figures.ts'
import { attackScoreGate, harmlessScoreGate } from '../../evaluation/gates.ts'
import { scoreOrdinaryPrograms } from '../../evaluation/ordinary-programs.ts'
import { tryAblation } from '../../evaluation/scenario-trials.ts'

async function trialOf(name: ScenarioName, id: string, rounds = 1): Promise<TrialFigures> {
  const ablation = ablations.find((one) => one.id === id)
  if (ablation === undefined) throw new Error(`There is no ablation ${id}.`)
  return (await tryAblation(name, { ...ablation, rounds })).figures
}

const attacks = scenarioNames.filter((name) => scenarioExpectations[name].mostAbuseScore === null)
const exploits = attacks.filter((name) => scenarioExpectations[name].resembles !== undefined)
const ringExploits = exploits.filter((name) => scenarioExpectations[name].leastAbuseScore !== null)

test.each(attacks)('%s, seen in full, is critical or named by every rule that it is there for', async (name) => {
  const { verdicts, loader, abuse } = await trialOf(name, 'full')
  expect(Object.keys(verdicts)).toEqual([
    scenarioExpectations[name].rules.includes('HD-11') || exploits.includes(name) || name === 'ioring_escalation' ? 'critical' : 'named',
  ])
  const { leastLoaderScore, leastAbuseScore } = scenarioExpectations[name]
  expect(loader).toBeGreaterThanOrEqual(leastLoaderScore ?? 0)
  expect(abuse).toBeGreaterThanOrEqual(leastAbuseScore === null ? 0 : attackScoreGate)
})

describe.each(ringExploits)('%s', (name) => {
  test('is called critical by what follows from it when no ring was looked for', async () => {
    expect((await trialOf(name, 'no_scan')).verdicts).toEqual({ critical: 1 })
  })

  test('raises an alert by its ring alone when its new rights are used for nothing that is seen', async () => {
    const { verdicts, rules } = await trialOf(name, 'no_child')
    expect(verdicts.silent).toBeUndefined()
    expect(rules.map((rule) => rule.split(' ')[0])).toContain('SC-01')
  })
})

test.each(['dotnet', 'dotnet_no_scan', 'high', 'slow', 'truncated'])('an exploit seen %s is still critical', async (id) => {
  expect((await trialOf('ioring_afd', id)).verdicts).toEqual({ critical: 1 })
})

test('an exploit started by an administrator is found by its System shell when no ring was looked for', async () => {
  expect((await trialOf('ioring_afd', 'high_no_scan')).verdicts).toEqual({ high: 1 })
})

test('without ring and consequence nothing is left to see, and nothing is claimed', async () => {
  const { verdicts, abuse } = await trialOf('ioring_afd', 'neither')
  expect(verdicts).toEqual({ silent: 1 })
  expect(abuse).toBeLessThan(harmlessScoreGate)
})

test('of ten tries with a tenth of the events lost most are critical', async () => {
  const { verdicts } = await trialOf('ioring_afd', 'lost', 10)
  expect(verdicts.critical ?? 0).toBeGreaterThanOrEqual(7)
})

test('a signed DirectStorage game stays far below any band', async () => {
  const { loader, abuse } = await trialOf('directstorage_game', 'full')
  expect(loader).toBeGreaterThan(0.99)
  expect(abuse).toBeLessThan(harmlessScoreGate)
})

test('at least twenty ordinary programs stay far below any band, without a grave alert', async () => {
  const { programs, highestAbuse, alertsHighOrAbove } = await scoreOrdinaryPrograms()
  expect(programs).toBeGreaterThanOrEqual(20)
  expect(highestAbuse).toBeLessThan(harmlessScoreGate)
  expect(alertsHighOrAbove).toBe(0)
})
