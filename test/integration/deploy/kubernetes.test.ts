import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type LoadedConfig, kafkaSettings, loadConfig } from '@win11mon/pipeline'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

import { stuckAfterMs } from '../../../cli/src/compose/service/until-stopped.ts'
import { type Config, configDescription } from '../../../cli/src/settings.ts'
import {
  type Container,
  type KubernetesObject,
  type Labels,
  type Pod,
  kubernetesDirectory,
  podOf,
  renderKustomization,
  theOne,
} from './a-kustomization.ts'

const secretsDirectory = '/etc/win11mon/secrets'
const kustomizations = { base: 'Deployment', 'overlays/example': 'Deployment', prepare: 'Job' } as const
const names = Object.keys(kustomizations) as (keyof typeof kustomizations)[]
const rendered = new Map<string, KubernetesObject[]>()
const objectsOf = (name: string): KubernetesObject[] => rendered.get(name) ?? []

beforeAll(() => {
  for (const name of names) rendered.set(name, renderKustomization(join(kubernetesDirectory, name)))
}, 900_000)

function podIn(name: keyof typeof kustomizations): Pod {
  return podOf(theOne(objectsOf(name), kustomizations[name]))
}

function containersOf({ initContainers = [], containers }: Pod): Container[] {
  return [...initContainers, ...containers]
}

/** What the settings of a pod are to the command, with every secret there that the pod is given. */
async function settingsIn(name: keyof typeof kustomizations): Promise<LoadedConfig<Config>> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-kubernetes-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const path of secretFiles(podIn(name))) writeFileSync(join(directory, path), `content of ${path}`)
  const text = settingsText(name).replaceAll(secretsDirectory, directory)
  writeFileSync(join(directory, 'win11mon.yaml'), text)
  const environment = Object.fromEntries(containersOf(podIn(name)).flatMap(({ env = [] }) => env.map((entry) => [entry.name, 'a secret'])))
  return await loadConfig(configDescription, { file: 'win11mon.yaml', directory, environment })
}

function settingsText(name: string): string {
  return theOne(objectsOf(name), 'ConfigMap').data?.['win11mon.yaml'] ?? ''
}

function secretFiles({ volumes }: Pod): string[] {
  return volumes.flatMap(({ secret }) => secret?.items.map(({ path }) => path) ?? [])
}

test.each(names)('%s is what Kubernetes accepts, and holds no secret', (name) => {
  expect(objectsOf(name).map(({ kind }) => kind)).toContain(kustomizations[name])
  expect(objectsOf(name).map(({ kind }) => kind)).not.toContain('Secret')
})

test.each([
  ['a field that does not exist', { file: 'deployment.yaml', good: 'readOnlyRootFilesystem', bad: 'readOnlyRootFileSystem' }],
  ['a value of another type', { file: 'scaling.yaml', good: 'maxReplicas: 12', bad: 'maxReplicas: many' }],
  ['a file that is missing', { file: 'kustomization.yaml', good: '- win11mon.yaml', bad: '- win11mon.yml' }],
])('the check finds %s', (_, { file, good, bad }) => {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-kubernetes-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  cpSync(join(kubernetesDirectory, 'base'), directory, { recursive: true })
  const text = readFileSync(join(directory, file), 'utf8')
  expect(text).toContain(good)
  writeFileSync(join(directory, file), text.replace(good, bad))
  expect(() => renderKustomization(directory)).toThrow(bad.replace(/^- |:.*$/gu, ''))
})

test.each(names)('the settings in %s are settings of the command, and each secret in them is one that the pod is given', async (name) => {
  const { config, references, warnings } = await settingsIn(name)
  expect(warnings).toEqual([])
  const secrets = { kafka: config.kafka.sasl.password, opensearch: config.opensearch.password, redis: config.redis.password }
  const written = Object.entries({ ...secrets, webhook: config.alerts.webhook.secret }).filter(([, value]) => value !== '')
  expect(written.length).toBeGreaterThanOrEqual(2)
  expect(written.length).toBe([...references.keys()].filter((path) => /password|secret/u.test(path)).length)
})

test.each(names)('every secret that %s asks for is used by its settings', (name) => {
  for (const path of secretFiles(podIn(name))) expect(settingsText(name)).toContain(`${secretsDirectory}/${path}`)
  expect(secretFiles(podIn(name)).length).toBeGreaterThan(0)
})

test.each(names)('the pod of %s has the settings of this rendering, no token and no rights', (name) => {
  const pod = podIn(name)
  expect(pod.volumes.map(({ configMap }) => configMap?.name)).toContain(theOne(objectsOf(name), 'ConfigMap').metadata.name)
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  })
  for (const { securityContext, resources } of containersOf(pod)) {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(resources.limits['memory']).toBe(resources.requests['memory'])
  }
})

