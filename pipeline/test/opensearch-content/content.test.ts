import { describe, expect, test } from 'vitest'

import { familyMapping, mappedFields } from '../../src/document-store/opensearch-mapping.ts'
import { opensearchSettings } from '../../src/document-store/opensearch/settings.ts'
import { contentFiles, dashboardLines } from '../../src/opensearch-content/content-files.ts'
import { dashboards, timeFields } from '../../src/opensearch-content/dashboards.ts'
import { messageTemplate, monitorSearch } from '../../src/opensearch-content/monitor.ts'
import { monitors } from '../../src/opensearch-content/monitors.ts'
import { fieldsIn, panelFields } from '../../src/opensearch-content/panel.ts'
import { roles } from '../../src/opensearch-content/roles.ts'
import { type FamilyName, familyNames } from '../../src/document-store/families.ts'

function fieldsOf(family: string): ReadonlyMap<string, string> {
  return mappedFields(familyMapping(family as FamilyName))
}

describe.each(monitors)('monitor $id', (monitor) => {
  test('names only fields that its documents have', () => {
    const known = new Set(monitor.families.flatMap((family) => [...fieldsOf(family).keys()]))
    const named = fieldsIn(monitorSearch(monitor))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((field) => !known.has(field))).toEqual([])
  })

  test('has its keys in every family that it looks at', () => {
    for (const family of monitor.families) {
      for (const field of Object.values(monitor.keys))
        expect([family, field, fieldsOf(family).get(field)]).toEqual([family, field, 'keyword'])
    }
  })

  test('takes its values from what the search computes, and the trigger from its values', () => {
    const parameters = [...monitor.trigger.matchAll(/params\.(\w+)/gu)].map(([, name = '']) => name)
    expect(parameters.filter((name) => !(name in monitor.values))).toEqual([])
    const computed = new Set(['_count', ...Object.keys(monitor.aggregations ?? {})])
    for (const path of Object.values(monitor.values)) expect(computed).toContain(path.replace(/\._count$/u, '') || '_count')
  })

  test('tells people nothing that an endpoint chose', () => {
    const placeholders = [...messageTemplate(monitor).matchAll(/\{\{[#/]?([^}]+)\}\}/gu)].map(([, name]) => name)
    expect(new Set(placeholders)).toEqual(new Set(['ctx.periodStart', 'ctx.periodEnd', 'ctx.newAlerts', 'bucket_keys']))
    expect(Object.values(monitor.keys).every((field) => /\.(?:id|entity_id|alert_id|boot_id)$/u.test(field))).toBe(true)
  })
})

describe.each(dashboards.flatMap(({ panels }) => panels))('panel $id', (panel) => {
  test('names only fields that its documents have', () => {
    const known = fieldsOf(panel.family)
    const named = panelFields(panel)
    expect(named.filter((field) => !known.has(field))).toEqual([])
    expect(named.length).toBeGreaterThanOrEqual(panel.kind === 'vega' ? 4 : panel.metrics.length + panel.buckets.length - 1)
  })
})

test('a panel that names a field in its query, its metrics or its buckets is looked through', () => {
  const [first] = dashboards.flatMap(({ panels }) => panels).filter(({ id }) => id === 'fleet-blind')
  if (first === undefined) throw new Error('no such panel')
  expect(panelFields(first)).toEqual(['event.action', 'win11mon.agent.sensor_blind', 'host.name', 'win11mon.agent.blind_kinds'])
})

test('saved objects refer to each other and to nothing else, each on a line', () => {
  const lines = dashboardLines('win11mon').trimEnd().split('\n')
  const objects = lines.map((line) => JSON.parse(line) as { type: string; id: string; references: { type: string; id: string }[] })
  const ids = objects.map(({ type, id }) => `${type} ${id}`)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [index, { references }] of objects.entries()) {
    for (const { type, id } of references) expect(ids.slice(0, index)).toContain(`${type} ${id}`)
  }
  expect(objects.filter(({ type }) => type === 'dashboard')).toHaveLength(5)
  expect(dashboardLines('other')).not.toContain('"win11mon-processes-v1"')
})

test('times of dashboards are dates', () => {
  for (const [family, field] of Object.entries(timeFields)) expect(fieldsOf(family).get(field)).toBe('date_nanos')
})

test('roles reach the indices of the product and no others', () => {
  for (const { body } of roles('acme')) {
    expect(body.cluster_permissions).not.toContain('*')
    for (const { index_patterns: patterns, allowed_actions: actions } of body.index_permissions) {
      expect(patterns.every((pattern) => pattern.startsWith('acme-'))).toBe(true)
      expect(actions.filter((action) => action === '*' || action === 'indices:*')).toEqual([])
    }
  }
})

test('every family has a strict mapping of fewer fields than its limit, without a field that JavaScript or Lucene chokes on', () => {
  const files = contentFiles(opensearchSettings.parse({}))
  for (const family of familyNames.filter((name) => name !== 'inputs')) {
    const text = files.find(({ path }) => path === `templates/index_template/win11mon-${family.replaceAll('_', '-')}-v1.json`)?.text ?? '{}'
    const { template } = JSON.parse(text) as { template: { settings: { index: Record<string, number> }; mappings: { dynamic: string } } }
    expect(template.mappings.dynamic).toBe('strict')
    expect(template.settings.index['mapping.total_fields.limit']).toBeGreaterThan(fieldsOf(family).size * 1.3)
    expect([...fieldsOf(family).keys()].filter((field) => !/^[@a-z][\w.@]*$/u.test(field))).toEqual([])
  }
})
