import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { type KafkaCluster, createKafka, openKafka } from './kafka.ts'
import { type OpensearchCluster, createOpensearch, openOpensearch } from './opensearch.ts'
import { createRedis, openRedisServer } from './redis.ts'
import { createSchemaRegistry, openSchemaRegistry } from './schema-registry.ts'
import { createToxiproxy, openToxiproxy } from './toxiproxy.ts'

export interface StackServer {
  readonly name: string
  readonly address: string
  readonly pid: number | undefined
}

/** The servers that a developer has running, one of a kind. */
export interface LocalStack {
  servers(): readonly StackServer[]
  start(): Promise<void>
  stop(): Promise<void>
}

export interface StackOptions {
  readonly directory: string
  readonly brokers: number
  /** Nodes of OpenSearch; none with 0. */
  readonly nodes: number
  /** With its security plugin. */
  readonly isSecured: boolean
  /** With a proxy that breaks connections on purpose. */
  readonly hasFaults: boolean
}

/** The stack of a directory; described anew as far as there is none. */
export async function createStack({ directory, brokers, nodes, isSecured, hasFaults }: StackOptions): Promise<LocalStack> {
  const kafka = await createKafka({ directory: join(directory, 'kafka'), brokers })
  await createSchemaRegistry({ directory: join(directory, 'schema-registry'), kafka: kafka.addresses().join(',') })
  const edition = isSecured ? 'secured' : 'plain'
  if (nodes > 0) await createOpensearch({ directory: join(directory, 'opensearch'), nodes, edition })
  await createRedis(join(directory, 'redis'))
  if (hasFaults) await createToxiproxy(join(directory, 'toxiproxy'))
  return openStack(directory)
}

export function openStack(directory: string): LocalStack {
  const kafka = openKafka(join(directory, 'kafka'))
  const registry = openSchemaRegistry(join(directory, 'schema-registry'))
  const opensearchDirectory = join(directory, 'opensearch')
  const opensearch = existsSync(opensearchDirectory) ? openOpensearch(opensearchDirectory) : undefined
  const redis = existsSync(join(directory, 'redis')) ? openRedisServer(join(directory, 'redis')) : undefined
  const proxyDirectory = join(directory, 'toxiproxy')
  const proxy = existsSync(proxyDirectory) ? openToxiproxy(proxyDirectory) : undefined
  return {
    servers: () => [
      ...brokersOf(kafka),
      { name: 'schema registry', address: registry.url, pid: registry.pid() },
      ...(opensearch === undefined ? [] : nodesOf(opensearch)),
      ...(redis === undefined ? [] : [{ name: 'redis', address: redis.url, pid: redis.pid() }]),
      ...(proxy === undefined ? [] : [{ name: 'toxiproxy', address: proxy.address, pid: proxy.pid() }]),
    ],
    async start() {
      await Promise.all([kafka.start(), opensearch?.start(), redis?.start(), proxy?.start()])
      // It keeps its schemas in Kafka.
      await registry.start()
    },
    async stop() {
      await Promise.all([registry.stop(), opensearch?.stop(), redis?.stop(), proxy?.stop()])
      await kafka.stop()
    },
  }
}

function brokersOf(kafka: KafkaCluster): StackServer[] {
  return kafka.brokerIds.map((id) => ({ name: `kafka ${id}`, address: kafka.addresses()[id - 1] ?? '', pid: kafka.broker(id).pid() }))
}

function nodesOf(opensearch: OpensearchCluster): StackServer[] {
  return opensearch.nodeIds.map((id) => ({
    name: `opensearch ${id}`,
    address: opensearch.urls()[id - 1] ?? '',
    pid: opensearch.node(id).pid(),
  }))
}
