import { openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import { viewProcesses } from '../analysis/process-view.ts'
import { readAlerts } from '../analysis/read-alerts.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { findProcesses } from '../report/find-processes.ts'
import { growForest } from '../report/forest.ts'
import { treeObjects } from '../report/tree-objects.ts'
import { findHost } from '../store/find-host.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { databasePath, requiredDatabaseOption } from './options.ts'

interface TreeOptions {
  readonly db: string
  readonly all?: boolean
  readonly output: 'table' | 'json' | 'ndjson'
}

const examples = `
Examples:
  $ win11mon tree WORKSTATION5 --db capture.sqlite              every process of the host
  $ win11mon tree WORKSTATION5 4824 --db capture.sqlite         every process that had this pid, with its descendants
  $ win11mon tree WORKSTATION5 hMyGmVzo8Ek1XRVeFyMcdg --db capture.sqlite
  $ win11mon tree WORKSTATION5 --db capture.sqlite --all -o ndjson

Exit codes: 0 done; 66 there is no such store, host or process; 78 the file is no store of this version.`

/** `win11mon tree`: the processes of one host, or one of them. */
export function treeCommand({ context, finish }: CommandHost): Command {
  return new Command('tree')
    .summary('draw the process tree of a host')
    .description('Draws the process tree of a host from a store, with scores and alerts.')
    .argument('<host>', 'name or id of the host')
    .argument('[process]', 'process id, or entity id (22 characters); a pid that was used again shows every process that had it')
    .addOption(requiredDatabaseOption())
    .option('--all', 'show every process: fold no repetitions')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson']).default('table'))
    .addHelpText('after', examples)
    .action(async (host: string, process: string | undefined, options: TreeOptions) => finish(await tree(host, process, options, context)))
}

async function tree(hostName: string, wanted: string | undefined, options: TreeOptions, context: CommandContext): Promise<number> {
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const host = await findHost(reader, hostName)
    const alerts = await readAlerts(reader, { hostId: host.id })
    const forest = growForest(await viewProcesses(reader, host.id), alerts)
    const roots = wanted === undefined ? forest.roots : findProcesses(forest, wanted, host)
    if (options.output === 'table') {
      const { processLines } = await import('../report/process-lines.ts')
      const screen = screenOf(context.stdout, context.environment)
      const shown = { roots, alerts, isWhole: wanted === undefined, isFolded: options.all !== true }
      context.stdout.write(`${processLines(shown, screen).join('\n')}\n`)
    } else if (options.output === 'ndjson')
      for (const object of treeObjects(roots)) context.stdout.write(`${safeJson({ type: 'process', ...object })}\n`)
    else context.stdout.write(`${safeJson({ host, processes: [...treeObjects(roots)] }, 2)}\n`)
    return exitCodes.ok
  } finally {
    await reader.close()
  }
}
