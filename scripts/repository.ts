import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a check may look at: the files that git tracks or would track. Tests hand in a repository made of a few texts. */
export interface Repository {
  /** Relative to the repository, with forward slashes, sorted. */
  readonly paths: readonly string[]
  read(path: string): string
}

/** Looks at a repository and names what is wrong, one line each. */
export type RepositoryCheck = (repository: Repository) => string[]

const repositoryDirectory: string = join(dirname(fileURLToPath(import.meta.url)), '..')

export function openRepository(): Repository {
  const deleted = new Set(listFiles('--deleted'))
  return {
    paths: listFiles('--cached', '--others', '--exclude-standard').filter((path) => !deleted.has(path)),
    read: (path) => readFileSync(join(repositoryDirectory, path), 'utf8'),
  }
}

function listFiles(...options: readonly string[]): string[] {
  const text = execFileSync('git', ['ls-files', '-z', ...options], {
    cwd: repositoryDirectory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(text.split('\0').filter((path) => path !== ''))].toSorted()
}

/** The names in the root package's `workspaces`. */
export function workspacesOf(repository: Repository): string[] {
  const { workspaces } = JSON.parse(repository.read('package.json')) as { workspaces?: string[] }
  return workspaces ?? []
}
