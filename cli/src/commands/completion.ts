import { Argument, Command } from 'commander'

import type { CommandHost } from '../command-context.ts'
import { bashCompletion } from '../completion/bash.ts'
import { type CommandWords, commandWords } from '../completion/command-words.ts'
import { fishCompletion } from '../completion/fish.ts'
import { pwshCompletion } from '../completion/pwsh.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { exitCodes } from '../exit-codes.ts'

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion, pwsh: pwshCompletion } as const satisfies Record<
  string,
  (commands: readonly CommandWords[]) => string
>

const examples = `
Examples:
  $ source <(win11mon completion bash)
  $ win11mon completion zsh > ~/.zfunc/_win11mon
  $ win11mon completion fish > ~/.config/fish/completions/win11mon.fish
  PS> win11mon completion pwsh | Out-String | Invoke-Expression`

/** `win11mon completion`: a script that lets a shell complete commands and options. */
export function completionCommand({ context, finish }: CommandHost): Command {
  const command = new Command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that lets a shell complete commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', examples)
  return command.action((shell: keyof typeof scripts) => {
    context.stdout.write(scripts[shell](commandWords(command.parent ?? command)))
    finish(exitCodes.ok)
  })
}
