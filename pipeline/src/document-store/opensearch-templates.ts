import { maxPageLimit } from './document-reader.ts'
import { type FamilyName, families, familyNames } from './families.ts'
import { indexVersion } from './opensearch-index-names.ts'
import { type Mapping, familyMapping, mappedFields } from './opensearch-mapping.ts'
import type { ClusterObject } from './opensearch/cluster-objects.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'

/** Of the templates themselves: an `upgrade` installs them where the cluster has a lower one. Raise it with every change of a mapping or setting. */
export const templateVersion = 1

/** Templates in the order in which they have to be installed. */
export function templatesOf({ prefix, indices }: Pick<OpensearchSettings, 'prefix' | 'indices'>): readonly ClusterObject[] {
  const settingsName = `${prefix}-settings-v${indexVersion}`
  const settings = {
    number_of_shards: 1,
    number_of_replicas: indices.replicas,
    refresh_interval: `${indices.refresh_interval_ms}ms`,
    codec: 'best_compression',
    'mapping.depth.limit': 12,
    'mapping.field_name_length.limit': 128,
    'query.default_field': ['host.name', 'process.executable', 'process.command_line', 'event.action'],
  }
  const component: ClusterObject = {
    kind: 'component_template',
    name: settingsName,
    body: { version: templateVersion, _meta: meta('Settings of every index of win11mon.'), template: { settings: { index: settings } } },
  }
  return [component, ...familyNames.map((family) => indexTemplate(family, { prefix, indices, settingsName }))]
}

interface TemplateContext extends Pick<OpensearchSettings, 'prefix' | 'indices'> {
  readonly settingsName: string
}

function indexTemplate(family: FamilyName, { prefix, indices, settingsName }: TemplateContext): ClusterObject {
  const name = templateName(prefix, family)
  const mapping = familyMapping(family)
  const body = {
    index_patterns: [family === 'events' ? `${name}-*` : name],
    priority: 500,
    version: templateVersion,
    composed_of: [settingsName],
    _meta: meta(families[family].doc),
    template: { settings: { index: ownSettings(family, mapping, indices.shards) }, mappings: mapping },
  }
  return { kind: 'index_template', name, body }
}

/** The family's one index has the same name; events have one a day behind it. */
export function templateName(prefix: string, family: FamilyName): string {
  return `${prefix}-${family.replaceAll('_', '-')}-v${indexVersion}`
}

function ownSettings(family: FamilyName, mapping: Mapping, shards: number): object {
  // Objects count as well; a third more leaves room for an upgrade without room for a flood.
  const fieldLimit = Math.ceil(mappedFields(mapping).size * 1.7) + 20
  return {
    'mapping.total_fields.limit': fieldLimit,
    // A page of the greatest size is read with one more, which tells whether there is another.
    ...(family === 'events' ? { number_of_shards: shards, max_result_window: maxPageLimit + 1 } : {}),
    // A deletion is remembered for as long as a writer that was thought dead may still write what was deleted.
    ...(families[family].isVersioned ? { gc_deletes: '1h' } : {}),
  }
}

function meta(description: string): object {
  return { description, managed_by: 'win11mon' }
}
