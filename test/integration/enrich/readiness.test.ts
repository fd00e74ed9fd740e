import { expect, inject, onTestFinished, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { aWorld, collectSimulated, until } from './a-service.ts'
import { anEnricherProcess } from './an-enricher-process.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()
const redis = openRedisServer(inject('redis'))

interface Readiness {
  readonly status: number
  readonly stuckMs: number
}

async function readinessOf(port: string): Promise<Readiness> {
  const response = await fetch(`http://127.0.0.1:${port}/ready`)
  const { stuckMs } = (await response.json()) as { stuckMs: number }
  return { status: response.status, stuckMs }
}

test(
  'an enricher whose state store is stuck is not ready within 30 s, and is by itself when it goes on',
  { timeout: 600_000 },
  async () => {
    const world = aWorld(cluster, aDirectory(), {
      WIN11MON_METRICS_ADDRESS: '127.0.0.1:0',
      WIN11MON_STATE_KIND: 'redis',
      WIN11MON_REDIS_URL: redis.url,
      WIN11MON_REDIS_PREFIX: 'readiness',
      WIN11MON_REDIS_TIMEOUT_MS: '2000',
    })
    await collectSimulated(world, 10)
    const enricher = anEnricherProcess(world)
    enricher.start()
    const portOf = (): string => /"port":(\d+)/u.exec(enricher.output)?.[1] ?? ''
    await until(
      'the port',
      async () => portOf(),
      (port) => port !== '',
    )
    await until(
      'readiness',
      () => readinessOf(portOf()),
      ({ status }) => status === 200,
    )
    await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ indexed }) => indexed > 0,
    )

    // It hangs: connections stay open, and nobody answers.
    redis.signal('SIGSTOP')
    onTestFinished(() => redis.signal('SIGCONT'))
    await collectSimulated(world, 10, { WIN11MON_COLLECTOR_SIMULATOR_SEED: 'later' })
    let longestReadyMs = 0
    const stuck = await until(
      'readiness while the store is stuck',
      async () => {
        const found = await readinessOf(portOf())
        if (found.status === 200) longestReadyMs = Math.max(longestReadyMs, found.stuckMs)
        return found
      },
      ({ status }) => status === 503,
    )
    expect(longestReadyMs).toBeLessThan(30_000)
    expect(stuck.stuckMs).toBeGreaterThan(20_000)
    redis.signal('SIGCONT')
    await until(
      'readiness afterwards',
      () => readinessOf(portOf()),
      ({ status }) => status === 200,
    )
    const ledger = await until(
      'the ledger afterwards',
      () => ledgerOf(world.store),
      ({ events, issued }) => events === issued && events > 0,
    )
    expect([await enricher.stop(), ledger.gaps, ledger.unexplained]).toEqual([0, 0, 0])
  },
)
