import { Command, Option } from 'commander'

import type { ReportAlert } from '../analysis/report.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { alertLines } from '../report/alert-lines.ts'
import { findProcesses } from '../report/find-processes.ts'
import { type Forest, type ForestNode, growForest } from '../report/forest.ts'
import { drawHostTree, drawProcess } from '../report/host-tree.ts'
import { treeObjects } from '../report/tree-objects.ts'
import { findHost } from '../store/find-host.ts'
import { openStore } from '../store/open-store.ts'
import { readHostAlerts, readProcesses } from '../store/read-host.ts'
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
  const database = await openStore(databasePath(options.db, context))
  try {
    const host = findHost(database, hostName)
    const alerts = readHostAlerts(database, host.id)
    const forest = growForest(readProcesses(database, host.id), alerts)
    const roots = wanted === undefined ? forest.roots : findProcesses(forest, wanted, host)
    const shown = { forest, roots, alerts, isWhole: wanted === undefined }
    if (options.output === 'table') context.stdout.write(`${lines(shown, options, context).join('\n')}\n`)
    else if (options.output === 'ndjson')
      for (const object of treeObjects(roots)) context.stdout.write(`${safeJson({ type: 'process', ...object })}\n`)
    else context.stdout.write(`${safeJson({ host, processes: [...treeObjects(roots)] }, 2)}\n`)
    return exitCodes.ok
  } finally {
    database.close()
  }
}

interface Shown {
  readonly forest: Forest
  readonly roots: readonly ForestNode[]
  readonly alerts: readonly ReportAlert[]
  readonly isWhole: boolean
}

function lines({ roots, alerts, isWhole }: Shown, { all = false }: TreeOptions, { stdout, environment }: CommandContext): string[] {
  const screen = screenOf(stdout, environment)
  if (isWhole) return drawHostTree(roots, screen, all)
  return roots.flatMap((node, index) => {
    const own = alerts.filter(({ actor, object }) => [actor.entity_id, object?.entity_id].includes(node.view.entityId))
    const drawn = [...drawProcess(node, screen, all), ...alertLines(own, { screen, showsHost: false, explainedId: node.view.entityId })]
    return index === 0 ? drawn : ['', ...drawn]
  })
}
