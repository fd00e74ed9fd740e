import { type CheckedAlert, type HostSettings, type LoadedRules, TestProblem, checkAlerts, knownRuleIds, runTest } from '@win11mon/enricher'
import { PipelineError } from '@win11mon/pipeline'

import type { ReportAlert } from '../analysis/report.ts'
import type { FoundTest } from './collect-tests.ts'

/** What became of one test. */
export interface TestResult {
  readonly rule: string
  readonly name: string
  readonly path: string
  readonly line: number
  /** Sentences; none when it passed. */
  readonly failures: readonly string[]
}

export interface TestWorld {
  /** Rules beside the built-in ones. */
  readonly loaded: LoadedRules | undefined
  /** Whom the tests of people trust; those of the built-in rules know the defaults only. */
  readonly trust: HostSettings['trust']
  /** Every alert of some captures, whose paths start at the directory. */
  readonly alertsIn: (captures: readonly string[], directory: string) => Promise<readonly ReportAlert[]>
}

/** The rule that a test means, or why there is none. */
export type FoundRule = { readonly id: string } | { readonly problem: string }

/** By its id, or the title or name of a Sigma rule, in any case. */
export function findRule(wanted: string, loaded: LoadedRules | undefined): FoundRule {
  const word = wanted.toLowerCase()
  const builtIn = knownRuleIds.find((id) => id.toLowerCase() === word)
  if (builtIn !== undefined) return { id: builtIn }
  const own = (loaded?.loaded ?? []).filter(({ rule: { id, title, name } }) =>
    [id, title, name].some((text) => text?.toLowerCase() === word),
  )
  const [only] = own
  if (own.length > 1) return { problem: `several rules are called ${wanted}: name the one that is meant by its id` }
  if (only !== undefined) return { id: only.rule.id }
  const refused = loaded?.refused.find(({ id, title }) => [id, title].some((text) => text?.toLowerCase() === word))
  if (refused !== undefined) return { problem: `the rule ${wanted} (${refused.path}) is not used: ${refused.reason}` }
  return { problem: `there is no rule ${wanted}; \`win11mon rules ls\` lists them, and --rules names a directory of others` }
}

export async function runTests(tests: readonly FoundTest[], world: TestWorld): Promise<TestResult[]> {
  const results: TestResult[] = []
  for (const { test, directory } of tests) {
    const { name, path, line } = test
    const rule = findRule(test.rule, world.loaded)
    const failures = 'problem' in rule ? [rule.problem] : await failuresOf(rule.id, { test, directory }, world)
    results.push({ rule: 'problem' in rule ? test.rule : rule.id, name, path, line, failures })
  }
  return results
}

async function failuresOf(
  ruleId: string,
  { test, directory }: FoundTest,
  { loaded, trust, alertsIn }: TestWorld,
): Promise<readonly string[]> {
  try {
    if (test.captures.length === 0)
      return runTest(test, { ruleId, ...(directory === '' ? {} : { ruleSet: loaded?.ruleSet, trust }) }).failures
    const alerts = (await alertsIn(test.captures, directory)).filter((alert) => alert.rule_id === ruleId)
    return checkAlerts(alerts.map(checkedAlert), test.expect, new Map()).failures
  } catch (error) {
    if (error instanceof TestProblem || (error instanceof PipelineError && error.code === 'INPUT_MISSING')) return [error.message]
    throw error
  }
}

function checkedAlert({ severity, actor, object, occurrences, reasons }: ReportAlert): CheckedAlert {
  return {
    severity,
    actor: actor === null ? null : { processId: actor.pid, executable: actor.executable },
    object: object === null || object.entity_id === null ? null : { processId: object.pid, executable: object.executable },
    objectPath: object?.entity_id === null ? object.executable : null,
    occurrences,
    reasons,
  }
}
