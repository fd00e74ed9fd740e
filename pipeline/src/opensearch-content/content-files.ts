import type { FamilyName } from '../document-store/families.ts'
import { templateName, templatesOf } from '../document-store/opensearch-templates.ts'
import type { OpensearchSettings } from '../document-store/opensearch/settings.ts'
import { dashboards, timeFields } from './dashboards.ts'
import { monitorBody } from './monitor.ts'
import { monitors } from './monitors.ts'
import { processesPattern } from './process-tree.ts'
import { logType, retentionPolicy } from './retention-policy.ts'
import { roles } from './roles.ts'
import { savedObjectLines, savedObjects } from './saved-objects.ts'

/** Indices of a family, as searches name them. */
export function familyPattern(prefix: string, family: string): string {
  const name = templateName(prefix, family as FamilyName)
  return family === 'events' ? `${name}-*` : name
}

/** The dashboards, as `saved_objects/_import` of Dashboards takes them. */
export function dashboardLines(prefix: string): string {
  const objects = savedObjects(dashboards, (family) => familyPattern(prefix, family), timeFields)
  return savedObjectLines(objects).replaceAll(processesPattern, familyPattern(prefix, 'processes'))
}

/** Everything that is installed in a cluster and its Dashboards, as files for whoever installs it otherwise: path and text. */
export function contentFiles(settings: OpensearchSettings): readonly { readonly path: string; readonly text: string }[] {
  const { prefix } = settings
  const json = (path: string, body: object): { path: string; text: string } => ({ path, text: `${JSON.stringify(body, null, 2)}\n` })
  return [
    ...templatesOf(settings).map(({ kind, name, body }) => json(`templates/${kind}/${name}.json`, body)),
    json('retention/policy.json', retentionPolicy(settings)),
    json('security-analytics/log-type.json', logType),
    ...monitors.map((monitor) =>
      json(
        `monitors/${monitor.id}.json`,
        monitorBody(monitor, (family) => familyPattern(prefix, family), ''),
      ),
    ),
    ...roles(prefix).map(({ name, body }) => json(`security/${name}.json`, body)),
    { path: 'dashboards/win11mon.ndjson', text: dashboardLines(prefix) },
  ]
}
