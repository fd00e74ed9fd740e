import type { Repository } from '../repository.ts'

/** What a merge leaves where two changes met, also after a formatter took it for a quotation. */
const leftover = /^(?:<{7} |>{7} |(?:> ){6}>)/u

/** Places that a merge left undecided. A line of equal signs alone may underline a heading and says nothing. */
export function mergeLeftoverProblems(repository: Repository): string[] {
  return repository.paths
    .filter((path) => /\.(?:ts|tsx|js|mjs|json|ya?ml|md|sh|c|h|avsc|toml)$/u.test(path))
    .flatMap((path) =>
      repository
        .read(path)
        .split('\n')
        .flatMap((text, index) => (leftover.test(text) ? [`${path}:${index + 1}: a merge was not decided here.`] : [])),
    )
}
