import type { Repository } from '../repository.ts'

const ruleSources = /^enricher\/src\/(?:detect\/rules\/.*|alert\/score-alert)\.ts$/u
const ruleId = /\b(?:id|ruleId): '(?<id>[A-Z]{2}-\d{2,3})'/gu
const rulePage = /^docs\/rules\/(?<id>[A-Z]{2}-\d{2,3})\.md$/u

/** Rules without a page, pages without a rule. */
export function rulePageProblems(repository: Repository): string[] {
  const rules = ruleIds(repository)
  const pages = new Set(repository.paths.flatMap((path) => rulePage.exec(path)?.groups?.['id'] ?? []))
  return [
    ...[...rules].filter(([id]) => !pages.has(id)).map(([id, path]) => `${path}: rule ${id} has no page docs/rules/${id}.md.`),
    ...[...pages].filter((id) => !rules.has(id)).map((id) => `docs/rules/${id}.md: there is no rule ${id}.`),
  ]
}

function ruleIds(repository: Repository): Map<string, string> {
  const found = repository.paths
    .filter((path) => ruleSources.test(path))
    .flatMap((path) => [...repository.read(path).matchAll(ruleId)].map((match): [string, string] => [match.groups?.['id'] ?? '', path]))
  return new Map(found)
}
