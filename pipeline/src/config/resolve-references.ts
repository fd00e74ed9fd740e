import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { PipelineError } from '@win11mon/schemas'

export interface ReferenceContext {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where relative paths of `${file:…}` start. */
  readonly directory: string
}

const reference = /\$\{(env|file):([^}]+)\}/g

export function hasReference(text: string): boolean {
  return text.search(reference) >= 0
}

/**
 * Replaces `${env:NAME}` and `${file:PATH}` (without the file's last line break) in a value. Fails with CONFIG_INVALID that
 * names the setting and the reference, never the value.
 */
export async function resolveReferences(text: string, setting: string, context: ReferenceContext): Promise<string> {
  let resolved = ''
  let end = 0
  for (const match of text.matchAll(reference)) {
    const [whole, kind = '', name = ''] = match
    resolved += text.slice(end, match.index) + (await lookUp(kind, name, { setting, context }))
    end = match.index + whole.length
  }
  return resolved + text.slice(end)
}

async function lookUp(kind: string, name: string, { setting, context }: { setting: string; context: ReferenceContext }): Promise<string> {
  if (kind === 'env') {
    const value = context.environment[name]
    if (value !== undefined) return value
    throw new PipelineError('CONFIG_INVALID', `${setting}: the environment variable ${name} is not set. Set it, or write the value itself.`)
  }
  const path = resolve(context.directory, name)
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('CONFIG_INVALID', `${setting}: cannot read ${path} (${reason}). Check the path and its permissions.`, {
      cause: error,
    })
  }
}
