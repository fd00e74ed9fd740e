import { resolve } from 'node:path'

import { type Exception, type LoadedRules, knownExceptions, loadRules } from '@win11mon/enricher'
import { PipelineError, openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import { analyse } from '../compose/analysis-session.ts'
import { loadRuleSet } from '../compose/load-rule-set.ts'
import { openCaptures } from '../compose/open-captures.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { type ExceptionHits, exceptionRows, readExceptionHits } from '../analysis/exception-rows.ts'
import { proposalLines, proposeExceptions } from '../rules/propose-exceptions.ts'
import { importRules } from '../rules/import-rules.ts'
import { noteProblems } from '../report/note-problems.ts'
import { type RuleFormat, printRules } from '../rules/print-rules.ts'
import { ruleLines } from '../rules/rule-page.ts'
import { type RuleRow, builtInRows, loadedRow, refusedRow } from '../rules/rule-rows.ts'
import type { Config } from '../settings.ts'
import { countOf } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { screenOf } from '../terminal/screen.ts'
import {
  type ConfigFlags,
  type FilterFlags,
  addFilterOptions,
  configOption,
  databaseOption,
  databasePath,
  loadSettings,
  readConfig,
  readFilters,
  rulesOption,
} from './options.ts'
import { type TestFlags, addTestOptions, testRules } from './rules-test.ts'

const examples = `
Examples:
  $ win11mon rules check my-rules/
  $ win11mon rules import my-rules/ --rules rules/
  $ win11mon rules ls --rules rules/
  $ win11mon rules show HD-08
  $ win11mon rules test --rules rules/
  $ win11mon rules test --rule HD-08 --capture capture.zip
  $ win11mon rules tune a-quiet-day.zip --rules rules/ > exceptions.yaml
  $ win11mon analyze capture.zip --rules rules/

Rules are in Sigma format. A rule that cannot be used says which field or log source is missing, or what is wrong with it.

Exit codes: 0 done; 1 check found rules that cannot be used, import found none that can, or a test failed; 2 no rule directory is given;
66 a directory or a rule is not there; 74 the rule directory cannot be written.`

interface RuleFlags extends ConfigFlags {
  readonly output?: RuleFormat
}

/** `win11mon rules`: rules of our own and of people. */
export function rulesCommand({ context, finish }: CommandHost): Command {
  const command = new Command('rules')
    .summary('list, check, test and import rules')
    .description('Lists the rules that raise alerts, and takes rules in Sigma format in.')
  const add = (name: string, description: string): Command =>
    command.command(name).description(description).addOption(rulesOption()).addOption(configOption()).addHelpText('after', examples)
  const output = (): Option => new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson']).default('table')
  add('ls', 'list the built-in rules and those of the rule directory')
    .addOption(output())
    .addOption(databaseOption('store whose findings are counted for each exception of the settings'))
    .action(async (flags: ListFlags) => finish(await list(flags, context)))
  add('show', 'say what a rule sees, what it means and what to do')
    .argument('<id>', 'id of a rule, or the beginning of it')
    .action(async (id: string, flags: RuleFlags) => finish(await show(id, flags, context)))
  add('check', 'say which rules of a directory can be used, and why the others cannot')
    .argument('<dir>', 'directory of Sigma rules (.yml)')
    .addOption(output())
    .action(async (from: string, flags: RuleFlags) => finish(await check(from, flags, context)))
  add('import', 'check the rules of a directory and copy those that can be used into the rule directory')
    .argument('<dir>', 'directory of Sigma rules (.yml)')
    .action(async (from: string, flags: RuleFlags) => finish(await importFrom(from, flags, context)))
  addTestOptions(add('test', 'run the tests of rules, and say which expectation failed and what came instead')).action(
    async (paths: string[], flags: TestFlags) => finish(await testRules(paths, flags, context)),
  )
  addFilterOptions(add('tune', 'propose exceptions for what rules find in captures that are known to be good'))
    .argument('<path...>', 'files, archives or directories')
    .action(async (paths: string[], flags: TuneFlags) => finish(await tune(paths, flags, context)))
  return command.addHelpText('after', examples)
}

interface ListFlags extends RuleFlags {
  readonly db?: string
}

interface TuneFlags extends RuleFlags, FilterFlags {}

interface RuleSettings {
  /** Null when none is given. */
  readonly directory: string | null
  readonly placeholders: Config['enricher']['rules']['placeholders']
  readonly exceptions: readonly Exception[]
}

async function readSettings(flags: RuleFlags, context: CommandContext): Promise<RuleSettings> {
  const { rules, exceptions } = (await loadSettings(flags, context)).config.enricher
  const directory = rules.directory === '' ? null : resolve(context.directory, rules.directory)
  return { directory, placeholders: rules.placeholders, exceptions: knownExceptions(exceptions) }
}

function rowsOf({ loaded, refused }: LoadedRules): RuleRow[] {
  return [...loaded.map(loadedRow), ...refused.map(refusedRow)]
}

async function list(flags: ListFlags, context: CommandContext): Promise<number> {
  const { directory, placeholders, exceptions } = await readSettings(flags, context)
  const own = directory === null ? [] : rowsOf(await loadRules(directory, placeholders))
  const hits = flags.db === undefined ? undefined : await hitsIn(databasePath(flags.db, context))
  printRules([...builtInRows(), ...own], exceptionRows(exceptions, hits, Date.now() * 1000), flags.output ?? 'table', context)
  return exitCodes.ok
}

async function hitsIn(path: string): Promise<ExceptionHits> {
  const reader = await openSqliteDocumentReader(path)
  try {
    return await readExceptionHits(reader)
  } finally {
    await reader.close()
  }
}

async function show(id: string, flags: RuleFlags, context: CommandContext): Promise<number> {
  const { directory, placeholders } = await readSettings(flags, context)
  const loaded = directory === null ? undefined : await loadRules(directory, placeholders)
  const lines = ruleLines(id, loaded, screenOf(context.stdout, context.environment))
  if (lines === undefined) {
    const where = directory === null ? 'among the built-in ones; --rules names a directory of others' : `built in or in ${directory}`
    throw new PipelineError('INPUT_MISSING', `There is no rule ${id} ${where}. \`win11mon rules ls\` lists them.`)
  }
  context.stdout.write(`${lines.join('\n')}\n`)
  return exitCodes.ok
}

async function check(from: string, flags: RuleFlags, context: CommandContext): Promise<number> {
  const { placeholders } = await readSettings(flags, context)
  const found = await loadRules(resolve(context.directory, from), placeholders)
  if (flags.output === 'json' || flags.output === 'ndjson') printRules(rowsOf(found), [], flags.output, context)
  else for (const line of verdictLines(found)) context.stdout.write(`${line}\n`)
  return found.refused.length > 0 ? exitCodes.findings : exitCodes.ok
}

async function importFrom(from: string, flags: RuleFlags, context: CommandContext): Promise<number> {
  const { directory, placeholders } = await readSettings(flags, context)
  if (directory === null) {
    throw new PipelineError('USAGE', 'No rule directory is given. Name it with --rules, or in the settings as enricher.rules.directory.')
  }
  const { found, added, replaced, unchanged, now } = await importRules({
    from: resolve(context.directory, from),
    into: directory,
    placeholders,
  })
  const files = `${countOf(added.length, 'file')} added, ${replaced.length} replaced, ${unchanged.length} unchanged`
  const lines = [
    ...verdictLines(found),
    `${directory}: ${files}; ${countOf(now.loaded.length, 'rule')} in use, ${now.refused.length} refused`,
  ]
  for (const line of lines) context.stdout.write(`${sanitize(line)}\n`)
  return found.loaded.length === 0 ? exitCodes.findings : exitCodes.ok
}

/** What can be used, then everything that cannot, with its reason. */
function verdictLines({ loaded, refused }: LoadedRules): string[] {
  const total = loaded.length + refused.length
  const share = total === 0 ? '' : ` (${((100 * loaded.length) / total).toFixed(1)} %)`
  return [
    `${countOf(loaded.length, 'rule')} of ${total} can be used${share}`,
    ...refused.map(({ path, title, reason }) => sanitize(`${path}: ${title === null ? '' : `"${title}": `}${reason}`)),
  ]
}

/** What is raised in captures of good days is what a person has to look at once, and then no more. */
async function tune(paths: readonly string[], flags: TuneFlags, context: CommandContext): Promise<number> {
  const { config, notices } = await readConfig(flags, context)
  const source = openCaptures(paths, { ...readFilters(flags), config, directory: context.directory })
  const ruleSet = await loadRuleSet(config.enricher, context.directory, notices)
  const result = await analyse({ config, ruleSet, source, directory: context.directory, databasePath: undefined }, context.signal)
  noteProblems(result, notices)
  const proposals = proposeExceptions(result.allAlerts)
  if (proposals.length === 0) notices.info('Rules found nothing that an exception could explain.')
  else for (const line of proposalLines(proposals)) context.stdout.write(`${sanitize(line)}\n`)
  return result.report.complete ? exitCodes.ok : exitCodes.interrupted
}
