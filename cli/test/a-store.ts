import { join } from 'node:path'

import { openDatabase } from '@win11mon/pipeline'

import { aCapture, aReusedPid } from './a-capture.ts'
import { aDirectory, runCommand } from './run-command.ts'

/** A store of the capture of `a-capture.ts`, with a process id that was used again. */
export async function aStore(): Promise<string> {
  const path = join(aDirectory(), 'store.sqlite')
  const { exitCode, stderr } = await runCommand(['analyze', aCapture({ more: aReusedPid() }), '--db', path])
  if (exitCode !== 0) throw new Error(stderr)
  return path
}

/** What somebody else does to a store. */
export async function change(path: string, sql: string): Promise<void> {
  const database = await openDatabase(path)
  database.exec(sql)
  database.close()
}
