import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const reporter = new URL('report-usage.mjs', import.meta.url).href
const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface ProcessUsage {
  readonly stdout: string
  readonly seconds: number
  /** User and system time of the whole process with all its threads, from its start. */
  readonly cpuSeconds: number
  readonly peakRssBytes: number
}

/** Runs Node with these arguments in a process of its own. Rejects when it exits with anything but 0. */
export async function measureProcess(nodeArguments: readonly string[], scratchDirectory: string): Promise<ProcessUsage> {
  const usageFile = join(scratchDirectory, 'usage.json')
  rmSync(usageFile, { force: true })
  const startMs = performance.now()
  const stdout = await run(['--import', reporter, ...nodeArguments], { ...process.env, BENCH_USAGE_FILE: usageFile })
  const seconds = (performance.now() - startMs) / 1000
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as Pick<ProcessUsage, 'cpuSeconds' | 'peakRssBytes'>
  return { stdout, seconds, ...usage }
}

function run(nodeArguments: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArguments, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(stdout)
      else reject(new Error(`node ${nodeArguments.join(' ')} exited with ${code}: ${stderr.slice(-2000)}`))
    })
  })
}
