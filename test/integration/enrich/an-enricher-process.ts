import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

import type { AWorld } from './a-service.ts'

/** The program itself, not what starts it from sources: that would be killed in its place. */
const program = [
  '--conditions=@win11mon/source',
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url)),
]

/** An enricher in a process of its own, which can be killed and started again. */
export interface AnEnricherProcess {
  /** Whether it has been given partitions since its start. */
  readonly isAtWork: boolean
  start(): void
  /** As a power cut would. */
  kill(): Promise<void>
  stop(): Promise<number | null>
  /** What it wrote since its start. */
  readonly output: string
}

export function anEnricherProcess({ directory, environment }: AWorld): AnEnricherProcess {
  let child: ChildProcess | undefined
  let output = ''

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child
    child = undefined
    if (ending === undefined) return null
    const closed = once(ending, 'close')
    ending.kill(signal)
    const [code] = (await closed) as [number | null]
    return code
  }
  onTestFinished(async () => void (await end('SIGKILL')))

  return {
    get isAtWork() {
      return output.includes('"message":"Enriching."')
    },
    start() {
      output = ''
      child = spawn(process.execPath, [...program, 'enrich'], { cwd: directory, env: { ...process.env, ...environment } })
      child.stderr?.on('data', (text) => (output += String(text)))
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    get output() {
      return output
    },
  }
}
