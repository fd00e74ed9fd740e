import { resolve } from 'node:path'

import { type ImageFacts, readImageFacts } from '@win11mon/collector'
import { PipelineError } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { imageLines, imageObject } from '../image/image-lines.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'

const examples = `
Examples:
  $ win11mon image C:\\Users\\ann\\Downloads\\tool.exe
  $ win11mon image tool.exe driver.sys -o json

Functions of I/O rings among the imports say that the program can make rings; in a file without them their names alone say less.
Signatures are not verified: only whether one is attached.

Exit codes: 0 done; 2 wrong use; 66 a file is not there or cannot be read.`

/** `win11mon image`: what program files say of themselves. */
export function imageCommand({ context, finish }: CommandHost): Command {
  return new Command('image')
    .summary('show what a program file says of itself')
    .description('Reads program files (.exe, .dll, .sys): hash, version, sections, imports, and functions of I/O rings among them.')
    .argument('<file...>', 'program files')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(async (files: string[], { output }: { output: string }) => finish(await show(files, output, context)))
}

async function show(files: readonly string[], output: string, context: CommandContext): Promise<number> {
  const facts: ImageFacts[] = []
  for (const file of files) facts.push(await factsOf(resolve(context.directory, file)))
  const screen = screenOf(context.stdout, context.environment)
  if (output === 'json') context.stdout.write(`${safeJson(facts.map(imageObject), 2)}\n`)
  else context.stdout.write(`${facts.map((one) => imageLines(one, screen).join('\n')).join('\n\n')}\n`)
  return exitCodes.ok
}

async function factsOf(path: string): Promise<ImageFacts> {
  try {
    return await readImageFacts(path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('INPUT_MISSING', `The file ${path} cannot be read: ${why}`, { cause })
  }
}
