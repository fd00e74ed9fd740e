import { expect, test } from 'vitest'

import { aFleetStore, dangerous } from '../a-fleet-store.ts'
import { aStore } from '../a-store.ts'
import { type CommandResult, type CommandWorld, runCommand } from '../run-command.ts'

async function timeline(args: readonly string[], world: CommandWorld = {}): Promise<CommandResult> {
  return runCommand(['timeline', '--db', await aStore(), ...args], world)
}

test('lists events in the order of time, who, what and whom', async () => {
  const { exitCode, stdout, stderr } = await timeline([])

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^2020-09-22 08:37:01\.000 {2}cmd\.exe 4000 +process_create +cmd\.exe \/k by explorer\.exe 3000$/),
    expect.stringMatching(/grab\.exe 5000 +process_create +grab\.exe --all by cmd\.exe 4000$/),
    expect.stringMatching(
      /08:37:03\.000 {2}grab\.exe 5000 +handle_create +→ lsass\.exe 700 {2}0x1410 vm read, query information, query limited information$/,
    ),
    expect.stringMatching(/08:37:09\.000 {2}grab\.exe 5000 +process_terminate$/),
    expect.stringMatching(/08:37:20\.000 {2}notepad\.exe 5000 +process_create +notepad\.exe by cmd\.exe 4000$/),
  ])
})

test('keeps to the width of a terminal, with the date above the first event of a day', async () => {
  const { stdout } = await timeline([], { terminalColumns: 80, environment: { NO_COLOR: '1' } })
  const [day, ...lines] = stdout.trimEnd().split('\n')

  expect(day).toBe('2020-09-22')
  expect(lines).toHaveLength(5)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  expect(stdout).not.toContain('\u001b')
})

test.each<[string, string[], number]>([
  ['a process id, whoever had it', ['--process', '5000'], 4],
  ['a name without its end', ['--process', 'GRAB'], 3],
  ['a name of the object', ['--process', 'lsass.exe'], 1],
  ['kinds', ['--kind', 'handle_create', '--kind', 'process_terminate'], 2],
  ['a host by its short name', ['--host', 'desk1'], 5],
  ['a time', ['--since', '2020-09-22T08:37:03Z', '--until', '2020-09-22T08:37:09Z'], 1],
  ['a time before the newest event', ['--since', '11s'], 2],
  ['the wildcards of a name', ['--process', 'g*.exe'], 3],
])('shows only what %s lets through', async (_, args, count) => {
  const { exitCode, stdout } = await timeline(args)

  expect(exitCode).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(count)
})

test('an event between two of several processes stands there once', async () => {
  const { stdout } = await timeline(['--process', '*', '--ids'])
  const ids = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').at(-1))

  expect(ids).toHaveLength(5)
  expect(new Set(ids).size).toBe(5)
})

test('says that there is more than the limit, and what to do when nothing fits', async () => {
  const cut = await timeline(['--limit', '2'])
  expect(cut.stdout.trimEnd().split('\n')).toHaveLength(2)
  expect(cut.stderr).toContain('Only the first 2 events are shown')
  expect((await timeline(['--limit', '5'])).stderr).toBe('')

  const none = await timeline(['--since', '2021-01-01'])
  expect(none).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringContaining('No event fits. Times are UTC') as unknown })
})

test('prints CSV and ndjson with the ids that other commands take, and nothing that a terminal or spreadsheet obeys', async () => {
  const store = await aFleetStore()
  const run = (...args: string[]): Promise<CommandResult> => runCommand(['timeline', '--db', store, ...args])
  const csv = (await run('-o', 'csv')).stdout
  const objects = (await run('-o', 'ndjson')).stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

  expect(csv.split('\n')[0]).toBe('time,host,event_id,action,process,pid,process_id,object,object_pid,object_id,what')
  expect(csv).toMatch(/"'=cmd\|/)
  expect(csv).not.toMatch(dangerous)
  expect(objects).toHaveLength(8)
  expect(objects[0]).toMatchObject({
    action: 'process_create',
    host: { name: expect.stringMatching(/^DESK/) as unknown },
    process: { pid: 4000 },
  })
  const table = (await run()).stdout
  expect(table).not.toMatch(dangerous)
  expect(table).toMatch(/DESK1 .*\n[\s\S]*DESK2 /)
})

test('exits with 66 for a process that is not there, and with 2 for a kind or time that is none', async () => {
  expect(await timeline(['--process', 'nowhere.exe'])).toMatchObject({
    exitCode: 66,
    stderr: expect.stringContaining('no process nowhere.exe') as unknown,
  })
  expect(await timeline(['--kind', 'handle_creat'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean handle_create?') as unknown,
  })
  expect((await timeline(['--since', 'yesterday'])).exitCode).toBe(2)
  expect((await timeline(['--since', '1s', '--until', '5s'])).exitCode).toBe(2)
  expect((await timeline(['--host', 'elsewhere'])).exitCode).toBe(66)
})
