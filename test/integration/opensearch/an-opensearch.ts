import { openOpensearchDocumentStore, type OpensearchDocumentStore, type OpensearchSettings, opensearchSettings } from '@win11mon/pipeline'
import { inject, onTestFinished } from 'vitest'

import { type OpensearchCluster, openOpensearch } from '../../../deploy/local/servers/opensearch.ts'

let cluster: OpensearchCluster | undefined
let prefixes = 0

/** The node that tests share. It starts with the first test that needs it and ends after the last. */
export async function sharedOpensearch(): Promise<OpensearchCluster> {
  cluster ??= openOpensearch(inject('opensearch'))
  await cluster.start()
  return cluster
}

/** Settings for indices that a test has to itself. */
export function settingsOf(url: string, given: Partial<OpensearchSettings> = {}): OpensearchSettings {
  prefixes += 1
  const indices = { create_missing: true, replicas: 0, refresh_interval_ms: 200 }
  return { ...opensearchSettings.parse({ nodes: [url], prefix: `test-${process.pid}-${prefixes}`, indices }), ...given }
}

export interface OpenStore {
  readonly store: OpensearchDocumentStore
  readonly settings: OpensearchSettings
  readonly url: string
  readonly warnings: readonly string[]
}

/** A store with nothing in it. Its indices are deleted after the test. */
export async function aStore(given: Partial<OpensearchSettings> = {}): Promise<OpenStore> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url, given)
  const warnings: string[] = []
  const store = await openOpensearchDocumentStore({ settings, onWarning: (message) => void warnings.push(message) })
  onTestFinished(async () => {
    await store.close()
    await ask(url, 'DELETE', `/${settings.prefix}-*`)
  })
  return { store, settings, url, warnings }
}

/** Asks the server itself, not through the product. */
export async function ask(url: string, method: string, path: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as Readonly<Record<string, unknown>>
}

/** Documents of an index pattern by id, with the numbers of their versions. */
export async function documentsIn(url: string, pattern: string): Promise<Map<string, { index: string; source: unknown }>> {
  await ask(url, 'POST', `/${pattern}/_refresh`)
  const answer = await ask(url, 'POST', `/${pattern}/_search`, { size: 10_000 })
  const { hits } = (answer as { hits: { hits: readonly { _id: string; _index: string; _source: unknown }[] } }).hits
  return new Map(hits.map(({ _id: id, _index: index, _source: source }) => [id, { index, source }]))
}
