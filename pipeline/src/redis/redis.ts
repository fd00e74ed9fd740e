import { PipelineError } from '@win11mon/schemas'
import type { Redis, RedisOptions } from 'ioredis'

import { readPem } from '../config/read-tls-files.ts'
import { exportsOf } from '../runtime/exports-of.ts'
import { programmingErrorIn } from '../runtime/programming-error.ts'
import type { RedisSettings } from './settings.ts'

export type { RedisSettings } from './settings.ts'

export interface RedisConnection {
  readonly redis: Redis
  /** Without what is secret. */
  readonly url: string
}

const defaultPort = 6_379

/** Pauses between two attempts to connect. */
const reconnectMs = { first: 100, longest: 2_000 }

/**
 * Opens a client that connects when it is first used and fails rather than waits while the server is away: who waits, and how
 * long, is decided where the work is. `extra` is for whoever must wait instead.
 */
export async function openRedis(settings: RedisSettings, extra: RedisOptions = {}): Promise<RedisConnection> {
  if (settings.url === '') {
    throw new PipelineError(
      'CONFIG_INVALID',
      'redis.url: names no server, and something that needs Redis is chosen. Write redis://host:6379.',
    )
  }
  const library = exportsOf(await import('ioredis'))
  const redis = new library.Redis({ ...(await redisOptions(settings)), ...extra, replyMapping: 'legacy' })
  // Every call says by itself that it failed.
  redis.on('error', () => undefined)
  return { redis, url: new URL(settings.url).host }
}

async function redisOptions({ url, username, password, ca_file: caFile, timeout_ms: timeoutMs }: RedisSettings): Promise<RedisOptions> {
  const authority = await readPem('redis.ca_file', caFile)
  const authorities = authority === undefined ? {} : { ca: authority }
  const { hostname, port, pathname } = new URL(url)
  return {
    host: hostname.replaceAll(/[[\]]/gu, ''),
    port: Number(port === '' ? defaultPort : port),
    db: Number(pathname.slice(1)),
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(reconnectMs.first * attempt, reconnectMs.longest),
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(url.startsWith('rediss:') ? { tls: authorities } : {}),
  }
}

/** Errors that somebody has to mend, by what the server says first. */
const refusals: Readonly<Record<string, 'CREDENTIALS_REFUSED' | 'NOT_AUTHORISED'>> = {
  WRONGPASS: 'CREDENTIALS_REFUSED',
  NOAUTH: 'CREDENTIALS_REFUSED',
  NOPERM: 'NOT_AUTHORISED',
}

export function redisError(url: string, what: string, error: unknown): PipelineError {
  const mistake = programmingErrorIn(error, `Redis at ${url}: ${what}`)
  if (mistake !== undefined) return mistake
  const reason = error instanceof Error ? error.message : String(error)
  const refusal = refusals[reason.split(' ')[0] ?? '']
  const advice = refusal === undefined ? 'It is tried again' : 'Check redis.username, redis.password and the rights of that user'
  return new PipelineError(refusal ?? 'BACKEND_UNAVAILABLE', `Redis at ${url}: ${what} failed: ${reason}. ${advice}.`, {
    cause: error,
    isRetryable: true,
  })
}
