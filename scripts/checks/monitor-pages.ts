import type { Repository } from '../repository.ts'

const monitorFile = /^deploy\/opensearch\/monitors\/(?<id>[^/]+)\.json$/u
const monitorPage = /^docs\/monitors\/(?<id>[^/]+)\.md$/u
const list = 'docs/monitors/README.md'

/** Monitors without a page or without a row in the list of pages, pages without a monitor. */
export function monitorPageProblems(repository: Repository): string[] {
  const monitors = new Set(idsOf(repository, monitorFile))
  const pages = new Set(idsOf(repository, monitorPage).filter((id) => id !== 'README'))
  const rows = repository.paths.includes(list) ? repository.read(list) : ''
  return [
    ...[...monitors]
      .filter((id) => !pages.has(id))
      .map((id) => `deploy/opensearch/monitors/${id}.json: has no page docs/monitors/${id}.md.`),
    ...[...pages].filter((id) => !monitors.has(id)).map((id) => `docs/monitors/${id}.md: there is no monitor ${id}.`),
    ...[...pages].filter((id) => !rows.includes(`| [${id}](${id}.md)`)).map((id) => `${list}: has no row for ${id}.`),
  ]
}

function idsOf(repository: Repository, form: RegExp): string[] {
  return repository.paths.flatMap((path) => form.exec(path)?.groups?.['id'] ?? [])
}
