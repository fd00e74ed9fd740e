import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase } from '@win11mon/pipeline'
import { Redis } from 'ioredis'
import { expect, inject, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { differencesOf, rowsOf } from '../../stories/store-rows.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { type AWorld, aWorld, anEnricher, collectSimulated, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'
import { type Rows, quietRows, settled } from './quiet-run.ts'

const cluster = oneBroker()

/** Two batches of work with something between them, and what is stored in the end. */
async function twoRuns(world: AWorld, between: () => Promise<void> | void): Promise<Rows> {
  for (const run of [1, 2]) {
    await collectSimulated(world, 12, { WIN11MON_COLLECTOR_SIMULATOR_SEED: `run ${run}`, WIN11MON_COLLECTOR_SIMULATOR_HOSTS: '2' })
    const before = await ledgerOf(world.store)
    const enricher = anEnricher(world)
    await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ indexed, issued }) => indexed > before.indexed && indexed === issued,
    )
    await settled(world)
    await enricher.stop()
    if (run === 1) await between()
  }
  return await rowsOf(world.store)
}

test('states of hosts that are lost altogether are made again from the topic, and no document tells', { timeout: 600_000 }, async () => {
  const world = aWorld(cluster, aDirectory())
  const rows = await twoRuns(world, () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.directory, `win11mon-state.sqlite${suffix}`), { force: true })
  })
  expect(await ledgerOf(world.store)).toMatchObject({ gaps: 0, unexplained: 0, deadLetters: 0 })
  expect(differencesOf(rows, await quietRows(world))).toEqual([])
})

test('one damaged state is made again, and the others are not', { timeout: 600_000 }, async () => {
  const world = aWorld(cluster, aDirectory())
  const rows = await twoRuns(world, async () => {
    const database = await openDatabase(join(world.directory, 'win11mon-state.sqlite'))
    database.exec("UPDATE states SET state = zeroblob(length(state)) WHERE id = (SELECT id FROM states WHERE id != '#owed' LIMIT 1)")
    database.close()
  })
  expect(await ledgerOf(world.store)).toMatchObject({ gaps: 0, unexplained: 0, deadLetters: 0 })
  expect(differencesOf(rows, await quietRows(world))).toEqual([])
})

test('Redis may be flushed under a running enricher: documents stay those of the events', { timeout: 600_000 }, async () => {
  const redis = openRedisServer(inject('redis'))
  const directory = aDirectory()
  const environment = { WIN11MON_STATE_KIND: 'redis', WIN11MON_REDIS_URL: redis.url, WIN11MON_REDIS_PREFIX: 'flushed' }
  const world = aWorld(cluster, directory, environment)
  const client = new Redis(redis.url)
  const enricher = anEnricher(world)
  for (const run of [1, 2, 3]) {
    await collectSimulated(world, 8, { WIN11MON_COLLECTOR_SIMULATOR_SEED: `run ${run}` })
    const before = await ledgerOf(world.store)
    await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ indexed, issued }) => indexed > before.indexed && indexed === issued,
    )
    await client.flushall()
  }
  client.disconnect()
  await settled(world)
  await enricher.stop()
  expect(await ledgerOf(world.store)).toMatchObject({ gaps: 0, unexplained: 0, inFlight: 0, deadLetters: 0 })
  expect(differencesOf(await rowsOf(world.store), await quietRows(world))).toEqual([])
})
