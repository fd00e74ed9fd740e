import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { javaAtLeast } from '../artifacts/java.ts'
import { type OpensearchEdition, opensearchHome } from '../artifacts/opensearch-program.ts'
import { leastJava } from '../versions.ts'
import { freePorts } from './free-ports.ts'
import { type NodeOptions, askSecurely, javaOptions, nodeSettings } from './opensearch-node.ts'
import { makeOpensearchSecurity } from './opensearch-security.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

export interface OpensearchOptions {
  readonly directory: string
  readonly nodes: number
  readonly edition?: OpensearchEdition
  /** Lines of `opensearch.yml` beside ours. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface OpensearchCluster {
  readonly directory: string
  /** By their number, from 1. Each can be killed and started again on its data. */
  node(id: number): ServerProcess
  readonly nodeIds: readonly number[]
  /** Address of every node. */
  urls(): string[]
  /** Directory of the PEM files of a secured cluster: `ca.pem`, and `admin.pem` with its key for who may do everything. */
  readonly certificates: string | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

interface ClusterDescription {
  readonly edition: OpensearchEdition
  readonly ports: readonly { readonly http: number; readonly transport: number }[]
  readonly settings: Readonly<Record<string, string>>
}

/** Describes a new cluster in a directory, on free ports, without starting it; one that is described there already is kept. */
export async function createOpensearch({
  directory,
  nodes,
  edition = 'plain',
  settings = {},
}: OpensearchOptions): Promise<OpensearchCluster> {
  const path = join(directory, 'cluster.json')
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true })
    const ports = await freePorts(nodes * 2)
    const pairs = Array.from({ length: nodes }, (_, index) => ({ http: ports[index * 2] ?? 0, transport: ports[index * 2 + 1] ?? 0 }))
    writeFileSync(path, JSON.stringify({ edition, ports: pairs, settings } satisfies ClusterDescription, null, 2))
  }
  return openOpensearch(directory)
}

export function openOpensearch(directory: string): OpensearchCluster {
  const description = JSON.parse(readFileSync(join(directory, 'cluster.json'), 'utf8')) as ClusterDescription
  const { edition, ports } = description
  const certificates = edition === 'secured' ? join(directory, 'certificates') : undefined
  const nodeIds = ports.map((_, index) => index + 1)
  const processes = new Map(nodeIds.map((id) => [id, nodeProcess(directory, description, id)]))

  function node(id: number): ServerProcess {
    const found = processes.get(id)
    if (found === undefined) throw new Error(`There is no node ${id} among ${ports.length}.`)
    return found
  }

  return {
    directory,
    node,
    nodeIds,
    certificates,
    urls: () => ports.map(({ http }) => urlOf(edition, http)),
    async start() {
      if (certificates !== undefined) makeOpensearchSecurity(directory)
      // A cluster needs most of its nodes before any of them is ready.
      await Promise.all(nodeIds.map((id) => node(id).start()))
    },
    async stop() {
      await Promise.all(nodeIds.map((id) => node(id).stop()))
    },
  }
}

/** Ten seconds on a machine of its own; on one that is used twenty times over, minutes. */
const startMs = 400_000

function urlOf(edition: OpensearchEdition, port: number): string {
  return edition === 'secured' ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
}

function nodeProcess(directory: string, description: ClusterDescription, id: number): ServerProcess {
  const { edition, ports, settings } = description
  const home = join(directory, `node-${id}`)
  const port = ports[id - 1]?.http ?? 0
  const mark = `-Dopensearch.path.conf=${join(home, 'config')}`
  let known: ServerProcess | undefined

  function prepared(): ServerProcess {
    return (known ??= serverProcess({
      directory: home,
      ...commandOf([...javaOptions({ home, program: opensearchHome(edition), edition }), mark, 'org.opensearch.bootstrap.OpenSearch']),
      mark,
      readyWithinMs: startMs,
      isReady: async () => await isHealthy(urlOf(edition, port), edition === 'secured' ? join(directory, 'certificates') : undefined),
    }))
  }

  return {
    directory: home,
    pid: () => prepared().pid(),
    stop: () => prepared().stop(),
    kill: () => prepared().kill(),
    signal: (name) => prepared().signal(name),
    async start() {
      configure({ home, directory, edition, id, ports, settings })
      await prepared().start()
    },
  }
}

/** It refuses to run as root: then it is given a user namespace, in which it is nobody, and reads its files as their owner. */
function commandOf(javaArguments: readonly string[]): { command: string; args: readonly string[] } {
  const java = javaAtLeast(leastJava.opensearch)
  if (process.getuid?.() !== 0) return { command: java, args: javaArguments }
  return { command: 'unshare', args: ['--user', java, ...javaArguments] }
}

function configure(options: NodeOptions): void {
  const config = join(options.home, 'config')
  for (const name of ['config', 'data', 'logs', 'snapshots', 'tmp']) mkdirSync(join(options.home, name), { recursive: true })
  writeFileSync(join(config, 'opensearch.yml'), nodeSettings(options))
  writeFileSync(join(config, 'jvm.options'), '')
  writeFileSync(join(config, 'log4j2.properties'), logProperties)
  if (options.edition === 'plain') return
  // The plugin reads nothing outside of its configuration, and at the first start takes its users and roles from there.
  for (const name of ['ca.pem', 'node.pem', 'node.key']) copyFileSync(join(options.directory, 'certificates', name), join(config, name))
  const shipped = join(opensearchHome('secured'), 'plugins', 'opensearch-security', 'config')
  cpSync(shipped, join(config, 'opensearch-security'), { recursive: true })
}

async function isHealthy(url: string, certificates: string | undefined): Promise<boolean> {
  const path = `${url}/_cluster/health?wait_for_status=yellow&timeout=1s`
  try {
    return certificates === undefined ? (await fetch(path)).ok : await askSecurely(path, certificates)
  } catch {
    return false
  }
}

const logProperties = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`
