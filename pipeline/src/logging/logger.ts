/** What a message is about. Values of secret names are not written; see the adapter. */
export type LogFields = Readonly<Record<string, unknown>>

/** Messages for the people who run a service: a sentence, and fields to search by. Never throws, never waits for a reader. */
export interface Logger {
  error(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  debug(fields: LogFields, message: string): void
}

export const silentLogger: Logger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined }
