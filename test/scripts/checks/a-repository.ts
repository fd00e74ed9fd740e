import type { Repository } from '../../../scripts/repository.ts'

/** A repository made of a few texts by path. */
export function aRepository(files: Readonly<Record<string, string>>): Repository {
  return {
    paths: Object.keys(files).toSorted(),
    read(path) {
      const text = files[path]
      if (text === undefined) throw new Error(`The repository of this test has no ${path}.`)
      return text
    },
  }
}
