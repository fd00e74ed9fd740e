import { expect, test } from 'vitest'

import { aStore, change } from '../a-store.ts'
import { type CommandResult, aFile, runCommand } from '../run-command.ts'

async function tree(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(['tree', ...args, '--db', await aStore()])
}

test('draws the tree of a host with what was found', async () => {
  const { exitCode, stdout } = await tree('DESK1.example.com')

  expect(exitCode).toBe(0)
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^explorer\.exe 3000 {2}start not seen/),
    expect.stringMatching(/^└─ cmd\.exe 4000 {2}cmd\.exe \/k$/),
    expect.stringMatching(/^ {3}├─ grab\.exe 5000 {2}▲ HD-08 {2}grab\.exe --all$/),
    expect.stringMatching(/^ {3}└─ notepad\.exe 5000 {2}notepad\.exe$/),
    expect.stringMatching(/only mentioned \(--all\)$/),
    '',
  ])
})

test.each(['desk1', 'DESK1', 'desk1.EXAMPLE.com'])('finds the host under the name %s', async (name) => {
  expect((await tree(name)).exitCode).toBe(0)
})

test('shows every process that had a pid that was used again', async () => {
  const { stdout } = await tree('DESK1', '5000')

  expect(stdout.match(/^(grab|notepad)\.exe 5000/gm)).toEqual(['grab.exe 5000', 'notepad.exe 5000'])
  expect(stdout.match(/explorer\.exe 3000 › cmd\.exe 4000 ›/g)).toHaveLength(2)
  expect(stdout).toContain('HD-08 Access to lsass')
})

test('shows one process by its entity id', async () => {
  const { stdout } = await tree('DESK1', '-o', 'json')
  const { processes } = JSON.parse(stdout) as { processes: { entity_id: string; pid: number; executable: string }[] }
  const notepad = processes.find(({ executable }) => executable.endsWith('notepad.exe'))
  const shown = await tree('DESK1', notepad?.entity_id ?? '', '-o', 'ndjson')

  expect(
    shown.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { type: 'process', entity_id: notepad?.entity_id, pid: 5000, edge_confidence: 'observed', alerts: [], abuse: { reported: false } },
  ])
})

test.each([
  [['DESK2'], 66, /no host DESK2\. Did you mean DESK1/],
  [['DESK1', '77777'], 66, /no process 77777/],
  [['DESK1', 'grab.exe'], 2, /neither a process id nor an entity id/],
])('says what is missing for %j', async (args, code, message) => {
  const { exitCode, stdout, stderr } = await tree(...args)

  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' })
  expect(stderr).toMatch(message)
})

test('draws no alert that was withdrawn', async () => {
  const store = await aStore()
  await change(store, "UPDATE alerts SET status = 'withdrawn'")
  const whole = await runCommand(['tree', 'DESK1', '--db', store])
  const one = await runCommand(['tree', 'DESK1', '5000', '--db', store])

  expect([whole.exitCode, one.exitCode]).toEqual([0, 0])
  expect(whole.stdout + one.stdout).not.toContain('HD-08')
})

test('exits with 74 when a document that it has to read is damaged', async () => {
  const store = await aStore()
  await change(store, 'UPDATE processes SET doc = substr(doc, 1, 40) WHERE pid = 4000')
  const { exitCode, stderr } = await runCommand(['tree', 'DESK1', '4000', '--db', store])

  expect(exitCode).toBe(74)
  expect(stderr).toMatch(/The document \S+ of the store cannot be read.*Analyse the captures again into a new store/u)
  // Nothing else of that process is asked for than its columns.
  expect((await runCommand(['tree', 'DESK1', '--db', store])).exitCode).toBe(0)
})

test('exits with 78 on a file that is no store', async () => {
  expect((await runCommand(['tree', 'DESK1', '--db', aFile('x.sqlite', 'x'.repeat(100))])).exitCode).toBe(78)
})

test('asks for the store when it is not given', async () => {
  const { exitCode, stderr } = await runCommand(['tree', 'DESK1'])

  expect(exitCode).toBe(2)
  expect(stderr).toContain('--db <file>')
})
