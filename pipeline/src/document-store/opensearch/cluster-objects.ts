import { createHash } from 'node:crypto'

import { PipelineError } from '@win11mon/schemas'

import type { Requests } from './requests.ts'

export type ObjectKind = 'component_template' | 'index_template' | 'index' | 'retention_policy' | 'role' | 'monitor' | 'log_type'

/** Something that the product puts into a cluster. */
export interface ClusterObject {
  readonly kind: ObjectKind
  readonly name: string
  readonly body: object
}

/** `no_plugin`: the cluster has nothing that takes it. `not_allowed`: this user may not look after it. `different`: it is there, and not as this version has it. */
export type ObjectState = 'missing' | 'created' | 'updated' | 'as_planned' | 'different' | 'no_plugin' | 'not_allowed'

export interface ObjectReport {
  readonly kind: ObjectKind
  readonly name: string
  readonly state: ObjectState
}

/** How one kind is read and written. A mark, made of the content, tells whether what is there is what is meant. */
interface KindAccess {
  readonly plugin?: string
  /** The mark of what is there; empty when nobody can tell, undefined when it is not there. */
  read(requests: Requests, name: string): Promise<string | undefined>
  write(requests: Requests, object: ClusterObject, mark: string): Promise<void>
}

/** Names the content. Whoever changes an object by hand and keeps the mark is left alone. */
function markOf(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16)
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const part of path)
    found = typeof found === 'object' && found !== null ? (found as Record<string | number, unknown>)[part] : undefined
  return found
}

async function readMark(requests: Requests, path: string, where: readonly (string | number)[]): Promise<string | undefined> {
  const { status, body } = await requests.send({ method: 'GET', path, expects: [404] }, `OpenSearch: reading ${path}`)
  if (status === 404) return undefined
  const text = at(body, ...where)
  return typeof text === 'string' ? (/\[([\da-f]{16})\]$/u.exec(text)?.[1] ?? text) : 'unmarked'
}

function templates(kind: 'component_template' | 'index_template'): KindAccess {
  const path = (name: string): string => `/_${kind}/${name}`
  return {
    read: (requests, name) => readMark(requests, path(name), [`${kind}s`, 0, kind, '_meta', 'content']),
    async write(requests, { name, body }, mark) {
      const meta = { ...(body as { readonly _meta?: object })._meta, content: mark }
      await requests.send({ method: 'PUT', path: path(name), body: { ...body, _meta: meta } }, `OpenSearch: installing template ${name}`)
    },
  }
}

const indices: KindAccess = {
  async read(requests, name) {
    const { status } = await requests.send({ method: 'HEAD', path: `/${name}`, expects: [404] }, `OpenSearch: looking for index ${name}`)
    return status === 404 ? undefined : markOf({})
  },
  async write(requests, { name }) {
    await requests.send({ method: 'PUT', path: `/${name}` }, `OpenSearch: creating index ${name}`)
  },
}

/** The mark stands at the end of the description, which every version keeps. */
function withMark(text: unknown, mark: string): string {
  return `${typeof text === 'string' ? text : ''} [${mark}]`
}

const retentionPolicies: KindAccess = {
  plugin: 'opensearch-index-management',
  read: (requests, name) => readMark(requests, `/_plugins/_ism/policies/${name}`, ['policy', 'description']),
  async write(requests, { name, body }, mark) {
    const path = `/_plugins/_ism/policies/${name}`
    const what = `OpenSearch: installing retention policy ${name}`
    const { policy } = body as { readonly policy: { readonly description?: string } }
    const { body: found } = await requests.send({ method: 'GET', path, expects: [404] }, what)
    const number = at(found, '_seq_no')
    const query = typeof number === 'number' ? { if_seq_no: number, if_primary_term: Number(at(found, '_primary_term')) } : {}
    await requests.send(
      { method: 'PUT', path, query, body: { policy: { ...policy, description: withMark(policy.description, mark) } } },
      what,
    )
  },
}

const roles: KindAccess = {
  plugin: 'opensearch-security',
  async read(requests, name) {
    const path = `/_plugins/_security/api/roles/${name}`
    const { status, body } = await requests.send({ method: 'GET', path, expects: [404] }, `OpenSearch: reading role ${name}`)
    if (status === 404) return undefined
    const clusterPermissions = at(body, name, 'cluster_permissions')
    const found = at(body, name, 'index_permissions')
    const permissions = Array.isArray(found)
      ? found.map((one) => ({ index_patterns: at(one, 'index_patterns'), allowed_actions: at(one, 'allowed_actions') }))
      : []
    return markOf({ cluster_permissions: clusterPermissions, index_permissions: permissions })
  },
  async write(requests, { name, body }) {
    await requests.send({ method: 'PUT', path: `/_plugins/_security/api/roles/${name}`, body }, `OpenSearch: installing role ${name}`)
  },
}

