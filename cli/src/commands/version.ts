import { storeVersion } from '@win11mon/pipeline'
import { schemaFingerprint } from '@win11mon/schemas'
import { Command, Option } from 'commander'

import type { CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { programVersion } from '../version.ts'

const examples = `
Examples:
  $ win11mon version
  $ win11mon version -o json`

/** `win11mon version`: the program, and the formats that it reads and writes. */
export function versionCommand({ context, finish }: CommandHost): Command {
  return new Command('version')
    .summary('print versions')
    .description('Prints the version of the program, of its formats and of what it runs on.')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(({ output }: { output: 'table' | 'json' }) => {
      const versions = {
        win11mon: programVersion,
        event_schema: schemaFingerprint,
        store: storeVersion,
        node: process.versions.node,
        platform: `${process.platform}-${process.arch}`,
      }
      const lines = Object.entries(versions).map(([name, version]) => `${name.replace('_', ' ').padEnd(12)} ${version}`)
      context.stdout.write(output === 'json' ? `${safeJson(versions, 2)}\n` : `${lines.join('\n')}\n`)
      finish(exitCodes.ok)
    })
}
