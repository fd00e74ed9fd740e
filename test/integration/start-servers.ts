import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

import { endWithThisProcess } from '../../deploy/local/servers/end-with-parent.ts'
import { createKafka } from '../../deploy/local/servers/kafka.ts'
import { createOpensearch } from '../../deploy/local/servers/opensearch.ts'
import { createRedis } from '../../deploy/local/servers/redis.ts'
import { createSchemaRegistry } from '../../deploy/local/servers/schema-registry.ts'
import { createToxiproxy } from '../../deploy/local/servers/toxiproxy.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Directory of a cluster of one broker with every listener. */
    readonly oneBroker: string
    /** Of a cluster of three, which whoever needs it starts. */
    readonly threeBrokers: string
    /** Of the proxy that stands in front of the one broker's listener `proxied`. */
    readonly toxiproxy: string
    /** Of the Redis server, which whoever breaks it starts again. */
    readonly redis: string
    /** Of the schema registry, which whoever needs it starts. */
    readonly schemaRegistry: string
    /** Of an OpenSearch of one node, of three, and of one with its security plugin: whoever needs one starts it. */
    readonly opensearch: string
    readonly threeNodes: string
    readonly securedOpensearch: string
  }
}

/** Users of the listener `scram`: the second may log in and do nothing. */
export const users = { collector: 'collector-password', stranger: 'stranger-password' } as const

/** Starts what most tests share, and ends it after the last. What a test breaks it starts by itself. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-integration-'))
  endWithThisProcess(directory)
  const kafka = await createKafka({
    directory: join(directory, 'one-broker'),
    brokers: 1,
    listeners: ['proxied', 'scram', 'mutual', 'expired'],
    users,
  })
  const cluster = await createKafka({ directory: join(directory, 'three-brokers'), brokers: 3 })
  const toxiproxy = await createToxiproxy(join(directory, 'toxiproxy'))
  const redis = await createRedis(join(directory, 'redis'))
  const [broker = ''] = kafka.addresses()
  const registry = await createSchemaRegistry({ directory: join(directory, 'registry'), kafka: broker })
  const opensearch = await createOpensearch({ directory: join(directory, 'opensearch'), nodes: 1 })
  const threeNodes = await createOpensearch({ directory: join(directory, 'three-nodes'), nodes: 3 })
  const secured = await createOpensearch({ directory: join(directory, 'secured-opensearch'), nodes: 1, edition: 'secured' })
  await Promise.all([kafka.start(), redis.start(), toxiproxy.start()])
  await toxiproxy.addProxy({
    name: 'broker',
    listen: kafka.addresses('proxied')[0] ?? '',
    upstream: `127.0.0.1:${kafka.ports[0]?.listeners.proxied}`,
  })
  project.provide('oneBroker', kafka.directory)
  project.provide('threeBrokers', cluster.directory)
  project.provide('toxiproxy', toxiproxy.directory)
  project.provide('redis', redis.directory)
  project.provide('schemaRegistry', registry.directory)
  project.provide('opensearch', opensearch.directory)
  project.provide('threeNodes', threeNodes.directory)
  project.provide('securedOpensearch', secured.directory)
  return async () => {
    await Promise.all([
      registry.stop(),
      redis.stop(),
      toxiproxy.stop(),
      cluster.stop(),
      opensearch.stop(),
      threeNodes.stop(),
      secured.stop(),
    ])
    await kafka.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
