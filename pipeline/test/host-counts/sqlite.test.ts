import { expect, onTestFinished, test } from 'vitest'

import { createManualClock } from '../../src/clock/manual.ts'
import { openSqliteHostCounts } from '../../src/host-counts/sqlite.ts'
import { aStorePath } from '../document-store/a-store-path.ts'
import { hostCountsContract } from './contract.ts'

hostCountsContract('sqlite', () => openSqliteHostCounts(aStorePath()))
hostCountsContract('memory', () => openSqliteHostCounts(':memory:'))

test('what was not seen on a host for long does not count there', async () => {
  const clock = createManualClock(1_700_000_000_000_000)
  const counts = await openSqliteHostCounts(aStorePath(), clock)
  onTestFinished(() => counts.close())
  await counts.note([{ thing: 'a', hostId: 'one' }])
  clock.advance(91 * 86_400_000_000)
  expect(await counts.note([{ thing: 'a', hostId: 'two' }])).toEqual(new Map([['a', 1]]))
})

test('counts outlive the process, and several share them', async () => {
  const path = aStorePath()
  const first = await openSqliteHostCounts(path)
  await first.note([{ thing: 'a', hostId: 'one' }])
  const second = await openSqliteHostCounts(path)
  expect(await second.note([{ thing: 'a', hostId: 'two' }])).toEqual(new Map([['a', 2]]))
  await first.close()
  await second.close()
})
