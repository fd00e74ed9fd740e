import { writeFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { openDatabase } from '../../src/sqlite/open-database.ts'
import { openSqliteStateStore } from '../../src/state-store/sqlite.ts'
import { aStorePath } from '../document-store/a-store-path.ts'
import { stateStoreContract } from './contract.ts'

stateStoreContract('sqlite', () => openSqliteStateStore(aStorePath()))

test('states outlive the process, and an epoch is never given twice', async () => {
  const path = aStorePath()
  const first = await openSqliteStateStore(path, { nowUs: () => 5_000_000 })
  const before = await first.acquire('p')
  await first.put(before, new Map([['a', Uint8Array.of(1)]]))
  await first.close()
  const second = await openSqliteStateStore(path, { nowUs: () => 0 })
  const after = await second.acquire('p')
  expect([before.epoch, after, await second.get(after, 'a')]).toEqual([
    5_000,
    { partition: 'p', epoch: 5_001, isKnown: true },
    Uint8Array.of(1),
  ])
  await second.close()
})

test('says that it has lost a partition', async () => {
  const path = aStorePath()
  const store = await openSqliteStateStore(path)
  const own = await store.acquire('p')
  const other = await openDatabase(path)
  other.exec('DELETE FROM partitions')
  other.close()
  expect([await store.get(own, 'a'), await store.put(own, new Map([['a', Uint8Array.of(1)]]))]).toEqual(['lost', 'lost'])
  expect((await store.acquire('p')).isKnown).toBe(false)
  await store.close()
})

test('refuses a file that is no database, and says what to do', async () => {
  const path = aStorePath()
  writeFileSync(path, 'this is no database, and long enough to be taken for one'.repeat(20))
  await expect(openSqliteStateStore(path)).rejects.toMatchObject({
    code: 'IO_FAILED',
    message: expect.stringContaining('Move the file away') as unknown,
  })
})
