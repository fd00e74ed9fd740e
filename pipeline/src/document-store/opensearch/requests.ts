import type * as Opensearch from '@opensearch-project/opensearch'
import type { Client } from '@opensearch-project/opensearch'

import { describeOpensearchError } from './describe-error.ts'
import { sourcesAsText } from './raw-sources.ts'
import type { TlsOptions } from './client-options.ts'
import type { OpensearchSettings } from './settings.ts'

export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** An object is written as JSON. */
  readonly body?: object | string
  /** Lines of JSON, instead of `body`. */
  readonly lines?: Buffer
  /** Statuses above 399 that are answers like any other. */
  readonly expects?: readonly number[]
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The cluster, one request at a time: the client chooses the node, and whoever asks decides whether to ask again. */
export interface Requests {
  /** Rejects with what is wrong, in the words of the error table; `what` says what was tried. */
  send(request: Request, what: string): Promise<Answer>
  close(): Promise<void>
}

type Library = typeof Opensearch

/** `library` comes from whoever loads it: the embedded mode never does. */
export function createRequests(library: Library, settings: OpensearchSettings, tls: TlsOptions): Requests {
  const client = openClient(library, settings, tls)
  return {
    async send(request, what) {
      try {
        return await answerOf(client, request, settings.request_timeout_ms)
      } catch (error) {
        throw describeOpensearchError(error, what)
      }
    },
    close: () => client.close(),
  }
}

async function answerOf(client: Client, request: Request, defaultTimeoutMs: number): Promise<Answer> {
  const { method, path, query = {}, body, lines, expects = [], timeoutMs = defaultTimeoutMs, signal } = request
  const sent = client.transport.request(
    { method, path, querystring: { ...query }, ...(lines === undefined ? bodyOf(body) : { bulkBody: lines }) },
    { requestTimeout: timeoutMs, ignore: [...expects] },
  )
  // The client's own time limit ends with the first byte of the answer; an answer that stalls would be waited for for ever.
  const timer = setTimeout(() => sent.abort(), timeoutMs)
  const abort = (): void => sent.abort()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted === true) abort()
  try {
    const { statusCode, body: answer } = await sent
    return { status: statusCode ?? 0, body: answer }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function bodyOf(body: object | string | undefined): { body?: string } {
  if (body === undefined) return {}
  return { body: typeof body === 'string' ? body : JSON.stringify(body) }
}

function openClient(library: Library, settings: OpensearchSettings, tls: TlsOptions): Client {
  const { nodes, username, password, compress, request_timeout_ms: requestTimeout } = settings
  return new library.Client({
    nodes: [...nodes],
    ...(username === '' ? {} : { auth: { username, password } }),
    ssl: { ...tls },
    Connection: connectionOf(library),
    Serializer: serializerOf(library),
    requestTimeout,
    maxRetries: 0,
    // Its pings leave sockets that nobody reads.
    resurrectStrategy: 'optimistic',
    ...(compress ? { compression: 'gzip' as const } : {}),
  })
}

/** Documents come as the text that was stored: numbers keep every digit, and no name of a field means anything here. */
function serializerOf({ Serializer, errors }: Library): typeof Serializer {
  return class extends Serializer {
    override deserialize(json: string): unknown {
      try {
        return JSON.parse(sourcesAsText(json))
      } catch (error) {
        // An answer that was cut off is no mistake of this program, which a bare SyntaxError would pass for.
        throw new errors.DeserializationError(error instanceof Error ? error.message : String(error), json)
      }
    }
  }
}

type RequestCallback = Parameters<InstanceType<Library['Connection']>['request']>[1]

/** Keeps what the system said of a failure, which the client drops, and keeps the client from writing to the standard output. */
function connectionOf({ Connection }: Library): typeof Connection {
  return class extends Connection {
    override request(
      params: Parameters<InstanceType<typeof Connection>['request']>[0],
      callback: RequestCallback,
    ): ReturnType<InstanceType<typeof Connection>['request']> {
      let cause: Error | undefined
      const sent = super.request(params, (error, response) => {
        if (error !== null && cause !== undefined) error.cause = cause
        callback(error, response)
        // The client prints every error that comes after the head of an answer; whoever reads the body gets it as well.
        sent.removeAllListeners('error')
        sent.on('error', () => undefined)
      })
      sent.prependListener('error', (error) => (cause = error))
      return sent
    }
  }
}
