import type { Repository } from '../repository.ts'

/** Download addresses in the lock file. They would tie every clone to the registry of whoever locked last. */
export function lockFileProblems(repository: Repository): string[] {
  return repository.paths
    .filter((path) => path.endsWith('package-lock.json'))
    .flatMap((path) =>
      repository
        .read(path)
        .split('\n')
        .flatMap((text, index) =>
          /"resolved": *"(?:https?|git)[^"]*"/u.test(text)
            ? [`${path}:${index + 1}: has a download address: set omit-lockfile-registry-resolved and lock again.`]
            : [],
        ),
    )
}
