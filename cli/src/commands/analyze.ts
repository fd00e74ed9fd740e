import { isAtLeast } from '@win11mon/enricher'
import { Command, Option } from 'commander'

import type { AnalysisResult } from '../analysis/build-report.ts'
import { isNothingRead, isUnread } from '../analysis/unread-inputs.ts'
import { analyse } from '../compose/analysis-session.ts'
import { loadRuleSet } from '../compose/load-rule-set.ts'
import { openCaptures } from '../compose/open-captures.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { reportLines } from '../report/report-lines.ts'
import { notePassedOver, noteProblems } from '../report/note-problems.ts'
import type { Config } from '../settings.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { startProgressBar } from '../terminal/progress-bar.ts'
import { screenOf } from '../terminal/screen.ts'
import {
  type ConfigFlags,
  type FilterFlags,
  addFilterOptions,
  configOption,
  databaseOption,
  databasePath,
  failOnOption,
  minSeverityOption,
  quietOption,
  readConfig,
  readFilters,
  rulesOption,
} from './options.ts'

interface AnalyzeOptions extends ConfigFlags, FilterFlags {
  readonly db?: string
  readonly output: 'table' | 'json' | 'ndjson'
  readonly compareSourceGuids?: boolean
}

const examples = `
Examples:
  $ win11mon analyze capture.zip
  $ win11mon analyze logs/ Security.evtx --host WORKSTATION5
  $ win11mon analyze capture.json.gz --since 2025-01-15T08:00Z --until 2025-01-15T09:00Z
  $ win11mon analyze capture.zip --db capture.sqlite     then: win11mon tree WORKSTATION5 --db capture.sqlite
  $ win11mon analyze capture.zip -o json --fail-on high > report.json
  $ win11mon analyze capture.zip --rules rules/

Reads Sysmon and Security events: JSON lines or JSON, plain or in .zip, .tar.gz, .gz; Windows event logs (.evtx);
recordings of \`win11mon record\` and \`win11mon simulate\`.

Exit codes: 0 done; 1 alerts of the severity given with --fail-on; 66 an input is missing, gave no event, or could not be
read to its end (what could be read is shown); 78 wrong settings, or --db is no store of this version; 130 interrupted (what was read is shown).`

/** `win11mon analyze`: captures to trees, scores, alerts and a ledger. */
export function analyzeCommand({ context, finish }: CommandHost): Command {
  const command = new Command('analyze')
    .summary('find suspicious processes in captures')
    .description('Builds the process trees of captures, scores every process, raises alerts and accounts for every event.')
    .argument('<path...>', 'files, archives or directories')
    .addOption(databaseOption('keep events, processes and alerts in this SQLite file; several runs may add to it'))
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson']).default('table'))
    .option('--compare-source-guids', 'compare the identities found with the process GUIDs of the captures')
  return addFilterOptions(command)
    .addOption(minSeverityOption())
    .addOption(failOnOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (paths: string[], options: AnalyzeOptions) => finish(await analyze(paths, options, context)))
}

async function analyze(paths: readonly string[], options: AnalyzeOptions, context: CommandContext): Promise<number> {
  const { config, notices } = await readConfig(options, context)
  const source = openCaptures(paths, { ...readFilters(options), config, directory: context.directory })
  const rules = await loadRuleSet(config.enricher, context.directory, notices)
  const database = options.db === undefined ? undefined : databasePath(options.db, context)
  const stopProgress = startProgressBar(context.stderr, screenOf(context.stderr, context.environment), source.progress)
  let result: AnalysisResult
  try {
    const comparesSourceGuids = options.compareSourceGuids ?? false
    result = await analyse(
      { config, ruleSet: rules, source, directory: context.directory, databasePath: database, comparesSourceGuids },
      context.signal,
    )
  } finally {
    stopProgress()
  }
  noteProblems(result, notices)
  notePassedOver(result.report.passed_over, notices)
  await print(result, options, context)
  return exitCodeOf(result, config)
}

/** What draws is loaded when something is drawn: the tables of character widths take longer to load than all the rest. */
async function print(result: AnalysisResult, { output }: AnalyzeOptions, { stdout, environment }: CommandContext): Promise<void> {
  if (output === 'json') stdout.write(`${safeJson(result.report, 2)}\n`)
  else if (output === 'ndjson') for (const line of reportLines(result.report)) stdout.write(`${safeJson(line)}\n`)
  else {
    const { renderReport } = await import('../report/render-report.ts')
    stdout.write(renderReport(result, screenOf(stdout, environment)))
  }
}

function exitCodeOf({ report, allAlerts }: AnalysisResult, { analysis }: Config): number {
  if (!report.complete) return exitCodes.interrupted
  const { fail_on: failOn } = analysis
  if (failOn !== 'never' && allAlerts.some((alert) => isAtLeast(alert.severity, failOn))) return exitCodes.findings
  return report.inputs.some(isUnread) || isNothingRead(report.inputs) ? exitCodes.noInput : exitCodes.ok
}
