import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { PipelineError } from '@win11mon/pipeline'

import type { QueryMessage, QueryRequest } from './query-protocol.ts'
import { refusalOf } from './statement-guard.ts'

export interface QueryOptions extends QueryRequest {
  readonly deadlineMs: number
}

/**
 * Runs one reading statement in a process of its own and yields what it says, columns first. Fails with QUERY_REFUSED when
 * the statement is wrong, does more than read or does not end in time. Aborting the signal ends the process.
 */
export async function* runQuery(options: QueryOptions, signal: AbortSignal): AsyncGenerator<QueryMessage> {
  const refusal = refusalOf(options.sql)
  if (refusal !== undefined) throw new PipelineError('QUERY_REFUSED', `The query was not run. ${refusal}`)
  const child = start(options)
  const deadline = AbortSignal.timeout(options.deadlineMs)
  const stop = AbortSignal.any([deadline, signal])
  const kill = (): void => void child.kill('SIGKILL')
  stop.addEventListener('abort', kill)
  if (stop.aborted) kill()
  const problems = text(child.stderr)
  try {
    let isEnded = false
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line) as QueryMessage
      if ('error' in message)
        throw refused(`SQLite says: ${message.error}. \`win11mon query --help\` lists the tables; docs/store.md explains their columns.`)
      isEnded = 'end' in message
      yield message
    }
    if (isEnded || signal.aborted) return
    throw refused(
      deadline.aborted
        ? `It did not end within ${options.deadlineMs / 1000} s. Narrow it down, or raise --timeout.`
        : `Its process ended early. ${await problems}`,
    )
  } finally {
    stop.removeEventListener('abort', kill)
    kill()
  }
}

function refused(why: string): PipelineError {
  return new PipelineError('QUERY_REFUSED', `The query failed. ${why}`)
}

type Piped = ChildProcess & {
  readonly stdin: NodeJS.WritableStream
  readonly stdout: NodeJS.ReadableStream
  readonly stderr: NodeJS.ReadableStream
}

function start({ databasePath, sql, maxRows }: QueryOptions): Piped {
  const child = spawn(process.execPath, programArguments(), { stdio: ['pipe', 'pipe', 'pipe'] }) as unknown as Piped
  // A process that died before it read its request says so by its end.
  child.stdin.on('error', () => undefined)
  const request: QueryRequest = { databasePath, sql, maxRows }
  child.stdin.end(JSON.stringify(request))
  return child
}

/** From sources the process needs what we were started with; the bundle stands on its own. */
function programArguments(): string[] {
  if (!import.meta.url.endsWith('.ts')) return [fileURLToPath(new URL('./query-process.js', import.meta.url))]
  const program = fileURLToPath(new URL('./query-process.ts', import.meta.url))
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return ['--conditions=@win11mon/source', '--import', tsx, program]
}
