import { resolve } from 'node:path'

import { type BoundedFile, type LoadedConfig, type Logger, openBoundedFile, openJsonLogger } from '@win11mon/pipeline'

import type { CommandContext } from '../../command-context.ts'
import type { Config } from '../../settings.ts'
import { programVersion } from '../../version.ts'

export interface ServiceLog {
  readonly log: Logger
  close(): void
}

/** JSON lines to the standard error stream or the file of the settings; what came from references never stands in them. */
export async function openServiceLog(loaded: LoadedConfig<Config>, context: CommandContext): Promise<ServiceLog> {
  const { level, file, max_bytes: maxBytes } = loaded.config.log
  const target: BoundedFile | undefined = file === '' ? undefined : openBoundedFile(resolve(context.directory, file), maxBytes)
  const write = (line: string): void => (target === undefined ? context.stderr.write(line) : target.write(line))
  const base = { agent: programVersion, pid: process.pid }
  const log = await openJsonLogger({ level, write, base, secrets: secretsOf(loaded) })
  for (const warning of loaded.warnings) log.warn({}, warning)
  return { log, close: () => target?.close() }
}

/** What stands behind `${env:…}` and `${file:…}`. */
function secretsOf({ config, references }: LoadedConfig<unknown>): string[] {
  return [...references.keys()].flatMap((path) => {
    let value: unknown = config
    for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part]
    return typeof value === 'string' ? [value] : []
  })
}
