import type { Repository } from '../repository.ts'

const planPath = 'docs/test-plan.md'
const planId = /\bCB-[A-Z]+\d+\b/gu
/** `path/of.test.ts` "part of its title" "part of another" */
const reference = /`(?<file>[\w./-]+\.(?:test\.ts|c))`(?<titles>(?:\s*"[^"]+",?)*)/gu

/** Files and titles that the test plan names and that do not exist, and plan ids that stand on one side only. */
export function testPlanProblems(repository: Repository): string[] {
  if (!repository.paths.includes(planPath)) return [`${planPath} is missing.`]
  const plan = repository.read(planPath)
  return [...referenceProblems(repository, plan), ...idProblems(repository, plan)]
}

function referenceProblems(repository: Repository, plan: string): string[] {
  return plan.split('\n').flatMap((row, index) =>
    [...row.matchAll(reference)].flatMap((match) => {
      const file = match.groups?.['file'] ?? ''
      const place = `${planPath}:${index + 1}`
      if (!repository.paths.includes(file)) return [`${place}: there is no ${file}.`]
      const text = repository.read(file)
      return quoted(match.groups?.['titles'] ?? '')
        .filter((title) => !text.includes(title))
        .map((title) => `${place}: ${file} has no test "${title}".`)
    }),
  )
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"(?<title>[^"]+)"/gu)].map((match) => match.groups?.['title'] ?? '')
}

function idProblems(repository: Repository, plan: string): string[] {
  const planned = new Set(plan.match(planId))
  const tested = new Map(
    repository.paths
      .filter(isTest)
      .flatMap((path) => (repository.read(path).match(planId) ?? []).map((id): [string, string] => [id, path])),
  )
  return [
    ...[...planned].filter((id) => !tested.has(id)).map((id) => `${planPath}: no test has the id ${id}.`),
    ...[...tested].filter(([id]) => !planned.has(id)).map(([id, path]) => `${path}: ${id} is not in ${planPath}.`),
  ]
}

function isTest(path: string): boolean {
  return /^(?:[a-z]+\/)?tests?\/.*\.(?:ts|c)$/u.test(path) && !path.startsWith('test/scripts/')
}
