import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { javaAtLeast } from '../artifacts/java.ts'
import { registryProgram } from '../artifacts/registry-files.ts'
import { leastJava } from '../versions.ts'
import { freePorts } from './free-ports.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

export interface SchemaRegistryServer extends ServerProcess {
  /** Where clients that know Confluent's registry find theirs. */
  readonly url: string
}

export interface SchemaRegistryOptions {
  readonly directory: string
  /** Broker that keeps the schemas; they survive a restart. */
  readonly kafka: string
}

interface RegistryDescription {
  readonly port: number
  readonly managementPort: number
  readonly kafka: string
}

/** Describes a registry in a directory, on free ports, without starting it; one that is described there already is kept. */
export async function createSchemaRegistry({ directory, kafka }: SchemaRegistryOptions): Promise<SchemaRegistryServer> {
  const path = join(directory, 'registry.json')
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true })
    const [port = 0, managementPort = 0] = await freePorts(2)
    writeFileSync(path, JSON.stringify({ port, managementPort, kafka } satisfies RegistryDescription, null, 2))
  }
  return openSchemaRegistry(directory)
}

export function openSchemaRegistry(directory: string): SchemaRegistryServer {
  const description = JSON.parse(readFileSync(join(directory, 'registry.json'), 'utf8')) as RegistryDescription
  const url = `http://127.0.0.1:${description.port}/apis/ccompat/v7`
  const mark = `-Dwin11mon.registry=${directory}`
  let known: ServerProcess | undefined
  const prepared = (): ServerProcess =>
    (known ??= serverProcess({
      directory,
      command: javaAtLeast(leastJava.apicurio),
      args: [
        '-Xms64m',
        '-Xmx384m',
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        `-Djava.io.tmpdir=${directory}`,
        mark,
        '-jar',
        registryProgram(),
      ],
      environment: environmentOf(directory, description),
      mark,
      isReady: async () => await answers(`${url}/subjects`),
    }))
  return {
    directory,
    url,
    pid: () => prepared().pid(),
    start: () => prepared().start(),
    stop: () => prepared().stop(),
    kill: () => prepared().kill(),
    signal: (name) => prepared().signal(name),
  }
}

function environmentOf(directory: string, { port, managementPort, kafka }: RegistryDescription): Record<string, string> {
  return {
    QUARKUS_HTTP_HOST: '127.0.0.1',
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
    QUARKUS_MANAGEMENT_PORT: String(managementPort),
    QUARKUS_OTEL_SDK_DISABLED: 'true',
    APICURIO_STORAGE_KIND: 'kafkasql',
    APICURIO_KAFKASQL_BOOTSTRAP_SERVERS: kafka,
    // Its default makes the first start three times as long.
    APICURIO_KAFKASQL_CONSUMER_POLL_TIMEOUT: '300',
    APICURIO_STORAGE_SNAPSHOT_LOCATION: directory,
    APICURIO_IMPORT_WORK_DIR: directory,
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
