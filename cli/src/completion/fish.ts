import type { CommandWords, FlagWords } from './command-words.ts'

/** A completion script for fish. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  return `# fish completion of win11mon: save it as ~/.config/fish/completions/win11mon.fish
${commands.flatMap(commandLines).join('\n')}
`
}

function commandLines({ path, subcommands, argumentChoices, flags }: CommandWords): string[] {
  const condition = conditionOf(path, subcommands)
  const words = [...subcommands, ...argumentChoices]
  const children = words.length === 0 ? [] : [`complete -c win11mon -n ${condition} -f -a ${quote(words.join(' '))}`]
  return [...children, ...flags.map((flag) => flagLine(flag, condition))]
}

/** The command's words have been typed, and none of its subcommands yet. */
function conditionOf(path: string, subcommands: readonly string[]): string {
  if (path === '') return '__fish_use_subcommand'
  const typed = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`)
  const open = subcommands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${subcommands.join(' ')}`]
  return quote([...typed, ...open].join('; and '))
}

function flagLine({ names, description, takesValue, choices }: FlagWords, condition: string): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ')
  const value = takesValue ? (choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : ' -r') : ''
  return `complete -c win11mon -n ${condition} ${spelled}${value} -d ${quote(description)}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
