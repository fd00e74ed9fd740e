import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { javaAtLeast } from '../artifacts/java.ts'
import { kafkaClassPath } from '../artifacts/kafka-jars.ts'
import { runTool } from '../artifacts/run-tool.ts'
import { leastJava } from '../versions.ts'
import { makeCertificates } from './certificates.ts'
import { freePorts } from './free-ports.ts'
import { type BrokerPorts, type ListenerName, hostOf, kafkaProperties } from './kafka-properties.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

export interface KafkaOptions {
  readonly directory: string
  readonly brokers: number
  readonly listeners?: readonly ListenerName[]
  /** Users of the listener `scram` and their passwords. */
  readonly users?: Readonly<Record<string, string>>
}

export interface KafkaCluster {
  readonly directory: string
  /** By their number, from 1. Each can be killed and started again on its data. */
  broker(id: number): ServerProcess
  readonly brokerIds: readonly number[]
  /** `host:port` of every broker, for clients that come by that listener. */
  addresses(listener?: ListenerName): string[]
  readonly ports: readonly BrokerPorts[]
  /** Directory of PEM files, when there is a listener that needs them. */
  readonly certificates: string | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

interface ClusterDescription {
  readonly clusterId: string
  readonly brokers: readonly BrokerPorts[]
  readonly certificates: string | undefined
  readonly users: Readonly<Record<string, string>>
}

/** Describes a new cluster in a directory, on free ports, without starting it; one that is described there already is kept. */
export async function createKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const path = join(options.directory, 'cluster.json')
  if (!existsSync(path)) {
    mkdirSync(options.directory, { recursive: true })
    writeFileSync(path, JSON.stringify(await describe(options), null, 2))
  }
  return openKafka(options.directory)
}

/** The cluster of a directory, running or not: any process that knows the directory can handle it. */
export function openKafka(directory: string): KafkaCluster {
  const description = JSON.parse(readFileSync(join(directory, 'cluster.json'), 'utf8')) as ClusterDescription
  const { brokers, certificates } = description
  const brokerIds = brokers.map((_, index) => index + 1)
  const processes = new Map(brokerIds.map((id) => [id, brokerProcess(directory, description, id)]))

  function broker(id: number): ServerProcess {
    const found = processes.get(id)
    if (found === undefined) throw new Error(`There is no broker ${id} among ${brokers.length}.`)
    return found
  }

  return {
    directory,
    broker,
    brokerIds,
    ports: brokers,
    certificates,
    addresses: (listener = 'plain') => brokers.map((ports) => addressOf(ports, listener)),
    async start() {
      if (certificates !== undefined) makeCertificates(certificates)
      await Promise.all(brokerIds.map((id) => broker(id).start()))
    },
    async stop() {
      await Promise.all(brokerIds.map((id) => broker(id).stop()))
    },
  }
}

async function describe({ directory, brokers, listeners = [], users = {} }: KafkaOptions): Promise<ClusterDescription> {
  const names: readonly ListenerName[] = [...new Set<ListenerName>(['plain', ...listeners])]
  const needsCertificates = names.some((name) => hostOf(name) === 'localhost')
  const portsEach = names.length + 2
  const ports = await freePorts(brokers * portsEach)
  return {
    // 16 bytes as base64url. A leading dash would be taken for an option.
    clusterId: randomBytes(16).toString('base64url').replace(/^-/u, 'A'),
    brokers: Array.from({ length: brokers }, (_, index) => {
      const [controller = 0, proxy = 0, ...own] = ports.slice(index * portsEach, (index + 1) * portsEach)
      return { controller, proxy, listeners: Object.fromEntries(names.map((name, place) => [name, own[place]])) }
    }),
    certificates: needsCertificates ? join(directory, 'certificates') : undefined,
    users,
  }
}

function addressOf({ listeners, proxy }: BrokerPorts, name: ListenerName): string {
  const port = name === 'proxied' ? proxy : listeners[name]
  if (port === undefined) throw new Error(`The cluster has no listener ${name}.`)
  return `${hostOf(name)}:${port}`
}

function brokerProcess(directory: string, description: ClusterDescription, id: number): ServerProcess {
  const home = join(directory, `broker-${id}`)
  const properties = join(home, 'server.properties')
  let known: ServerProcess | undefined

  /** Java and the jars are looked for when the broker is first started, not when somebody asks for its address. */
  function prepared(): ServerProcess {
    return (known ??= serverProcess({
      directory: home,
      command: javaAtLeast(leastJava.kafka),
      args: ['-Xms128m', '-Xmx512m', ...javaOptions(home), '-cp', kafkaClassPath(), 'kafka.Kafka', properties],
      mark: properties,
      isReady: (output) => output.includes('Kafka Server started'),
    }))
  }

  return {
    directory: home,
    pid: () => prepared().pid(),
    stop: () => prepared().stop(),
    kill: () => prepared().kill(),
    signal: (name) => prepared().signal(name),
    async start() {
      if (!existsSync(join(home, 'data', 'meta.properties'))) format({ home, properties, description, id })
      await prepared().start()
    },
  }
}

interface Formatting {
  readonly home: string
  readonly properties: string
  readonly description: ClusterDescription
  readonly id: number
}

function format({ home, properties, description, id }: Formatting): void {
  const { brokers, certificates, clusterId, users } = description
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'log4j2.properties'), logProperties)
  writeFileSync(properties, kafkaProperties({ id, directory: home, brokers, certificates }))
  const scram = Object.entries(users).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`])
  const arguments_ = ['format', '--ignore-formatted', '-t', clusterId, '-c', properties, ...scram]
  runTool(javaAtLeast(leastJava.kafka), [
    '-Xmx128m',
    ...javaOptions(home),
    '-cp',
    kafkaClassPath(),
    'kafka.tools.StorageTool',
    ...arguments_,
  ])
}

function javaOptions(home: string): string[] {
  return [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Djava.awt.headless=true',
    '-Djava.net.preferIPv4Stack=true',
    `-Dlog4j2.configurationFile=${join(home, 'log4j2.properties')}`,
  ]
}

const logProperties = `status=error
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=[%d] %p %m (%c)%n
rootLogger.level=info
rootLogger.appenderRef.console.ref=console
`
