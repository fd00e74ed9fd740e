import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Sink {
  readonly url: string
  /** Events that were created in the indices of a name. */
  created(name: string): Promise<number>
  stop(): Promise<void>
}

/** A bulk sink in a process of its own, whose CPU is not counted. */
export async function startSink(prefix: string): Promise<Sink> {
  const path = fileURLToPath(new URL('bulk-sink.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', path, prefix], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [first] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  const url = String(first).trim()
  return {
    url,
    async created(name) {
      const { count } = (await (await fetch(`${url}/_created?index=${name}`)).json()) as { count: number }
      return count
    },
    async stop() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
