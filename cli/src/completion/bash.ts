import type { CommandWords } from './command-words.ts'

/** A completion script for bash. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const closed = commands.filter(({ subcommands, argumentChoices }) => subcommands.length > 0 || argumentChoices.length > 0)
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`)
  return `# bash completion of win11mon: source it, or put it into /etc/bash_completion.d/win11mon
_win11mon() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $previous" in
${commands.flatMap(choiceCases).join('\n')}
  esac
  local words=''
  case "$path" in
${commands.map(wordCase).join('\n')}
  esac
  COMPREPLY=()
  case "$path" in
    ${closed.map(({ path }) => `'${path}'`).join(' | ')}) ;;
    *) if [[ "$current" != -* ]]; then compopt -o default 2>/dev/null; return; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _win11mon win11mon
`
}

function choiceCases({ path, flags }: CommandWords): string[] {
  return flags.flatMap(({ names, takesValue, choices }) => {
    if (!takesValue) return []
    const patterns = names.map((name) => `'${path} ${name}'`).join(' | ')
    const reply = choices.length === 0 ? 'compopt -o default 2>/dev/null' : `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current"))`
    return [`    ${patterns}) ${reply}; return ;;`]
  })
}

function wordCase({ path, subcommands, argumentChoices, flags }: CommandWords): string {
  return `    '${path}') words='${[...subcommands, ...argumentChoices, ...flags.flatMap(({ names }) => names)].join(' ')}' ;;`
}
