import { beforeAll, expect, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { ask, forgottenAfterTest, settingsOf, sharedOpensearch, startTimeoutMs } from '../opensearch/an-opensearch.ts'
import { aWorld, anEnricher, collectSimulated, until } from './a-service.ts'

const cluster = oneBroker()
beforeAll(sharedOpensearch, startTimeoutMs)

test('of two enrichers one lets the days go that are old enough, without being asked', { timeout: 300_000 }, async () => {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url)
  const { prefix } = settings
  const world = aWorld(cluster, aDirectory(), {
    WIN11MON_STORE_KIND: 'opensearch',
    WIN11MON_OPENSEARCH_NODES: JSON.stringify([url]),
    WIN11MON_OPENSEARCH_PREFIX: prefix,
    WIN11MON_OPENSEARCH_INDICES_REPLICAS: '0',
    WIN11MON_OPENSEARCH_INDICES_CREATE_MISSING: 'true',
    WIN11MON_OPENSEARCH_INDICES_APPLY_RETENTION: 'true',
  })
  forgottenAfterTest(url, settings, async () => undefined)
  await collectSimulated(world, 1)
  const old = `${prefix}-events-v1-2020.01.01`
  await ask(url, 'PUT', `/${old}`, { settings: { number_of_replicas: 0 } })
  const enrichers = [anEnricher(world), anEnricher(world)]
  await until(
    'the days that are left',
    async () => Object.keys(await ask(url, 'GET', `/${prefix}-events-*`)),
    (names) => !names.includes(old),
  )
  const results = await Promise.all(enrichers.map((enricher) => enricher.stop()))
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(results.filter(({ stderr }) => stderr.includes('"days_deleted":1'))).toHaveLength(1)
})
