import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { parseDocument } from 'yaml'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { freePorts } from '../../../deploy/local/servers/free-ports.ts'
import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { type AWorld, collectSimulated, aWorld, until } from '../enrich/a-service.ts'
import { oneBroker } from '../kafka/a-kafka-log.ts'
import { ask, forgottenAfterTest, settingsOf, sharedOpensearch, startTimeoutMs } from '../opensearch/an-opensearch.ts'
import {
  type Container,
  type KubernetesObject,
  type Pod,
  kubernetesDirectory,
  podOf,
  renderKustomization,
  theOne,
} from './a-kustomization.ts'
import { type AnImage, type Confinement, buildImage, confined, runConfined, whyNoImage } from './an-image.ts'

const reason = whyNoImage()
let image: AnImage | undefined

/** The image, which is there once the tests run. */
function theImage(): AnImage {
  if (image === undefined) throw new Error('The image was not built.')
  return image
}

beforeAll(() => {
  if (reason === undefined) image = buildImage()
}, 1_200_000)
afterAll(() => image?.remove())

function aConfinement(): Confinement {
  const directory = aDirectory()
  const [settings, work] = [join(directory, 'settings'), join(directory, 'work')]
  for (const path of [join(settings, 'secrets'), work]) mkdirSync(path, { recursive: true })
  return { settings, work }
}

test.skipIf(reason !== undefined)(`the image runs the command as its user, who can write nothing but its directory${because()}`, () => {
  const command = confined(theImage(), aConfinement())
  expect(theImage().config.User).toBe('10001:10001')
  expect(runConfined([...command, 'version'])).toMatchObject({ status: 0, output: expect.stringMatching(/^win11mon +\d/u) })
  const inPlaceOfIt = [...command.slice(0, -theImage().config.Entrypoint.length), 'sh', '-c']
  expect(runConfined([...inPlaceOfIt, 'id -u && touch here'])).toEqual({ status: 0, output: '10001\n' })
  for (const path of ['/x', '/tmp/x', '/opt/win11mon/x', '/etc/win11mon/x', '/usr/x'])
    expect(runConfined([...inPlaceOfIt, `touch ${path}`]).output).toMatch(/Read-only file system|Permission denied/u)
})

test.skipIf(reason !== undefined)(`what is not needed to run is not in the image${because()}`, () => {
  const { root } = theImage()
  for (const path of ['source', 'packed', 'opt/win11mon/node_modules/tsx', 'opt/win11mon/node_modules/typescript'])
    expect(existsSync(join(root, path))).toBe(false)
})

test.skipIf(reason !== undefined)(
  `the pods of the base do their work with the image: topics, templates, an enricher that its probes find, a stop in time${because()}`,
  { timeout: startTimeoutMs + 240_000 },
  async () => {
    const base = renderKustomization(join(kubernetesDirectory, 'base'))
    const prepare = podOf(theOne(renderKustomization(join(kubernetesDirectory, 'prepare')), 'Job'))
    const pod = podOf(theOne(base, 'Deployment'))
    const { world, url, prefix, port } = await aCluster()
    const command = commandIn(base, world)

    for (const { args } of [...(prepare.initContainers ?? []), ...prepare.containers])
      expect(runConfined([...command, ...args])).toMatchObject({ status: 0 })
    const enricher = aProcess([...command, ...theContainer(pod).args])
    await untilProbesAreContent(theContainer(pod), port, enricher)

    expect((await collectSimulated(world, 10, { WIN11MON_METRICS_ADDRESS: '127.0.0.1:0' })).exitCode).toBe(0)
    await until(
      'events in OpenSearch',
      () => countEvents(url, prefix),
      (count) => count > 0,
    )
    // A document may be found before the answer to the request that brought it.
    await until(
      'events counted',
      async () => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
      (text) => /win11mon_events_sent_total\{stage="enrich"\} [1-9]/u.test(text),
    )
    const startMs = Date.now()
    expect(await enricher.stop()).toBe(0)
    expect(Date.now() - startMs).toBeLessThan((pod.terminationGracePeriodSeconds ?? 0) * 1_000)
  },
)

