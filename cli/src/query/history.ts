import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import type { Environment } from '../command-context.ts'

/** Lines that a person typed earlier. */
export interface History {
  /** Newest first, as Node's readline wants them. */
  readonly lines: readonly string[]
  add(line: string): void
  /** Why nothing is kept; undefined while all is well. */
  readonly problem: string | undefined
}

const maxLines = 1000

/** State of a person's programs: `$XDG_STATE_HOME`, on Windows `%LOCALAPPDATA%`. */
export function historyPath(environment: Environment, platform: string = process.platform): string {
  const home = environment['HOME'] ?? homedir()
  const stateHome = platform === 'win32' ? environment['LOCALAPPDATA'] : environment['XDG_STATE_HOME']
  return join(stateHome || join(home, '.local', 'state'), 'win11mon', 'query-history')
}

/** Each line is kept at once, so that a shell that is killed loses none. A file that cannot be used costs the history, not the shell. */
export function openHistory(path: string): History {
  let problem: string | undefined
  const attempt = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      problem ??= `${path}: what you type is not kept (${error instanceof Error ? error.message : String(error)}).`
    }
  }
  const lines = readLines(path)
  attempt(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (lines.length > maxLines) writeFileSync(path, lines.slice(-maxLines).map(withEnd).join(''), { mode: 0o600 })
    else appendFileSync(path, '', { mode: 0o600 })
  })
  return {
    lines: lines.slice(-maxLines).toReversed(),
    add(line) {
      if (problem === undefined && line.trim() !== '') attempt(() => appendFileSync(path, withEnd(line), { mode: 0o600 }))
    },
    get problem() {
      return problem
    },
  }
}

function withEnd(line: string): string {
  return `${line}\n`
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return []
  }
}
