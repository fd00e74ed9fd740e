import type { CommandWords } from './command-words.ts'

/** A completion script for PowerShell. */
export function pwshCompletion(commands: readonly CommandWords[]): string {
  return `# PowerShell completion of win11mon: dot-source it from your profile
Register-ArgumentCompleter -Native -CommandName win11mon -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${commands.map(wordsEntry).join('\n')}
  }
  $choices = @{
${commands.flatMap(choiceEntries).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -ne '' -and $typed.Count -gt 0) { $typed = @($typed | Select-Object -SkipLast 1) }
  $path = ''
  foreach ($word in $typed) {
    $longer = ($path + ' ' + $word).Trim()
    if ($words.ContainsKey($longer)) { $path = $longer }
  }
  $previous = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
  $found = $choices[$path + ' ' + $previous]
  if ($null -eq $found) { $found = $words[$path] }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

function wordsEntry({ path, subcommands, argumentChoices, flags }: CommandWords): string {
  return `    ${quote(path)} = @(${[...subcommands, ...argumentChoices, ...flags.flatMap(({ names }) => names)].map(quote).join(', ')})`
}

function choiceEntries({ path, flags }: CommandWords): string[] {
  return flags.flatMap(({ names, choices }) =>
    choices.length === 0 ? [] : names.map((name) => `    ${quote(`${path} ${name}`)} = @(${choices.map(quote).join(', ')})`),
  )
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