interface ACluster {
  readonly world: AWorld
  readonly url: string
  readonly prefix: string
  readonly port: number
}

/** Real servers in place of those in the settings, at other addresses. */
async function aCluster(): Promise<ACluster> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url)
  const { prefix } = settings
  forgottenAfterTest(url, settings, async () => undefined)
  const [port = 0] = await freePorts(1)
  const world = aWorld(oneBroker(), aDirectory(), {
    WIN11MON_OPENSEARCH_NODES: JSON.stringify([url]),
    WIN11MON_OPENSEARCH_PREFIX: prefix,
    WIN11MON_OPENSEARCH_INDICES_REPLICAS: '0',
    WIN11MON_REDIS_URL: openRedisServer(inject('redis')).url,
    WIN11MON_REDIS_PREFIX: prefix,
    // So that there is somebody to tell, and the queue of jobs in Redis is opened.
    WIN11MON_ALERTS_FILE: 'alerts.jsonl',
    WIN11MON_METRICS_ADDRESS: `0.0.0.0:${port}`,
  })
  return { world, url, prefix, port }
}

function theContainer({ containers: [container] }: Pod): Container {
  if (container === undefined) throw new Error('The pod has no container.')
  return container
}

/** The command of the image with settings, secrets and environment of the pod, and those of the servers that are there. */
function commandIn(base: readonly KubernetesObject[], { environment }: AWorld): readonly string[] {
  const pod = podOf(theOne(base, 'Deployment'))
  const place = aConfinement()
  writeFileSync(join(place.settings, 'win11mon.yaml'), withoutUsers(theOne(base, 'ConfigMap').data?.['win11mon.yaml'] ?? ''))
  const ofPod = (theContainer(pod).env ?? []).map(({ name, value = '' }) => [name, value] as const)
  return confined(theImage(), { ...place, environment: { ...environment, ...Object.fromEntries(ofPod) } })
}

/** The servers here have neither users nor encryption. */
function withoutUsers(settings: string): string {
  const document = parseDocument(settings)
  for (const section of ['kafka', 'opensearch', 'redis'])
    for (const key of ['tls', 'sasl', 'username', 'password', 'ca_file']) document.deleteIn([section, key])
  return document.toString()
}

async function untilProbesAreContent(container: Container, port: number, enricher: AProcess): Promise<void> {
  for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
    await until(
      `${probe?.httpGet.path} (${enricher.output()})`,
      async () => (await fetch(`http://127.0.0.1:${port}${probe?.httpGet.path}`).catch(() => undefined))?.status,
      (status) => status === 200,
    )
}

async function countEvents(url: string, prefix: string): Promise<number> {
  await ask(url, 'POST', `/${prefix}-events-*/_refresh`)
  return ((await ask(url, 'GET', `/${prefix}-events-*/_count`)) as { count?: number }).count ?? 0
}

/** In the title of what is skipped. */
function because(): string {
  return reason === undefined ? '' : ` (skipped: ${reason})`
}

interface AProcess {
  stop(): Promise<number | null>
  output(): string
}

/** A confined program in the background. */
function aProcess([program = '', ...words]: readonly string[]): AProcess {
  let output = ''
  const child: ChildProcess = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
  const ended = once(child, 'close') as Promise<[number | null]>
  /** What the sandbox waits for: a signal is for the program, not for what keeps it in. */
  const inner = (): number => Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0])
  onTestFinished(async () => {
    if (child.exitCode === null) process.kill(inner(), 'SIGKILL')
    await ended
  })
  return {
    async stop() {
      process.kill(inner(), 'SIGTERM')
      return (await ended)[0]
    },
    output: () => output.slice(-2_000),
  }
}
