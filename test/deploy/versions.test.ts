import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { kafkaSettings, plannedTopics } from '@win11mon/pipeline'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { versions } from '../../deploy/local/versions.ts'

const root = join(import.meta.dirname, '../..')
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8')) as {
  readonly services: Readonly<
    Record<string, { readonly image: string; readonly ports: readonly string[]; readonly cap_drop: readonly string[] }>
  >
}

test('Compose starts the versions of the local stack', () => {
  const images = Object.values(compose.services).map(({ image }) => image)
  expect(images.toSorted()).toEqual([
    `apache/kafka:${versions.kafka}`,
    `apicurio/apicurio-registry:${versions.apicurio}`,
    `ghcr.io/shopify/toxiproxy:${versions.toxiproxy}`,
    `opensearchproject/opensearch-dashboards:${versions.opensearch}`,
    `opensearchproject/opensearch:${versions.opensearch}`,
    `redis:${versions.redis}`,
  ])
})

test('what Compose starts listens on loopback only and has no capabilities', () => {
  for (const { ports, cap_drop: dropped } of Object.values(compose.services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/u)
    expect(dropped).toEqual(['ALL'])
  }
})

test('the topics that deploy shows are those of the default settings', () => {
  const shown: unknown = JSON.parse(readFileSync(join(root, 'deploy/kafka/topics/topics.json'), 'utf8'))
  expect(shown).toEqual({ topics: plannedTopics(kafkaSettings.parse({})) })
})
