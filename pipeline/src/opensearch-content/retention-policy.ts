interface RetentionSettings {
  readonly prefix: string
  readonly indices: { readonly read_only_after_days: number; readonly delete_after_days: number }
}

/**
 * Retention as the index management plugin does it, as `PUT /_plugins/_ism/policies/<name>` takes it. It counts from the creation of
 * an index, our own job from its last event: an index that is made late for an old day stays longer here.
 */
export function retentionPolicy({ prefix, indices }: RetentionSettings): object {
  return {
    policy: {
      description: 'Events of win11mon: merged and closed for writing, then deleted.',
      default_state: 'open',
      ism_template: [{ index_patterns: [`${prefix}-events-v*`], priority: 500 }],
      states: [
        {
          name: 'open',
          actions: [],
          transitions: [{ state_name: 'closed', conditions: { min_index_age: `${indices.read_only_after_days + 1}d` } }],
        },
        {
          name: 'closed',
          actions: [{ force_merge: { max_num_segments: 1 } }, { read_only: {} }],
          transitions: [{ state_name: 'deleted', conditions: { min_index_age: `${indices.delete_after_days + 1}d` } }],
        },
        { name: 'deleted', actions: [{ delete: {} }], transitions: [] },
      ],
    },
  }
}

/** A log type of the security analytics plugin, as `POST /_plugins/_security_analytics/logtype` takes it: its detectors can name our events. */
export const logType = {
  name: 'win11mon',
  description: 'Kernel callbacks of Windows 11: processes, images, handles and their duplication, registry, I/O rings.',
  source: 'Custom',
  category: 'System Activity',
} as const
