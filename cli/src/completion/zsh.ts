import type { CommandWords, FlagWords } from './command-words.ts'

/** A completion script for zsh. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef win11mon
# zsh completion of win11mon: put it as _win11mon into a directory of $fpath

_win11mon() {
  local typed='' word
  for word in \${words[2,CURRENT-1]}; do
    case "\${typed:+$typed }$word" in
      ${commands
        .filter(({ path }) => path !== '')
        .map(({ path }) => quote(path))
        .join('|')}) typed="\${typed:+$typed }$word" ;;
    esac
  done
  case "$typed" in
${commands.map(commandCase).join('\n')}
  esac
}

_win11mon "$@"
`
}

function commandCase({ path, subcommands, argumentChoices, flags }: CommandWords): string {
  const words = [...subcommands, ...argumentChoices]
  const target = words.length === 0 ? "'*:file:_files'" : `'*:command:(${words.join(' ')})'`
  return `    ${quote(path)})\n      _arguments ${[...flags.flatMap(flagSpecs), target].join(' ')} ;;`
}

function flagSpecs({ names, description, takesValue, choices }: FlagWords): string[] {
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files'
  const text = description.replaceAll(/[[\]:]/g, ' ')
  return names.map((name) => quote(`${name}[${text}]${takesValue ? value : ''}`))
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
