import type { LoadedConfig, Logger } from '@win11mon/pipeline'

import { openServiceLog } from '../compose/service/open-log.ts'
import type { CommandContext } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Config } from '../settings.ts'
import { type ConfigFlags, type FlagSettings, loadSettings } from './options.ts'

export interface ServiceCall {
  readonly flags: ConfigFlags
  /** Flags that stand for settings. */
  readonly settings: FlagSettings
  readonly context: CommandContext
}

export interface Service {
  readonly loaded: LoadedConfig<Config>
  readonly context: CommandContext
  readonly log: Logger
}

/** Runs a service with its settings and its log; what ends it stands in the log, too. */
export async function runService({ flags, settings, context }: ServiceCall, run: (service: Service) => Promise<void>): Promise<number> {
  const loaded = await loadSettings(flags, context, settings)
  const { log, close } = await openServiceLog(loaded, context)
  try {
    await run({ loaded, context, log })
    return exitCodes.ok
  } catch (error) {
    // On the standard error stream the program says it itself.
    if (loaded.config.log.file !== '') log.error({ code: codeOf(error) }, error instanceof Error ? error.message : String(error))
    throw error
  } finally {
    close()
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
