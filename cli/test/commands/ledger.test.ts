import { expect, test } from 'vitest'

import { aStore, change } from '../a-store.ts'
import { runCommand } from '../run-command.ts'

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
