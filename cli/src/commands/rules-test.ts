import { resolve } from 'node:path'

import { type LoadedRules, hostSettings, isAtLeast, loadRules, rules as builtInRules } from '@win11mon/enricher'
import { PipelineError } from '@win11mon/pipeline'
import { type Command, Option } from 'commander'

import type { ReportAlert } from '../analysis/report.ts'
import { analyse } from '../compose/analysis-session.ts'
import { openCaptures } from '../compose/open-captures.ts'
import type { CommandContext } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { noteProblems } from '../report/note-problems.ts'
import { builtInTests, testsIn } from '../rules/collect-tests.ts'
import { type TestResult, findRule, runTests } from '../rules/run-tests.ts'
import { type TestReport, foundLines, testLines } from '../rules/test-lines.ts'
import type { Config } from '../settings.ts'
import type { Notices } from '../terminal/notices.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { type ConfigFlags, collect, readConfig } from './options.ts'

export interface TestFlags extends ConfigFlags {
  readonly rule?: readonly string[]
  readonly capture?: readonly string[]
  readonly output: 'table' | 'json'
}

/** Gives `win11mon rules test` its argument and options. */
export function addTestOptions(command: Command): Command {
  return command
    .argument('[path...]', 'files of tests, or directories of .test.yml and .test.ndjson files (default: the tests of all rules)')
    .addOption(new Option('--rule <id>', 'only tests of this rule; may be repeated').argParser(collect))
    .addOption(new Option('--capture <path>', 'also show what the rules raise in this capture; may be repeated').argParser(collect))
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
}

interface Session {
  readonly config: Config
  readonly notices: Notices
  readonly context: CommandContext
  readonly loaded: LoadedRules | undefined
}

/** Runs tests of rules: 1 when one fails or cannot be read. */
export async function testRules(paths: readonly string[], flags: TestFlags, context: CommandContext): Promise<number> {
  const { config, notices } = await readConfig(flags, context)
  const { directory, placeholders } = config.enricher.rules
  const ruleDirectory = directory === '' ? undefined : resolve(context.directory, directory)
  const loaded = ruleDirectory === undefined ? undefined : await loadRules(ruleDirectory, placeholders)
  const session = { config, notices, context, loaded }
  const wanted = wantedRules(flags.rule, loaded)
  const report = await reportOf(paths, ruleDirectory, wanted, session)
  const alerts = flags.capture === undefined ? [] : await alertsIn(flags.capture, context.directory, session)
  print(report, { alerts: flags.capture === undefined ? undefined : alerts.filter(isWanted(wanted)), flags, context })
  const hasFailed = report.refused.length > 0 || report.results.some(({ failures }) => failures.length > 0)
  return hasFailed ? exitCodes.findings : exitCodes.ok
}

/** Ids of the rules that are asked for; undefined for all. Fails with INPUT_MISSING. */
function wantedRules(rules: readonly string[] | undefined, loaded: LoadedRules | undefined): ReadonlySet<string> | undefined {
  if (rules === undefined) return undefined
  return new Set(
    rules.map((rule) => {
      const found = findRule(rule, loaded)
      if ('problem' in found) throw new PipelineError('INPUT_MISSING', `--rule ${rule}: ${found.problem}.`)
      return found.id
    }),
  )
}

async function reportOf(
  paths: readonly string[],
  ruleDirectory: string | undefined,
  wanted: ReadonlySet<string> | undefined,
  session: Session,
): Promise<TestReport> {
  const { config, context, loaded } = session
  const { trust } = hostSettings(config.enricher)
  const own = paths.length > 0 ? paths : ruleDirectory === undefined ? [] : [ruleDirectory]
  const found = [...(paths.length > 0 ? [] : [await builtInTests()]), await testsIn(own, context.directory)]
  const tests = found.flatMap((part) => part.tests).filter(({ test }) => isTestOf(test.rule, wanted, loaded))
  const refused = found.flatMap((part) => part.refused)
  if (paths.length > 0 && tests.length === 0 && refused.length === 0) throw noTests(paths)
  const results = await runTests(tests, { loaded, trust, alertsIn: (captures, from) => alertsIn(captures, from, session) })
  return { results, refused, untested: paths.length > 0 ? [] : untestedRules(results, wanted, loaded) }
}

function noTests(paths: readonly string[]): PipelineError {
  return new PipelineError(
    'INPUT_MISSING',
    `There are no tests in ${paths.join(', ')}, or none of the rule that is asked for. Tests stand in *.test.yml or *.test.ndjson.`,
  )
}

/** A test of a rule that there is not is everybody's: it has to fail. */
function isTestOf(rule: string, wanted: ReadonlySet<string> | undefined, loaded: LoadedRules | undefined): boolean {
  if (wanted === undefined) return true
  const found = findRule(rule, loaded)
  return 'id' in found && wanted.has(found.id)
}

function untestedRules(results: readonly TestResult[], wanted: ReadonlySet<string> | undefined, loaded: LoadedRules | undefined): string[] {
  const tested = new Set(results.map(({ rule }) => rule))
  const own = (loaded?.loaded ?? []).filter(({ raisesAlerts }) => raisesAlerts).map(({ rule }) => rule.id)
  return [...builtInRules.map(({ id }) => id), ...own].filter((id) => !tested.has(id) && (wanted === undefined || wanted.has(id)))
}

function isWanted(wanted: ReadonlySet<string> | undefined): (alert: ReportAlert) => boolean {
  return ({ rule_id: rule }) => wanted === undefined || wanted.has(rule)
}

async function alertsIn(
  captures: readonly string[],
  directory: string,
  { config, notices, context, loaded }: Session,
): Promise<readonly ReportAlert[]> {
  const source = openCaptures(captures, { hosts: [], sinceUs: undefined, untilUs: undefined, config, directory })
  const options = { config, ruleSet: loaded?.ruleSet, source, directory, databasePath: undefined }
  const result = await analyse(options, context.signal)
  noteProblems(result, notices)
  return result.allAlerts
}

interface Printing {
  /** Undefined when no capture was given. */
  readonly alerts: readonly ReportAlert[] | undefined
  readonly flags: TestFlags
  readonly context: CommandContext
}

function print(report: TestReport, { alerts, flags, context }: Printing): void {
  const { stdout, environment } = context
  if (flags.output === 'json') {
    stdout.write(`${safeJson({ ...report, ...(alerts === undefined ? {} : { alerts }) }, 2)}\n`)
    return
  }
  const screen = screenOf(stdout, environment)
  const found = alerts === undefined ? [] : ['', ...foundLines(alerts.toSorted(gravestFirst), screen)]
  stdout.write(`${[...testLines(report, screen), ...found].join('\n')}\n`)
}

function gravestFirst(left: ReportAlert, right: ReportAlert): number {
  return left.severity === right.severity ? 0 : isAtLeast(left.severity, right.severity) ? -1 : 1
}
