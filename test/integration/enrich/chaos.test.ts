import { Redis } from 'ioredis'
import { expect, inject, test } from 'vitest'

import { aDirectory, runCommand } from '../../../cli/test/run-command.ts'
import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { differencesOf, rowsOf } from '../../stories/store-rows.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { type AWorld, aWorld, until } from './a-service.ts'
import { type AnEnricherProcess, anEnricherProcess } from './an-enricher-process.ts'
import { ledgerOf } from './ledger-of.ts'
import { quietRows, settled } from './quiet-run.ts'

/** `npm run chaos` asks for more. */
const hosts = process.env['WIN11MON_CHAOS_HOSTS'] ?? '12'
const rate = process.env['WIN11MON_CHAOS_RATE'] ?? '300'
const duration = process.env['WIN11MON_CHAOS_DURATION'] ?? '45s'
const rounds = Number(process.env['WIN11MON_CHAOS_ROUNDS'] ?? 1)

interface Fleet {
  readonly issued: number
  readonly published: number
}

/** A fleet that publishes as time goes by, so that everything happens while events come. */
function aFleet({ directory, environment }: AWorld): Promise<Fleet> {
  const args = ['fleet-sim', '--hosts', hosts, '--rate', rate, '--duration', duration, '--seed', 'chaos']
  return runCommand(args, { directory, environment }).then(({ stdout, stderr }) => {
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as Fleet
  })
}

/** Killed in the middle of its work, and started again. */
async function killAndStart(enricher: AnEnricherProcess): Promise<void> {
  await until(
    'an enricher at work',
    () => Promise.resolve(enricher.isAtWork),
    (isAtWork) => isAtWork,
  )
  await pause(2_000)
  await enricher.kill()
  enricher.start()
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}

test(
  'exactly what was sent is searchable, while enrichers are killed in turn, the broker and Redis restart and Redis is flushed',
  { timeout: 3_600_000 },
  async () => {
    const cluster = oneBroker()
    const redis = openRedisServer(inject('redis'))
    const more = {
      WIN11MON_STATE_KIND: 'redis',
      WIN11MON_REDIS_URL: redis.url,
      WIN11MON_REDIS_PREFIX: 'chaos',
      WIN11MON_ENRICHER_CHECKPOINT_SECONDS: '1',
    }
    const world = aWorld(cluster, aDirectory(), more)
    const enrichers = [1, 2, 3].map(() => anEnricherProcess(world))
    const publishing = aFleet(world)
    // Looked at when everything has happened.
    publishing.catch(() => undefined)
    for (const enricher of enrichers) enricher.start()
    for (let round = 0; round < rounds; round += 1) {
      for (const enricher of enrichers) await killAndStart(enricher)
      await cluster.broker(1).kill()
      await cluster.start()
      await redis.stop()
      await pause(1_000)
      await redis.start()
      const client = new Redis(redis.url)
      await client.flushall()
      client.disconnect()
    }
    const { issued, published } = await publishing
    await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ indexed }) => indexed >= issued,
      600_000,
    )
    await settled(world)
    const ledger = await ledgerOf(world.store)
    // Stopped one after the other: each hands its partitions over.
    for (const enricher of enrichers) await enricher.stop()

    expect(published).toBe(issued)
    expect(ledger).toMatchObject({ issued, events: issued, gaps: 0, unexplained: 0, deadLetters: 0 })
    expect(differencesOf(await rowsOf(world.store), await quietRows(world))).toEqual([])
  },
)
