import { PipelineError } from '@win11mon/schemas'

import { familyNames } from './families.ts'
import { installObjects } from './opensearch/cluster-objects.ts'
import type { Requests } from './opensearch/requests.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'
import { templateName, templateVersion, templatesOf } from './opensearch-templates.ts'

/** Puts every template as this version has it; what is there already is replaced, indices stay as they are. */
export async function installTemplates(requests: Requests, settings: OpensearchSettings): Promise<void> {
  await installObjects(requests, templatesOf(settings), 'replace')
}

/** Fails with INDEX_MISSING when a template is missing or older than this program. */
export async function checkTemplates(requests: Requests, settings: OpensearchSettings): Promise<void> {
  const what = 'OpenSearch: reading the index templates'
  const { body } = await requests.send(
    { method: 'GET', path: '/_index_template', query: { filter_path: 'index_templates.name,index_templates.index_template.version' } },
    what,
  )
  const found = (body as { index_templates?: readonly { name: string; index_template: { version?: number } }[] }).index_templates ?? []
  const versions = new Map(found.map(({ name, index_template: { version } }) => [name, version ?? 0]))
  for (const family of familyNames) {
    const name = templateName(settings.prefix, family)
    const version = versions.get(name)
    if (version !== undefined && version >= templateVersion) continue
    const state = version === undefined ? 'is missing' : `is version ${version}, this program needs ${templateVersion}`
    const command = version === undefined ? 'bootstrap' : 'upgrade'
    throw new PipelineError('INDEX_MISSING', `OpenSearch: index template ${name} ${state}. Run \`win11mon index ${command}\`.`, {
      isRetryable: true,
    })
  }
}
