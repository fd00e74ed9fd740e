import { readFileSync, readdirSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'

import type { OpensearchEdition } from '../artifacts/opensearch-program.ts'

export interface NodeOptions {
  readonly home: string
  readonly directory: string
  readonly edition: OpensearchEdition
  readonly id: number
  readonly ports: readonly { readonly http: number; readonly transport: number }[]
  readonly settings: Readonly<Record<string, string>>
}

/** `opensearch.yml` of one node. Indices come only from the templates of the product, as in any cluster that is looked after. */
export function nodeSettings({ home, edition, id, ports, settings }: NodeOptions): string {
  const names = ports.map((_, index) => `node-${index + 1}`)
  const cluster: Record<string, string> =
    ports.length === 1
      ? { 'discovery.type': 'single-node' }
      : {
          'discovery.seed_hosts': `[${ports.map(({ transport }) => `"127.0.0.1:${transport}"`).join(', ')}]`,
          'cluster.initial_cluster_manager_nodes': `[${names.join(', ')}]`,
        }
  const all: Record<string, string> = {
    'cluster.name': 'win11mon-local',
    'node.name': `node-${id}`,
    'path.data': join(home, 'data'),
    'path.logs': join(home, 'logs'),
    'path.repo': `["${join(home, 'snapshots')}"]`,
    'network.host': '127.0.0.1',
    'http.port': String(ports[id - 1]?.http),
    'transport.port': String(ports[id - 1]?.transport),
    // The disk of a developer is often nearly full, and that is none of the tests' business but of the one that fills it.
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    ...cluster,
    ...(edition === 'secured' ? securitySettings : {}),
    ...settings,
  }
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')
}

const securitySettings: Readonly<Record<string, string>> = {
  'plugins.security.ssl.transport.pemcert_filepath': 'node.pem',
  'plugins.security.ssl.transport.pemkey_filepath': 'node.key',
  'plugins.security.ssl.transport.pemtrustedcas_filepath': 'ca.pem',
  'plugins.security.ssl.transport.enforce_hostname_verification': 'false',
  'plugins.security.ssl.http.enabled': 'true',
  'plugins.security.ssl.http.pemcert_filepath': 'node.pem',
  'plugins.security.ssl.http.pemkey_filepath': 'node.key',
  'plugins.security.ssl.http.pemtrustedcas_filepath': 'ca.pem',
  'plugins.security.ssl.http.clientauth_mode': 'OPTIONAL',
  'plugins.security.authcz.admin_dn': '["CN=admin"]',
  'plugins.security.nodes_dn': '["CN=node"]',
  'plugins.security.allow_default_init_securityindex': 'true',
  'plugins.security.restapi.roles_enabled': '["all_access"]',
}

interface JavaOptions {
  readonly home: string
  readonly program: string
  readonly edition: OpensearchEdition
}

/** As the start script of the distribution has them, with a small heap. */
export function javaOptions({ home, program, edition }: JavaOptions): string[] {
  const agent = readdirSync(join(program, 'agent')).find((name) => /^opensearch-agent-\d/u.test(name)) ?? ''
  const heap = edition === 'secured' ? '768m' : '512m'
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    '-Xss1m',
    '-XX:+UseG1GC',
    '-XX:-OmitStackTraceInFastThrow',
    '-XX:+ExitOnOutOfMemoryError',
    `-XX:ErrorFile=${join(home, 'logs', 'crash.log')}`,
    '--add-modules=jdk.incubator.vector',
    '--enable-native-access=ALL-UNNAMED',
    '-Djava.awt.headless=true',
    '-Dfile.encoding=UTF-8',
    '-Djava.locale.providers=SPI,CLDR',
    `-Djava.io.tmpdir=${join(home, 'tmp')}`,
    `-Djna.tmpdir=${join(home, 'tmp')}`,
    '-Djna.nosys=true',
    '-Dio.netty.noUnsafe=true',
    '-Dio.netty.noKeySetOptimization=true',
    '-Dio.netty.recycler.maxCapacityPerThread=0',
    '-Dio.netty.allocator.numDirectArenas=0',
    '-Dlog4j.shutdownHookEnabled=false',
    '-Dlog4j2.disable.jmx=true',
    '-Dlog4j2.formatMsgNoLookups=true',
    '-Dopensearch.distribution.type=tar',
    '-Dopensearch.bundled_jdk=true',
    `-javaagent:${join(program, 'agent', agent)}`,
    `-Dopensearch.path.home=${program}`,
    '-cp',
    join(program, 'lib', '*'),
  ]
}

/** Whether a secured cluster answers with success to who may do everything. */
export function askSecurely(url: string, certificates: string): Promise<boolean> {
  const pem = (name: string): Buffer => readFileSync(join(certificates, name))
  return new Promise((resolve, reject) => {
    const options = { ca: pem('ca.pem'), cert: pem('admin.pem'), key: pem('admin.key'), timeout: 3_000, agent: false as const }
    const sent = request(url, options, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    sent.once('timeout', () => sent.destroy(new Error('no answer')))
    sent.once('error', reject)
    sent.end()
  })
}
