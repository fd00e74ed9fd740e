import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { expect, onTestFinished, test, vi } from 'vitest'

const servers = pathToFileURL(join(import.meta.dirname, '../../deploy/local/servers/')).href

/** Starts a server that does nothing below the directory, as the integration tier starts its own, and then waits. */
const program = `
const { endWithThisProcess } = await import('${servers}end-with-parent.ts')
const { serverProcess } = await import('${servers}server-process.ts')
const directory = process.argv[1]
endWithThisProcess(directory)
const args = ['-e', 'setInterval(() => undefined, 1000)', directory]
await serverProcess({ directory: directory + '/server', command: process.execPath, args, mark: directory, isReady: () => true }).start()
process.stdout.write('started')
setInterval(() => undefined, 1000)
`

test('servers of a process that is killed end with it, and leave nothing behind', { timeout: 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-parent-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(parent.stdout, 'data')
  const server = Number(readFileSync(join(directory, 'server', 'pid'), 'utf8'))
  const ranBefore = isRunning(server)
  parent.kill('SIGKILL')
  await vi.waitUntil(() => !isRunning(server) && !existsSync(directory), { timeout: 30_000, interval: 50 })
  expect([ranBefore, isRunning(server)]).toEqual([true, false])
})

/** A process that has ended and that nobody has asked about yet runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
