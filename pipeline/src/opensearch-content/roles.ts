/** A role of the security plugin, as `PUT /_plugins/_security/api/roles/<name>` takes it. */
export interface Role {
  readonly name: string
  /** Who gets it. */
  readonly purpose: string
  readonly body: {
    readonly cluster_permissions: readonly string[]
    readonly index_permissions: readonly {
      readonly index_patterns: readonly string[]
      readonly allowed_actions: readonly string[]
    }[]
  }
}

/** What each part of the product may do, and nothing beyond. Indices are told apart by their prefix. */
export function roles(prefix: string): readonly Role[] {
  return [ingest(prefix), retention(prefix), bootstrap(prefix), viewer(prefix)]
}

function ingest(prefix: string): Role {
  const write = ['bulk*', 'index', 'delete', 'update'].map((name) => `indices:data/write/${name}`)
  return {
    name: `${prefix}_ingest`,
    purpose: 'of `win11mon enrich`: writes documents and makes the index of a day; cannot read, search or delete an index',
    body: {
      cluster_permissions: ['indices:data/write/bulk', 'cluster:monitor/main', 'indices:admin/index_template/get'],
      index_permissions: [
        { index_patterns: [`${prefix}-*`], allowed_actions: [...write, 'indices:admin/create', 'indices:admin/mapping/put'] },
        // A day that retention closed is opened for an endpoint that was away for long.
        { index_patterns: [`${prefix}-events-v*`], allowed_actions: ['indices:admin/settings/update'] },
      ],
    },
  }
}

function retention(prefix: string): Role {
  const admin = ['delete', 'forcemerge', 'settings/update'].map((name) => `indices:admin/${name}`)
  return {
    name: `${prefix}_retention`,
    purpose: 'beside ingest, of an enricher that does the retention: merges, closes and deletes the days of events, and nothing else',
    body: {
      cluster_permissions: ['cluster:monitor/nodes/info'],
      index_permissions: [{ index_patterns: [`${prefix}-events-v*`], allowed_actions: [...admin, 'indices:monitor/settings/get'] }],
    },
  }
}

function bootstrap(prefix: string): Role {
  const admin = ['create', 'delete', 'get', 'mapping/put', 'mappings/get', 'settings/update', 'forcemerge'].map(
    (name) => `indices:admin/${name}`,
  )
  return {
    name: `${prefix}_bootstrap`,
    purpose: 'of `win11mon index`: templates, policies and retention; cannot read documents',
    body: {
      cluster_permissions: [
        'cluster:monitor/main',
        'cluster:monitor/nodes/info',
        'cluster:monitor/state',
        'indices:admin/index_template/*',
        'cluster:admin/component_template/*',
        'cluster:admin/opendistro/ism/*',
        'cluster:admin/opensearch/ism/*',
        'cluster:admin/opendistro/alerting/monitor/*',
        'cluster:admin/opensearch/securityanalytics/logtype/*',
      ],
      index_permissions: [
        { index_patterns: [`${prefix}-*`], allowed_actions: [...admin, 'indices:monitor/settings/get', 'indices:monitor/stats'] },
      ],
    },
  }
}

function viewer(prefix: string): Role {
  return {
    name: `${prefix}_viewer`,
    purpose: 'of people and of the console: reads and searches, changes nothing',
    body: {
      cluster_permissions: ['cluster:monitor/main', 'indices:data/read/msearch', 'indices:data/read/mget', 'indices:data/read/scroll*'],
      index_permissions: [
        {
          index_patterns: [`${prefix}-*`],
          allowed_actions: ['indices:data/read/*', 'indices:admin/mappings/get', 'indices:admin/mappings/fields/get*', 'indices:admin/get'],
        },
      ],
    },
  }
}
