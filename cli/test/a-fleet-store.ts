import { join } from 'node:path'

import { aCapture, asLines, captureRecords } from './a-capture.ts'
import { aDirectory, aFile, runCommand } from './run-command.ts'

/** What a program on an endpoint may call itself to get at whoever looks. */
const hostileCommand = '=cmd|\u001b[2J\u202Egnp.exe\nALERT \u0007 üÜ 100% "q"'

/** A store of two hosts: that of `a-capture.ts`, and another where the tool has a hostile command line. */
export async function aFleetStore(): Promise<string> {
  const path = join(aDirectory(), 'fleet.sqlite')
  const other = captureRecords({ tool: { CommandLine: hostileCommand, User: 'DESK2\\bob' } }).map((record) => ({
    ...record,
    Hostname: 'DESK2.example.com',
  }))
  const { exitCode, stderr } = await runCommand(['analyze', aCapture(), aFile('other.json', asLines(other)), '--db', path])
  if (exitCode !== 0) throw new Error(stderr)
  return path
}

/** Characters that a terminal or spreadsheet would act on. */
export const dangerous = /[^\P{Cc}\n]|\u202e/u
