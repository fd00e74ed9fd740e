import { posix } from 'node:path'

import type { Repository } from '../repository.ts'
import { importSpecifiers, lineAt } from './import-specifiers.ts'

/** One file of a room that names another of the same room. */
export interface FileImport {
  readonly from: string
  readonly to: string
  readonly line: number
}

/** Imports of scripts by relative path, and `#include "…"` of C, between the files that are handed in. */
export function fileImports(repository: Repository, paths: readonly string[]): FileImport[] {
  const known = new Set(paths)
  return paths.flatMap((from) =>
    namesIn(from, repository).flatMap(({ line, name }) => {
      const to = isC(from) ? resolveInclude(from, name, known) : resolveImport(from, name, known)
      return to === undefined || to === from ? [] : [{ from, to, line }]
    }),
  )
}

function namesIn(path: string, repository: Repository): { readonly line: number; readonly name: string }[] {
  if (isC(path)) {
    const text = repository.read(path)
    return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"(?<name>[^"]+)"/gmu)].map((match) => ({
      line: lineAt(text, match.index),
      name: match.groups?.['name'] ?? '',
    }))
  }
  if (!/\.[cm]?[jt]sx?$/u.test(path)) return []
  return importSpecifiers(repository.read(path)).map(({ line, specifier }) => ({ line, name: specifier }))
}

function isC(path: string): boolean {
  return /\.[ch]$/u.test(path)
}

function resolveImport(from: string, name: string, known: ReadonlySet<string>): string | undefined {
  const path = posix.join(posix.dirname(from), name)
  return name.startsWith('.') && known.has(path) ? path : undefined
}

/** Beside the file, as the compiler looks first; else wherever the room has a file of that name, as its include paths do. */
function resolveInclude(from: string, name: string, known: ReadonlySet<string>): string | undefined {
  const beside = posix.join(posix.dirname(from), name)
  return known.has(beside) ? beside : [...known].find((path) => path.endsWith(`/${name}`))
}
