import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, expect, test } from 'vitest'

import { aDirectory, runCommand } from '../../../cli/test/run-command.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { ask, forgottenAfterTest, settingsOf, sharedOpensearch, startTimeoutMs } from '../opensearch/an-opensearch.ts'
import { type AWorld, aWorld, anEnricher, until } from './a-service.ts'
import { quietRows } from './quiet-run.ts'

const cluster = oneBroker()
beforeAll(sharedOpensearch, startTimeoutMs)

type Documents = ReadonlyMap<string, unknown>

/** Documents of a family by id as they lie in OpenSearch, some thousands at most. */
async function documentsOf(url: string, pattern: string): Promise<Documents> {
  await ask(url, 'POST', `/${pattern}/_refresh`)
  const answer = await ask(url, 'POST', `/${pattern}/_search`, { size: 10_000 })
  const { hits } = (answer as { hits?: { hits: readonly { _id: string; _source: unknown }[] } }).hits ?? { hits: [] }
  return new Map(
    hits.map(({ _id: id, _source: source }) => [id, withoutHistory(source)] as const).filter(([, source]) => !isWithdrawn(source)),
  )
}

/** The same of a store of one file. */
function rowsOfFamily(rows: ReadonlyMap<string, { readonly doc?: unknown }>, family: string): Documents {
  const own = [...rows].filter(([key]) => key.startsWith(`${family} `))
  return new Map(own.map(([key, { doc }]) => [key.slice(family.length + 1), doc]))
}

function withoutHistory(source: unknown): unknown {
  const { win11mon, ...rest } = source as { win11mon?: { history?: unknown } }
  const { history: _, ...ours } = win11mon ?? {}
  return win11mon === undefined ? rest : { ...rest, win11mon: ours }
}

/** An alert that was raised and taken back on the way: which of those there are depends on how the batches were cut. */
function isWithdrawn(source: unknown): boolean {
  return (source as { win11mon?: { status?: string } }).win11mon?.status === 'withdrawn'
}

/** An attack from a recording, published as a collector does. */
async function collectAttack({ directory, environment }: AWorld): Promise<number> {
  const recording = join(directory, 'attack.avro')
  await runCommand(['simulate', '--out', recording, '--duration', '1m', '--rate', '40', '--scenario', 'all'])
  const collected = await runCommand(['collect', '--source', 'recording'], {
    directory,
    environment: { ...environment, WIN11MON_COLLECTOR_RECORDINGS: JSON.stringify([recording]) },
  })
  expect(collected.exitCode).toBe(0)
  return Number(/"published":(\d+)/u.exec(collected.stderr.split('\n').at(-2) ?? '')?.[1])
}

test(
  'what a collector publishes is searchable in OpenSearch: the documents of a quiet run into SQLite, none twice, alerts told once',
  { timeout: 400_000 },
  async () => {
    const [url = ''] = (await sharedOpensearch()).urls()
    const { prefix } = settingsOf(url)
    const world = aWorld(cluster, aDirectory(), {
      WIN11MON_STORE_KIND: 'opensearch',
      WIN11MON_OPENSEARCH_NODES: JSON.stringify([url]),
      WIN11MON_OPENSEARCH_PREFIX: prefix,
      WIN11MON_OPENSEARCH_INDICES_CREATE_MISSING: 'true',
      WIN11MON_OPENSEARCH_INDICES_REPLICAS: '0',
      WIN11MON_ALERTS_FILE: 'alerts.ndjson',
    })
    forgottenAfterTest(url, { ...settingsOf(url), prefix }, async () => undefined)
    const published = await collectAttack(world)
    const enricher = anEnricher(world)
    await until(
      'the events in OpenSearch',
      async () => (await documentsOf(url, `${prefix}-events-*`)).size,
      (count) => count >= published,
    )
    const sqlite = { ...world, environment: { ...world.environment, WIN11MON_STORE_KIND: 'sqlite', WIN11MON_ALERTS_FILE: '' } }
    const quiet = await quietRows(sqlite, published)
    for (const family of ['processes', 'alerts']) {
      await until(
        family,
        async () => (await documentsOf(url, `${prefix}-${family}-*`)).size,
        (count) => count >= rowsOfFamily(quiet, family).size,
      )
    }
    expect((await enricher.stop()).exitCode).toBe(0)
    for (const family of ['events', 'processes', 'alerts', 'gaps']) {
      expect([family, await documentsOf(url, `${prefix}-${family}-*`)]).toEqual([family, rowsOfFamily(quiet, family)])
    }
    const file = join(world.directory, 'alerts.ndjson')
    const told = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    expect(rowsOfFamily(quiet, 'alerts').size).toBeGreaterThan(0)
    expect(told.length).toBeGreaterThanOrEqual(rowsOfFamily(quiet, 'alerts').size)
  },
)
