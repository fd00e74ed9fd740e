import type { Repository } from '../repository.ts'

/** Absolute places that exist on one person's machine. Windows paths are data here and allowed. */
const machinePath = /(?:^|[\s'"`(=:])(?:\/home\/[a-z][\w.-]*\/|\/root\/|\/Users\/[A-Za-z][\w.-]*\/|\/work\/)/u

/** Paths of a developer's machine in tracked text. */
export function machinePathProblems(repository: Repository): string[] {
  return repository.paths.filter(isText).flatMap((path) =>
    repository
      .read(path)
      .split('\n')
      .flatMap((text, index) => (machinePath.test(text) ? [`${path}:${index + 1}: names a path of one machine.`] : [])),
  )
}

function isText(path: string): boolean {
  return /\.(?:ts|tsx|js|mjs|json|ya?ml|md|sh|c|h|avsc|toml)$|(?:^|\/)run$/u.test(path) && !path.startsWith('test/scripts/')
}