test('a heap that is full fits into the memory that the pod may have', () => {
  const [{ env = [], resources } = {} as Container] = podIn('base').containers
  const heapMiB = Number(/--max-old-space-size=(\d+)/u.exec(env.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '')?.[1])
  const limitMiB = Number(/^(\d+)Mi$/u.exec(resources.limits['memory'] ?? '')?.[1])
  expect(heapMiB).toBeGreaterThan(0)
  expect(limitMiB - heapMiB).toBeGreaterThanOrEqual(384)
})

test('probes and metrics are asked at the port that the settings listen on', async () => {
  for (const name of ['base', 'overlays/example'] as const) {
    const { config } = await settingsIn(name)
    const [container] = podIn(name).containers
    expect(config.metrics).toEqual({ address: '0.0.0.0:9465', expose: true })
    expect(container?.ports).toEqual([{ name: 'metrics', containerPort: 9465 }])
    for (const probe of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe])
      expect(probe?.httpGet.port).toBe('metrics')
  }
})

test('an update waits for longer than a new one that makes no progress counts as ready, and a stop has more time than it takes', () => {
  const { minReadySeconds } = theOne(objectsOf('base'), 'Deployment').spec as { readonly minReadySeconds: number }
  expect(minReadySeconds * 1_000).toBeGreaterThan(stuckAfterMs + 10_000)
  expect(podIn('base').terminationGracePeriodSeconds).toBeGreaterThan(10)
})

test('the autoscaler looks at the lag of the group and topic of the settings, through a rule for its adapter', async () => {
  const { config } = await settingsIn('overlays/example')
  const { maxReplicas, metrics } = theOne(objectsOf('overlays/example'), 'HorizontalPodAutoscaler').spec as {
    readonly maxReplicas: number
    readonly metrics: readonly {
      readonly external: { readonly metric: { readonly name: string; readonly selector: { matchLabels: Labels } } }
    }[]
  }
  const [{ external } = { external: { metric: { name: '', selector: { matchLabels: {} } } } }] = metrics
  expect(external.metric.selector.matchLabels).toEqual({ consumergroup: config.kafka.group, topic: config.kafka.topic })
  expect(maxReplicas).toBe(kafkaSettings.parse({}).topics.partitions)
  const adapter = parse(readFileSync(join(kubernetesDirectory, 'overlays/example/prometheus-adapter.yaml'), 'utf8')) as {
    readonly externalRules: readonly { readonly seriesQuery: string }[]
  }
  expect(adapter.externalRules[0]?.seriesQuery).toMatch(new RegExp(`^${external.metric.name}\\{`, 'u'))
})

interface Peer {
  readonly podSelector?: { readonly matchLabels: Labels }
}

test('the network lets out to names, Kafka, OpenSearch and Redis at the ports of the settings, and lets nobody in but metrics', async () => {
  const { config } = await settingsIn('base')
  const { podSelector, egress, ingress } = theOne(objectsOf('base'), 'NetworkPolicy').spec as {
    readonly podSelector: { readonly matchLabels: Labels }
    readonly egress: readonly { readonly to: readonly Peer[]; readonly ports: readonly { readonly port: number }[] }[]
    readonly ingress: readonly { readonly ports: readonly unknown[] }[]
  }
  const { template, selector } = theOne(objectsOf('base'), 'Deployment').spec as {
    readonly template: { readonly metadata: { readonly labels: Labels } }
    readonly selector: { readonly matchLabels: Labels }
  }
  expect(template.metadata.labels).toMatchObject(podSelector.matchLabels)
  expect(theOne(objectsOf('base'), 'PodDisruptionBudget').spec).toMatchObject({ selector })
  const out = egress.map(({ to, ports }) => [Object.values(to[0]?.podSelector?.matchLabels ?? {}), ports.map(({ port }) => port)])
  const portOf = (address: string): number => Number(/:(\d+)(?:\/\d+)?$/u.exec(address)?.[1])
  expect(out).toEqual([
    [['kube-dns'], [53, 53]],
    [['kafka'], [portOf(config.kafka.brokers[0] ?? '')]],
    [['opensearch'], [portOf(config.opensearch.nodes[0] ?? '')]],
    [['redis'], [portOf(config.redis.url)]],
  ])
  expect(ingress.flatMap(({ ports }) => ports)).toEqual([{ port: 'metrics', protocol: 'TCP' }])
})

test('images carry the version of this package', () => {
  const { version } = JSON.parse(readFileSync(join(kubernetesDirectory, '../../cli/package.json'), 'utf8')) as { version: string }
  for (const name of names)
    for (const { image } of containersOf(podIn(name))) expect(image).toMatch(new RegExp(`win11mon:${version}$`, 'u'))
})

test('a directory without a kustomization is an error', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'win11mon-kubernetes-')), 'empty')
  mkdirSync(directory)
  expect(() => renderKustomization(directory)).toThrow('kustomization')
})
