import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  type Document,
  type OpensearchDocumentStore,
  type OpensearchSettings,
  familyNames,
  openDatabase,
  openIndexAdministration,
  openOpensearchDocumentStore,
  opensearchSettings,
} from '@win11mon/pipeline'
import { inject, onTestFinished } from 'vitest'

import { runCommand } from '../../../cli/test/run-command.ts'
import { templatesOf } from '../../../pipeline/src/document-store/opensearch-templates.ts'
import { type OpensearchCluster, openOpensearch } from '../../../deploy/local/servers/opensearch.ts'

let cluster: OpensearchCluster | undefined
let prefixes = 0

/** How long a `beforeAll` that starts a node may take. */
export const startTimeoutMs = 420_000

/** The node that tests share. It starts with the first file that needs it and ends after the last. */
export async function sharedOpensearch(): Promise<OpensearchCluster> {
  cluster ??= openOpensearch(process.env['WIN11MON_OPENSEARCH_DIRECTORY'] ?? inject('opensearch'))
  await cluster.start()
  return cluster
}

/** Settings for indices that a test has to itself. */
export function settingsOf(url: string, given: Partial<OpensearchSettings> = {}): OpensearchSettings {
  prefixes += 1
  const indices = { create_missing: true, replicas: 0, refresh_interval_ms: 200 }
  return { ...opensearchSettings.parse({ nodes: [url], prefix: `test-${process.pid}-${prefixes}`, indices }), ...given }
}

/** Deletes indices and templates of a prefix when the test is over: a cluster gets slow with thousands of them. */
export function forgottenAfterTest(url: string, { prefix }: OpensearchSettings, close: () => Promise<void>): void {
  onTestFinished(async () => {
    await close()
    await ask(url, 'DELETE', `/${prefix}-*`)
    await ask(url, 'DELETE', `/_index_template/${prefix}-*`)
    await ask(url, 'DELETE', `/_component_template/${prefix}-*`)
  })
}

/** The product's templates, but for what is not in them: such fields are taken as they come, texts by their value. */
export async function lenientTemplates(url: string, settings: OpensearchSettings): Promise<void> {
  const texts = { texts: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 8_191 } } }
  for (const { kind, name, body } of templatesOf(settings)) {
    const { template, ...rest } = body as { template: { mappings?: object; settings: object } }
    const lenient = template.mappings === undefined ? {} : { mappings: { ...template.mappings, dynamic: true, dynamic_templates: [texts] } }
    await ask(url, 'PUT', `/_${kind}/${name}`, { ...rest, template: { ...template, ...lenient } })
  }
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
  forgottenAfterTest(url, settings, () => store.close())
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

export interface Place {
  readonly url: string
  readonly prefix: string
}

/** Indices as `win11mon index bootstrap` makes them, for the tests of one file. */
export async function installed(): Promise<Place> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url)
  const administration = await openIndexAdministration(settings)
  await administration.bootstrap()
  await administration.close()
  return { url, prefix: settings.prefix }
}

/** Writes documents of families, as they are, and returns the ids of their hosts in order. */
export async function bulkOf(
  url: string,
  documents: readonly (readonly [prefix: string, family: string, doc: object])[],
): Promise<string[]> {
  const lines = documents.flatMap(([prefix, family, doc]) => {
    const index = family === 'events' ? `${prefix}-events-v1-2026.01.01` : `${prefix}-${family}-v1`
    return [JSON.stringify({ index: { _index: index } }), JSON.stringify(doc)]
  })
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await fetch(`${url}/_bulk?refresh=true`, { method: 'POST', headers, body: `${lines.join('\n')}\n` })
  const answer = (await response.json()) as { errors: boolean; items: unknown[] }
  if (answer.errors) throw new Error(JSON.stringify(answer.items).slice(0, 2_000))
  return [...new Set(documents.map(([, , doc]) => (doc as { host: { id: string } }).host.id))].toSorted()
}

/** The documents that the product makes of a simulated fleet under attack, written through the product. */
export async function simulatedDocuments({ url, prefix }: Place): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-simulated-'))
  const [recording, path] = [join(directory, 'fleet.avro'), join(directory, 'fleet.sqlite')]
  try {
    await runCommand(['simulate', '--out', recording, '--hosts', '2', '--duration', '5m', '--rate', '20', '--scenario', 'all'])
    await runCommand(['analyze', recording, '--db', path])
    const store = await openOpensearchDocumentStore({ settings: { ...settingsOf(url), prefix } })
    const documents = await storedDocuments(path)
    for (let start = 0; start < documents.length; start += 2_000) {
      const outcomes = await store.bulk(documents.slice(start, start + 2_000).map((document) => ({ operation: 'create', document })))
      const failed = outcomes.find(({ status }) => status === 'failed')
      if (failed !== undefined) throw new Error(JSON.stringify(failed))
    }
    await store.close()
    await ask(url, 'POST', `/${prefix}-*/_refresh`)
    return documents.length
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function storedDocuments(path: string): Promise<Document[]> {
  const database = await openDatabase(path, { readOnly: true })
  try {
    const written = familyNames.filter((family) => family !== 'inputs')
    return written.flatMap((family) =>
      database
        .prepare(`SELECT * FROM ${family}`)
        .all()
        .map(({ id, doc, version: _, ...columns }) => ({ family, id: String(id), doc: String(doc), columns }) as unknown as Document),
    )
  } finally {
    database.close()
  }
}
