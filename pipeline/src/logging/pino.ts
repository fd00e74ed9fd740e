import type { Logger } from './logger.ts'

export interface JsonLoggerOptions {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Takes one line with its line break. */
  readonly write: (line: string) => void
  /** Stand in every line. */
  readonly base: Readonly<Record<string, unknown>>
  /** Values that must never be written, wherever they stand: what came from `${env:…}` and `${file:…}`. */
  readonly secrets?: readonly string[]
}

const secretNames = ['password', 'passphrase', 'secret', 'token', 'key', 'authorization', 'sasl']
const redacted = '[redacted]'

/** Shorter ones are as likely part of something else. */
const leastSecretLength = 4

/** A logger of JSON lines, one a message. Fields with the name of a secret, and the given values, are replaced. */
export async function openJsonLogger({ level, write, base, secrets = [] }: JsonLoggerOptions): Promise<Logger> {
  // Behind the default everywhere: in a bundle the names of a CommonJS library are there alone.
  const { default: pino } = await import('pino')
  const hidden = secrets.filter((secret) => secret.length >= leastSecretLength).map((secret) => JSON.stringify(secret).slice(1, -1))
  const hide = (line: string): string => hidden.reduce((text, secret) => text.replaceAll(secret, redacted), line)
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options = {
    level,
    base,
    redact: { paths, censor: redacted },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = pino(options, { write: (line: string) => write(hide(line)) })
  // Not the logger itself: what an asynchronous function returns must not look like a promise to the compiler.
  return {
    error: (fields, message) => logger.error(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    info: (fields, message) => logger.info(fields, message),
    debug: (fields, message) => logger.debug(fields, message),
  }
}