/** Monitors and log types get ids of the plugin's own: they are found by name. */
function named(plugin: string, base: string, where: readonly string[]): KindAccess {
  const find = async (requests: Requests, name: string): Promise<string | undefined> => {
    const query = { size: 1_000, query: { match_all: {} } }
    const { status, body } = await requests.send(
      { method: 'POST', path: `${base}/_search`, body: query, expects: [404] },
      `OpenSearch: looking for ${name}`,
    )
    const hits = status === 404 ? [] : at(body, 'hits', 'hits')
    for (const hit of Array.isArray(hits) ? (hits as readonly { readonly _id: string; readonly _source: unknown }[]) : []) {
      const source: unknown = typeof hit._source === 'string' ? JSON.parse(hit._source) : hit._source
      if (at(source, ...where, 'name') === name || at(source, 'name') === name) return hit._id
    }
    return undefined
  }
  return {
    plugin,
    // What these plugins keep of a body depends on their version: what is there counts as meant until an upgrade writes it anew.
    read: async (requests, name) => ((await find(requests, name)) === undefined ? undefined : ''),
    async write(requests, { name, body }) {
      const found = await find(requests, name)
      const request =
        found === undefined ? ({ method: 'POST', path: base } as const) : ({ method: 'PUT', path: `${base}/${found}` } as const)
      await requests.send({ ...request, body }, `OpenSearch: installing ${name}`)
    },
  }
}

const access: Readonly<Record<ObjectKind, KindAccess>> = {
  component_template: templates('component_template'),
  index_template: templates('index_template'),
  index: indices,
  retention_policy: retentionPolicies,
  role: roles,
  monitor: named('opensearch-alerting', '/_plugins/_alerting/monitors', ['monitor']),
  log_type: named('opensearch-security-analytics', '/_plugins/_security_analytics/logtype', []),
}

/** `look` changes nothing, `create` makes what is missing, `replace` also what is different. */
export type InstallMode = 'look' | 'create' | 'replace'

/** Installs objects one after the other, in their order, and says what was found and done. What is as it should be is left alone. */
export async function installObjects(
  requests: Requests,
  objects: readonly ClusterObject[],
  mode: InstallMode,
): Promise<readonly ObjectReport[]> {
  const plugins = await pluginsOf(requests)
  const reports: ObjectReport[] = []
  for (const object of objects)
    reports.push({ kind: object.kind, name: object.name, state: await installObject(requests, object, { mode, plugins }) })
  return reports
}

interface InstallContext {
  readonly mode: InstallMode
  readonly plugins: ReadonlySet<string>
}

async function installObject(requests: Requests, object: ClusterObject, { mode, plugins }: InstallContext): Promise<ObjectState> {
  const { plugin } = access[object.kind]
  if (plugin !== undefined && !plugins.has(plugin)) return 'no_plugin'
  try {
    return await bringTo(requests, object, mode)
  } catch (error) {
    // Roles are given by whoever administers the security of a cluster, who is seldom the one who administers its indices.
    if (plugin !== undefined && error instanceof PipelineError && error.code === 'NOT_AUTHORISED') return 'not_allowed'
    throw error
  }
}

async function bringTo(requests: Requests, object: ClusterObject, mode: InstallMode): Promise<ObjectState> {
  const { read, write } = access[object.kind]
  const mark = object.kind === 'index' ? markOf({}) : markOf(object.body)
  const found = await read(requests, object.name)
  if (found === mark || (found === '' && mode !== 'replace')) return 'as_planned'
  if (found !== undefined && mode !== 'replace') return 'different'
  if (mode === 'look') return 'missing'
  await write(requests, object, mark)
  return found === undefined ? 'created' : 'updated'
}

/** Names of the plugins that any node has. */
export async function pluginsOf(requests: Requests): Promise<ReadonlySet<string>> {
  const { body } = await requests.send(
    { method: 'GET', path: '/_nodes/plugins', query: { filter_path: 'nodes.*.plugins.name' } },
    'OpenSearch: reading its plugins',
  )
  const nodes = at(body, 'nodes')
  if (typeof nodes !== 'object' || nodes === null) return new Set()
  const names = Object.values(nodes).flatMap((node: unknown) => {
    const plugins = at(node, 'plugins')
    return Array.isArray(plugins) ? plugins.map((plugin) => String(at(plugin, 'name'))) : []
  })
  return new Set(names)
}
