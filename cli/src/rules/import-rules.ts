import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'

import { type LoadedRules, loadRules } from '@win11mon/enricher'
import { PipelineError } from '@win11mon/pipeline'

export interface ImportOptions {
  /** Directory that the rules come from. */
  readonly from: string
  /** Rule directory that takes them; made when it is not there. */
  readonly into: string
  readonly placeholders: Readonly<Record<string, readonly string[]>>
}

export interface ImportResult {
  readonly found: LoadedRules
  /** Files that are new in the rule directory, that replaced another version, and that were there already. */
  readonly added: readonly string[]
  readonly replaced: readonly string[]
  readonly unchanged: readonly string[]
  /** What the rule directory holds now. */
  readonly now: LoadedRules
}

/** Checks every rule below a directory, and copies the files that hold at least one that can be used. */
export async function importRules({ from, into, placeholders }: ImportOptions): Promise<ImportResult> {
  if (isInside(from, into) || isInside(into, from)) {
    throw new PipelineError('USAGE', `${from} and ${into} lie in each other: import from a directory outside of the rule directory.`)
  }
  const found = await loadRules(from, placeholders)
  const paths = [...new Set(found.loaded.map(({ rule }) => rule.path).concat(found.filterPaths))].toSorted()
  const done: Record<Outcome, string[]> = { added: [], replaced: [], unchanged: [] }
  await mkdir(into, { recursive: true })
  for (const path of paths) done[await copyRule(join(from, path), join(into, path))].push(path)
  return { found, ...done, now: await loadRules(into, placeholders) }
}

type Outcome = 'added' | 'replaced' | 'unchanged'

/** Never half a file: a service may read the directory at that moment. */
async function copyRule(source: string, target: string): Promise<Outcome> {
  const before = await contentOf(target)
  const isSame = before?.equals(await readFile(source)) === true
  if (isSame) return 'unchanged'
  const temporary = `${target}.part`
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(source, temporary)
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true })
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('IO_FAILED', `${target} cannot be written: ${why}. What was copied before is in place; run it again.`, {
      cause,
    })
  }
  return before === undefined ? 'added' : 'replaced'
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isInside(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner))
  return path === '' || (!path.startsWith('..') && resolve(outer, path) === resolve(inner))
}
