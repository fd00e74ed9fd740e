/** A bucket-level monitor of the alerting plugin: one finding for each combination of its keys whose trigger fires. */
export interface Monitor {
  readonly id: string
  readonly name: string
  /** What it finds and what is usually harmless: for its page and for whoever is told. */
  readonly meaning: string
  readonly severity: 1 | 2 | 3 | 4 | 5
  readonly everyMinutes: number
  /** Families that it looks at. */
  readonly families: readonly ('events' | 'processes' | 'alerts' | 'hosts' | 'streams' | 'gaps')[]
  readonly filter: readonly object[]
  readonly exclude?: readonly object[]
  /** Names of the keys and their fields; hosts and documents, never text that an endpoint chose. */
  readonly keys: Readonly<Record<string, string>>
  /** Aggregations beside the number of documents, as `buckets_path` finds them. */
  readonly aggregations?: Readonly<Record<string, object>>
  /** Values of the trigger: its parameters by name, and where each is. */
  readonly values: Readonly<Record<string, string>>
  /** Painless; true when the monitor fires for these keys. */
  readonly trigger: string
}

/** Of a time field, up to now. Whole minutes of the event's own time: an endpoint that was away is looked at when it comes back, up to there. */
export function lastMinutes(field: string, minutes: number): object {
  return { range: { [field]: { gte: `now-${minutes}m` } } }
}

/** Body of the search that finds the combinations; the plugin adds the trigger to it as a selector of buckets. */
export function monitorQuery({ filter, exclude = [], keys, aggregations = {} }: Monitor): object {
  const sources = Object.entries(keys).map(([name, field]) => ({ [name]: { terms: { field } } }))
  return {
    size: 0,
    query: { bool: { filter, must_not: exclude } },
    aggregations: { found: { composite: { size: 1_000, sources }, ...(Object.keys(aggregations).length === 0 ? {} : { aggregations }) } },
  }
}

/** The same with the trigger in it, as the plugin evaluates it: what is left of the buckets is what it fires for. */
export function monitorSearch(monitor: Monitor): object {
  const { aggregations, ...query } = monitorQuery(monitor) as { aggregations: { found: { aggregations?: object } } }
  const selector = { bucket_selector: { buckets_path: monitor.values, script: { source: monitor.trigger, lang: 'painless' } } }
  return {
    ...query,
    aggregations: { found: { ...aggregations.found, aggregations: { ...aggregations.found.aggregations, trigger: selector } } },
  }
}

/** Text of a message in Mustache. Only keys and times: nothing that an endpoint chose stands in what people are sent. */
export function messageTemplate({ id, name, meaning, keys }: Monitor): string {
  return [
    `win11mon: ${name}`,
    `Found between {{ctx.periodStart}} and {{ctx.periodEnd}}, as ${Object.keys(keys).join(', ')}:`,
    // On one line: the server's Mustache leaves the ends of lines that hold nothing but a section.
    `{{#ctx.newAlerts}}- {{bucket_keys}}\n{{/ctx.newAlerts}}${meaning}`,
    `What to look at: docs/monitors/${id}.md`,
  ].join('\n')
}

/** As `POST /_plugins/_alerting/monitors` takes it. Without a channel it raises alerts and tells nobody. */
export function monitorBody(monitor: Monitor, indexOf: (family: Monitor['families'][number]) => string, channelId: string): object {
  const { id, name, severity, everyMinutes, families, values, trigger } = monitor
  const action = {
    name: 'notify',
    destination_id: channelId,
    subject_template: { source: `win11mon: ${name}`, lang: 'mustache' },
    message_template: { source: messageTemplate(monitor), lang: 'mustache' },
    throttle_enabled: true,
    throttle: { value: 10, unit: 'MINUTES' },
    action_execution_policy: { action_execution_scope: { per_alert: { actionable_alerts: ['NEW'] } } },
  }
  return {
    type: 'monitor',
    monitor_type: 'bucket_level_monitor',
    name: `win11mon ${id}`,
    enabled: true,
    schedule: { period: { interval: everyMinutes, unit: 'MINUTES' } },
    inputs: [{ search: { indices: families.map(indexOf), query: monitorQuery(monitor) } }],
    triggers: [
      {
        bucket_level_trigger: {
          name,
          severity: String(severity),
          condition: {
            parent_bucket_path: 'found',
            buckets_path: values,
            script: { source: trigger, lang: 'painless' },
            gap_policy: 'skip',
          },
          actions: channelId === '' ? [] : [action],
        },
      },
    ],
  }
}
