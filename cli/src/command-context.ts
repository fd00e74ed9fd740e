import type { Input, Output } from './terminal/screen.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What a command may touch of the world it runs in. */
export interface CommandContext {
  /** What a person types or another program writes. */
  readonly stdin: Input
  /** Data only. */
  readonly stdout: Output
  /** Everything else: messages, warnings, progress. */
  readonly stderr: Output
  readonly environment: Environment
  /** Where relative paths start. */
  readonly directory: string
  /** Aborted by Ctrl+C: the command stops cleanly and says what is missing. */
  readonly signal: AbortSignal
}

/** What the program gives each command: its world, and the way to say how it ended. */
export interface CommandHost {
  readonly context: CommandContext
  finish(exitCode: number): void
}
