/**
 * `npm run fleet [-- --hosts N --rate R --store sqlite|opensearch]`: the local stack, a simulated fleet and two enrichers, until Ctrl+C.
 * Prints what to look at.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { cacheDirectory } from './artifacts/cache.ts'
import { createStack } from './servers/local-stack.ts'

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '50' },
    rate: { type: 'string', default: '1000' },
    store: { type: 'string', default: 'sqlite' },
    directory: { type: 'string' },
  },
})
const directory = resolve(values.directory ?? join(cacheDirectory(), 'fleet'))
const isOpensearch = values.store === 'opensearch'
const program = resolve(import.meta.dirname, '../../cli/bin/win11mon.mjs')
mkdirSync(directory, { recursive: true })

const stack = await createStack({
  directory: join(directory, 'stack'),
  brokers: 1,
  nodes: isOpensearch ? 1 : 0,
  isSecured: false,
  hasFaults: false,
})
await stack.start()
const addressOf = (name: string): string => stack.servers().find((server) => server.name.startsWith(name))?.address ?? ''
const environment = {
  ...process.env,
  WIN11MON_KAFKA_BROKERS: JSON.stringify([addressOf('kafka')]),
  WIN11MON_KAFKA_TOPICS_CREATE_MISSING: 'true',
  WIN11MON_KAFKA_TOPICS_REPLICATION: '1',
  WIN11MON_REDIS_URL: addressOf('redis'),
  WIN11MON_STATE_KIND: 'redis',
  WIN11MON_STORE_KIND: values.store,
  ...(isOpensearch
    ? { WIN11MON_OPENSEARCH_NODES: JSON.stringify([addressOf('opensearch')]), WIN11MON_OPENSEARCH_INDICES_CREATE_MISSING: 'true' }
    : {}),
}
const children = [
  start('fleet-sim', '--hosts', values.hosts, '--rate', values.rate),
  start('enrich', '--metrics', '127.0.0.1:9465'),
  start('enrich', '--metrics', '127.0.0.1:9466'),
]
process.stdout.write(`${lookAt().join('\n')}\n`)
process.once('SIGINT', () => void children.map((child) => child.kill('SIGTERM')))
process.once('SIGTERM', () => void children.map((child) => child.kill('SIGTERM')))
await Promise.all(children.map((child) => new Promise((ended) => child.once('close', ended))))
await stack.stop()

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd: directory, env: environment, stdio: ['ignore', 'inherit', 'inherit'] })
}

function lookAt(): string[] {
  const store = join(directory, 'win11mon-store.sqlite')
  const documents = isOpensearch
    ? [`  curl ${addressOf('opensearch')}/win11mon-alerts-v1/_search?pretty`]
    : [
        `  npm run win11mon -- ledger --db ${store}`,
        `  npm run win11mon -- query --db ${store} "select rule_id, severity, count(*) from alerts group by 1, 2"`,
      ]
  return [
    `${values.hosts} simulated hosts, ${values.rate} events a second, two enrichers. Look at:`,
    ...documents,
    '  curl http://127.0.0.1:9465/health      # and 9466: what each enricher works on, and how far behind it is',
    '  curl http://127.0.0.1:9465/metrics',
    'Ctrl+C ends all of it; the data stay for the next time.',
  ]
}
