import { readFile, readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'

import { PipelineError } from '@win11mon/pipeline'

import type { BuiltRules, LoadedRule } from './build-rules.ts'
import type { Placeholders } from './language/modifiers.ts'
import type { RefusedRule, SigmaDocument } from './language/rule.ts'

export type { BuiltRules, LoadedRule, RefusedRule }

/** Bytes of a file of rules; larger ones are not even read. */
const maxFileBytes = 4 * 1024 * 1024

/** Tests of rules stand beside them. */
const ruleFile = /(?<!\.test)\.ya?ml$/i

/**
 * Every rule below a directory, compiled. What cannot be used is among `refused` with its reason; only a directory that
 * cannot be read at all is an error (INPUT_MISSING).
 */
export async function loadRules(directory: string, placeholders: Placeholders = {}): Promise<BuiltRules> {
  const paths = await ruleFilesIn(directory)
  // Loaded when there are rules: the readers of YAML and of regular expressions take longer to load than most commands run.
  const [{ buildRules }, { parseRules }] = await Promise.all([import('./build-rules.ts'), import('./language/parse-rules.ts')])
  const documents: SigmaDocument[] = []
  const refused: RefusedRule[] = []
  for (const path of paths) {
    const text = await ruleText(join(directory, path))
    if (text instanceof Error) {
      refused.push({ path, id: null, title: null, reason: text.message })
      continue
    }
    const parsed = parseRules(text, path, placeholders)
    documents.push(...parsed.documents)
    refused.push(...parsed.refused)
  }
  const built = buildRules(documents)
  return { ...built, refused: [...refused, ...built.refused] }
}

/** Paths of rule files below the directory, in one order on every machine. */
async function ruleFilesIn(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && ruleFile.test(entry.name))
    const paths = files.map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    return paths.toSorted((left, right) => (left < right ? -1 : 1))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError(
      'INPUT_MISSING',
      `The rule directory ${directory} cannot be read: ${why}. Give a directory of Sigma rules (.yml).`,
      { cause },
    )
  }
}

async function ruleText(path: string): Promise<string | Error> {
  try {
    const { size } = await stat(path)
    if (size > maxFileBytes) return new Error(`it has ${size} bytes, more than ${maxFileBytes}: split it`)
    return await readFile(path, 'utf8')
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
