import { spawnSync } from 'node:child_process'

import { expect, test } from 'vitest'

import { aFile, runCommand } from '../run-command.ts'

async function scriptFor(shell: string): Promise<string> {
  const { exitCode, stdout } = await runCommand(['completion', shell])
  expect(exitCode).toBe(0)
  return stdout
}

function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0
}

test.each(['bash', 'zsh', 'fish', 'pwsh'])('names every command and option for %s', async (shell) => {
  const script = await scriptFor(shell)

  for (const word of ['analyze', 'ledger', 'schema', 'min-severity', 'ndjson', 'timeline', 'handles', 'case-sensitive', 'log_clear'])
    expect(script).toContain(word)
})

test.skipIf(!has('bash'))('completes commands, options and values in bash', async () => {
  const script = await scriptFor('bash')
  const complete = (...words: string[]): string[] => {
    const setup = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _win11mon; printf '%s\\n' "\${COMPREPLY[@]}"`
    return spawnSync('bash', ['-c', `${script}\n${setup}`], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
  }

  expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0)
  expect(complete('win11mon', 'ana')).toEqual(['analyze'])
  expect(complete('win11mon', 'analyze', '--min')).toEqual(['--min-severity'])
  expect(complete('win11mon', 'analyze', '--min-severity', 'cr')).toEqual(['critical'])
  expect(complete('win11mon', 'config', 's')).toEqual(['show', 'schema'])
  expect(complete('win11mon', 'completion', 'z')).toEqual(['zsh'])
})

test.skipIf(!has('zsh'))('is valid zsh', async () => {
  expect(spawnSync('zsh', ['-n', aFile('_win11mon', await scriptFor('zsh'))]).status).toBe(0)
})

test.skipIf(!has('fish'))('completes commands, options and values in fish', async () => {
  const script = aFile('win11mon.fish', await scriptFor('fish'))
  const complete = (line: string): string[] => {
    const { stdout } = spawnSync('fish', ['-c', `source ${script}; complete -C "${line}"`], { encoding: 'utf8' })
    return stdout
      .trim()
      .split('\n')
      .map((found) => found.split('\t')[0] ?? '')
  }

  expect(complete('win11mon ana')).toEqual(['analyze'])
  expect(complete('win11mon analyze --min')).toEqual(['--min-severity'])
  expect(complete('win11mon analyze --min-severity cr')).toEqual(['critical'])
  expect(complete('win11mon config s').toSorted()).toEqual(['schema', 'show'])
})
