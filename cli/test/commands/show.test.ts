import { expect, test } from 'vitest'

import { aFleetStore, dangerous } from '../a-fleet-store.ts'
import { aStore } from '../a-store.ts'
import { type CommandResult, runCommand } from '../run-command.ts'

/** The first id that a query gives. */
async function idOf(store: string, sql: string): Promise<string> {
  return (await runCommand(['query', sql, '--db', store, '-o', 'csv'])).stdout.split('\n')[1] ?? ''
}

async function show(store: string, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand(['show', '--db', store, ...args])
}

test('shows an alert with its reasons, what to do, both processes and the events it rests on', async () => {
  const store = await aStore()
  const id = await idOf(store, 'SELECT id FROM alerts')
  const { exitCode, stdout } = await show(store, '--', id)

  expect(exitCode).toBe(0)
  for (const text of ['HIGH  HD-08', 'T1003.001', 'WHY', 'vm read', 'DO', 'ACTOR  grab.exe 5000', 'explorer.exe 3000 › cmd.exe 4000 ›']) {
    expect(stdout).toContain(text)
  }
  expect(stdout).toMatch(/OBJECT {2}lsass\.exe 700[\s\S]*EVIDENCE {2}1 event\n[\s\S]*handle_create +→ lsass\.exe 700 {2}0x1410/)
  expect(stdout).toContain('win11mon timeline --process')
  const object = JSON.parse((await show(store, '-o', 'json', '--', id.slice(0, 8))).stdout) as unknown
  expect(object).toMatchObject({
    type: 'alert',
    id,
    status: 'raised',
    actor_facts: { command_line: 'grab.exe --all' },
    evidence: [{ action: 'handle_create' }],
  })
})

test('shows a process with lineage, facts, scores, alerts, children, what it did and its handles', async () => {
  const store = await aStore()
  const { exitCode, stdout } = await show(store, 'grab')

  expect(exitCode).toBe(0)
  expect(stdout.split('\n').slice(0, 2)).toEqual(['explorer.exe 3000 › cmd.exe 4000 ›', 'grab.exe 5000  on DESK1.example.com'])
  expect(stdout).toMatch(/command line +grab\.exe --all\n/)
  expect(stdout).toMatch(
    /integrity +medium\n[\s\S]*ended +2020-09-22 08:37:09\.000 UTC[\s\S]*parent +cmd\.exe 4000 \(observed\) {2}cmd\.exe \/k/,
  )
  expect(stdout).toMatch(
    /SCORES\n {2}loader[\s\S]*ALERTS {2}1\n[\s\S]*EVENTS {2}3 events, [\s\S]*did +(?:\w+ 1(?: · )?){3}\n {2}first {2}.* process_create .*\n {2}last {3}.* process_terminate\n[\s\S]*HANDLES IT HOLDS {2}1 kind of handle\n/,
  )
  expect((await show(store, 'cmd.exe')).stdout).toMatch(
    /CHILDREN {2}2\n {2}08:37:02 {2}grab\.exe 5000 {2}grab\.exe --all\n {2}08:37:20 {2}notepad/,
  )
  expect((await show(store, 'lsass')).stdout).toMatch(/started +not seen[\s\S]*on it +handle_create 1\n[\s\S]*HANDLES ON IT/)
  const object = JSON.parse((await show(store, 'grab', '-o', 'json')).stdout) as unknown
  expect(object).toMatchObject({
    type: 'process',
    process: { pid: 5000 },
    lineage: [{ pid: 4000 }, { pid: 3000 }],
    handles: { held: [{ access: '0x1410' }], on_it: [] },
  })
})

test('shows an event with every field under its name, decoded, and the alerts that rest on it', async () => {
  const store = await aStore()
  const id = await idOf(store, "SELECT id FROM events WHERE kind = 'handle_create'")
  const { stdout } = await show(store, '--', id)

  expect(stdout).toMatch(/^handle_create /)
  expect(stdout).toMatch(/win11mon\.handle\.granted_access +0x1410 \(vm read, query information, query limited information\)\n/)
  expect(stdout).toMatch(/ALERTS\n {2}HD-08/)
  const { fields, alerts } = JSON.parse((await show(store, '-o', 'json', '--', id)).stdout) as { fields: unknown[]; alerts: unknown[] }
  expect(fields).toContainEqual({
    field: 'win11mon.handle.granted_access',
    value: 0x1410,
    text: expect.stringContaining('vm read') as unknown,
    unit: 'access mask',
  })
  expect(alerts).toHaveLength(1)
  const create = await idOf(store, "SELECT id FROM events WHERE kind = 'process_create'")
  expect((await show(store, '--', create)).stdout).toMatch(/process\.integrity_level +0x2000 \(medium\)\n/)
})

test('lists what may be meant when it is more than one, and takes a host to tell', async () => {
  const store = await aFleetStore()
  const { exitCode, stdout, stderr } = await show(store, '5000')

  expect({ exitCode, stdout }).toEqual({ exitCode: 66, stdout: '' })
  expect(stderr).toMatch(/process {2}\S{22} {2}grab\.exe 5000 on DESK1[\s\S]*on DESK2[\s\S]*5000 may be any of 2, listed above/)
  expect((await show(store, '5000', '--host', 'desk2')).stdout).toContain('DESK2\\bob')
})

test('the beginning of an id that several have lists them', async () => {
  const store = await aStore()
  const id = await idOf(store, 'SELECT id FROM events WHERE sequence = 1')

  expect((await show(store, '--', id.slice(0, 10))).stderr).toContain('may be any of 5')
})

test('exits with 66 and says how to find it when there is nothing', async () => {
  expect(await show(await aStore(), 'nothing-like-it')).toMatchObject({
    exitCode: 66,
    stderr: expect.stringContaining('win11mon search') as unknown,
  })
})

test('text of endpoints reaches no terminal raw', async () => {
  const store = await aFleetStore()
  for (const args of [['5000'], ['5000', '-o', 'json']]) {
    const { exitCode, stdout } = await show(store, ...args, '--host', 'desk2')
    expect(exitCode).toBe(0)
    expect(stdout).not.toMatch(dangerous)
  }
})
