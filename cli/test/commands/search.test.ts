import { expect, test } from 'vitest'

import { aFleetStore, dangerous } from '../a-fleet-store.ts'
import { type CommandResult, type CommandWorld, runCommand } from '../run-command.ts'

interface Answer {
  readonly complete: boolean
  readonly total_processes: number
  readonly total_events: number
  readonly processes: readonly { readonly executable: string; readonly user: string | null }[]
  readonly events: readonly { readonly action: string; readonly what: string }[]
}

async function search(args: readonly string[], world: CommandWorld = {}): Promise<CommandResult> {
  return runCommand(['search', '--db', await aFleetStore(), ...args], world)
}

async function answer(...args: readonly string[]): Promise<Answer> {
  return JSON.parse((await search([...args, '-o', 'json'])).stdout) as Answer
}

test('finds a text in any value of events and processes, in any case, and says what it looked at', async () => {
  const { exitCode, stdout, stderr } = await search(['GRAB.EXE --ALL'])

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^PROCESSES {2}1\n/)
  expect(stdout).toMatch(/2020-09-22 08:37:02 {2}DESK1 {2}grab\.exe 5000 .*grab\.exe --all/)
  expect(stdout).toMatch(/EVENTS {2}1\n.*process_create/)
  expect(stderr).toMatch(/Looked at \d+ processes and 8 events in/)
})

test.each<[string[], number, number]>([
  [['process.name=grab'], 2, 6],
  [['process.name=grab.exe', 'user.name=*\\bob'], 1, 1],
  [['pid=4000'], 2, 2],
  [['process.command_line=cmd.exe'], 0, 0],
  [['process.command_line=cmd.exe*'], 2, 2],
  [['win11mon.handle.granted_access=0x1410'], 0, 2],
  [['lsass', '--kind', 'handle_create'], 0, 2],
  [['lsass', '--host', 'desk2', '--in', 'events'], 0, 1],
  [['grab', '--since', '2020-09-22T08:37:09Z'], 0, 2],
  [['GRAB', '--case-sensitive'], 0, 0],
  [['Üü 100%'], 1, 1],
  [['kind=process_terminate'], 0, 2],
  [['no=field here'], 0, 0],
])('%j finds what fits', async (terms, processes, events) => {
  expect(await answer(...terms)).toMatchObject({ complete: true, total_processes: processes, total_events: events })
})

test('shows where it was found when the line does not', async () => {
  expect((await search(['0A0B0C0D-0002', '--in', 'events'])).stdout).toMatch(/win11mon\.source_guid 0A0B0C0D-0002/)
})

test('counts what is more than the limit', async () => {
  expect((await search(['grab', '--limit', '2'])).stdout).toMatch(/EVENTS {2}6, the first 2 of them; 4 more with --limit/)
})

test('nothing that a terminal or spreadsheet obeys comes out, in any format and any width', async () => {
  const table = await search(['desk2', '--ids'], { terminalColumns: 140, environment: { NO_COLOR: '1' } })
  expect(table.stdout).toContain('\\x1b[2J\\u202egnp.exe')
  for (const line of table.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(140)
  for (const output of [table, ...(await Promise.all(['json', 'ndjson', 'csv'].map((format) => search(['desk2', '-o', format]))))]) {
    expect(output.stdout).not.toMatch(dangerous)
  }
  expect((await answer('user.name=*bob')).processes).toMatchObject([{ user: 'DESK2\\bob' }])
})

test('says that nothing fits, how a part of a value is meant, and which field was meant', async () => {
  expect(await search(['process.name=gra'])).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringMatching(/Nothing fits.*FIELD=\*PART\*/) as unknown,
  })
  expect(await search(['process.comand_line=x'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean process.command_line?') as unknown,
  })
  expect((await search([''])).exitCode).toBe(2)
  expect((await search([])).exitCode).toBe(2)
})

test('an interrupted search says that it is partial and exits with 130', async () => {
  expect(await search(['grab'], { signal: AbortSignal.abort() })).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('ended before') as unknown,
  })
})
