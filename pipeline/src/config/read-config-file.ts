import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { PipelineError } from '@win11mon/schemas'

import { yaml } from './yaml.ts'

/** Looked for in the working directory when no file is named. */
const defaultConfigFile = 'win11mon.yaml'

export interface ConfigFile {
  readonly path: string
  readonly content: unknown
}

/**
 * Reads a configuration file; undefined when none was named and there is none. Fails with CONFIG_INVALID when a named file
 * is missing or the text is not YAML.
 */
export async function readConfigFile(named: string | undefined, directory: string): Promise<ConfigFile | undefined> {
  const path = resolve(directory, named ?? defaultConfigFile)
  try {
    return { path, content: parse(path, await readFile(path, 'utf8')) }
  } catch (error) {
    if (error instanceof PipelineError) throw error
    if (named === undefined && isMissing(error)) return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('CONFIG_INVALID', `${path}: cannot read the configuration (${reason}). Check the path given with --config.`, {
      cause: error,
    })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function parse(path: string, text: string): unknown {
  const document = yaml().parseDocument(text, { prettyErrors: true })
  const [problem] = document.errors
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line ?? 1
    const [what = ''] = problem.message.split('\n')
    throw new PipelineError('CONFIG_INVALID', `${path}, line ${line}: not valid YAML: ${what} Correct that line.`, { cause: problem })
  }
  return document.toJS()
}
