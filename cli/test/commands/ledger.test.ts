import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aStore, change } from '../a-store.ts'
import { aDirectory, runCommand } from '../run-command.ts'

test('prints the equation of every stream and of all', async () => {
  const { exitCode, stdout } = await runCommand(['ledger', '--db', await aStore()])

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/DESK1\S* +\S+ +5 +5 +5 +0 +0 +0 +0\n/)
  expect(stdout).toContain('5 issued = 5 indexed + 0 dead-lettered + 0 gaps + 0 in flight')
})

test('prints streams and total as JSON', async () => {
  const { stdout } = await runCommand(['ledger', '--db', await aStore(), '-o', 'json'])

  expect(JSON.parse(stdout)).toMatchObject({
    streams: [{ host: { name: 'DESK1.example.com' }, issued: 5, indexed: 5, stored: 5, unexplained: 0 }],
    total: { issued: 5, indexed: 5, dead_lettered: 0, gaps: 0, in_flight: 0, unexplained: 0 },
  })
})

test('exits with 1 when events are unexplained', async () => {
  const store = await aStore()
  await change(store, 'UPDATE streams SET issued = issued + 2, unexplained = 2')
  const { exitCode, stdout } = await runCommand(['ledger', '--db', store])

  expect(exitCode).toBe(1)
  expect(stdout).toContain('2 unexplained')
})

test('exits with 1 when the store does not hold what was indexed', async () => {
  const store = await aStore()
  await change(store, 'DELETE FROM events WHERE sequence = 1')
  const { exitCode, stdout } = await runCommand(['ledger', '--db', store])

  expect(exitCode).toBe(1)
  expect(stdout).toContain('does not hold what was indexed')
})

test('says that events are stored without a ledger when the run that stored them did not come to its end', async () => {
  const store = await aStore()
  await change(store, 'DELETE FROM streams')
  const { exitCode, stdout } = await runCommand(['ledger', '--db', store])

  expect(exitCode).toBe(1)
  expect(stdout).toContain('5 events are stored without a ledger')
  expect(stdout).not.toContain('every event is accounted for')
})

/** A store into which a capture with this content was read. */
async function aStoreOf(content: string): Promise<{ readonly store: string; readonly exitCode: number }> {
  const directory = aDirectory()
  const [capture, store] = [join(directory, 'capture.json'), join(directory, 'store.sqlite')]
  writeFileSync(capture, content)
  const { exitCode, stdout } = await runCommand(['analyze', capture, '--db', store])
  expect(stdout).not.toContain('✓')
  return { store, exitCode }
}

test('says of a store without events that nothing was stored, and does not call that accounted for', async () => {
  const { store, exitCode } = await aStoreOf('[]')
  expect(exitCode).toBe(66)
  const ledger = await runCommand(['ledger', '--db', store])
  expect(ledger.exitCode).toBe(66)
  expect(ledger.stdout).toMatch(/^Nothing was stored: /)
  expect(ledger.stdout).not.toContain('✓')
})

test('says which records were rejected in the place of the tick', async () => {
  const { store, exitCode } = await aStoreOf('{"EventID":10,"Channel":"Microsoft-Windows-Sysmon/Operational","Hostname":"A"}\n')
  expect(exitCode).toBe(66)
  const { stdout } = await runCommand(['ledger', '--db', store])
  expect(stdout).toMatch(/1 record was\s+rejected and is no event: 1 missing_\w+/)
  expect(stdout).not.toContain('✓')
})

test('does not take a copy of what was read before for an input that could not be read', async () => {
  const directory = aDirectory()
  const record = {
    EventID: 10,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Hostname: 'A',
    EventTime: '2020-09-22 08:37:01',
    RecordNumber: 7,
  }
  const line = JSON.stringify({
    ...record,
    '@timestamp': '2020-09-22T08:37:01.000Z',
    SourceProcessId: 4,
    TargetProcessId: 8,
    GrantedAccess: '0x10',
  })
  const paths = ['one.json', 'copy.json'].map((name) => join(directory, name))
  for (const path of paths) writeFileSync(path, `${line}\n`)
  const { exitCode, stdout } = await runCommand(['analyze', ...paths, '-o', 'json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ inputs: [{ accepted: 1 }, { accepted: 0, skipped: { repeated_record: 1 } }] })
})
