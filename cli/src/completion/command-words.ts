import type { Command } from 'commander'

/** What can be completed after a command. */
export interface CommandWords {
  /** Words from the program on: `config show`; empty for the program itself. */
  readonly path: string
  readonly subcommands: readonly string[]
  /** Words its first argument may be; empty when it takes any, such as a file. */
  readonly argumentChoices: readonly string[]
  readonly flags: readonly FlagWords[]
}

export interface FlagWords {
  /** `-o`, `--output`. */
  readonly names: readonly string[]
  readonly description: string
  readonly takesValue: boolean
  /** Values the option allows; empty when it takes any. */
  readonly choices: readonly string[]
}

/** Every command of a program with its words, the program first. */
export function commandWords(command: Command, path = ''): CommandWords[] {
  const flags = command
    .createHelp()
    .visibleOptions(command)
    .map((option): FlagWords => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    }))
  const words = { path, subcommands: command.commands.map((child) => child.name()), argumentChoices: argumentChoices(command), flags }
  return [words, ...command.commands.flatMap((child) => commandWords(child, path === '' ? child.name() : `${path} ${child.name()}`))]
}

function argumentChoices(command: Command): readonly string[] {
  return command.registeredArguments[0]?.argChoices ?? []
}
