import { openDatabase } from '@win11mon/pipeline'
import { expect, inject, onTestFinished, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { aWorld, anEnricher, collectSimulated, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()
const redis = openRedisServer(inject('redis'))

/** Processes by the number of hosts on which their image was seen, as far as their documents say. */
async function prevalencesIn(path: string): Promise<number[]> {
  const database = await openDatabase(path, { readOnly: true })
  try {
    const sql = "SELECT DISTINCT json_extract(doc, '$.win11mon.prevalence.hosts') AS hosts FROM processes WHERE executable IS NOT NULL"
    return database
      .prepare(sql)
      .all()
      .map(({ hosts }) => Number(hosts ?? 0))
      .toSorted((left, right) => left - right)
  } finally {
    database.close()
  }
}

test(
  'documents of processes say on how many hosts their image was seen; without Redis they go without, and nothing stops',
  { timeout: 400_000 },
  async () => {
    const world = aWorld(cluster, aDirectory(), {
      WIN11MON_STATE_PREVALENCE: 'redis',
      WIN11MON_REDIS_URL: redis.url,
      WIN11MON_REDIS_PREFIX: 'prevalence',
      WIN11MON_REDIS_TIMEOUT_MS: '1000',
    })
    // Every collector has a host of its own.
    for (const seed of ['one', 'two', 'three'])
      await collectSimulated({ ...world, directory: aDirectory() }, 5, { WIN11MON_COLLECTOR_SIMULATOR_SEED: seed })
    const enricher = anEnricher(world)
    await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ events, issued }) => events > 0 && events === issued,
    )
    const found = await until(
      'prevalence',
      () => prevalencesIn(world.store),
      (counts) => counts.includes(3),
    )
    expect(found.every((count) => count <= 3)).toBe(true)

    await redis.stop()
    onTestFinished(() => redis.start())
    const before = await ledgerOf(world.store)
    await collectSimulated({ ...world, directory: aDirectory() }, 5, { WIN11MON_COLLECTOR_SIMULATOR_SEED: 'four' })
    await until(
      'the ledger without Redis',
      () => ledgerOf(world.store),
      ({ events, issued }) => events > before.events && events === issued,
    )
    expect((await enricher.stop()).exitCode).toBe(0)
  },
)
