import { type ErrorCode, PipelineError } from '@win11mon/schemas'

import { programmingErrorIn } from '../../runtime/programming-error.ts'

/** What is known of a failure, whoever saw it first. */
interface ErrorParts {
  readonly name: string
  readonly message: string
  /** Status of the answer; 0 when there was none. */
  readonly status: number
  /** OpenSearch's name of the error, such as security_exception. */
  readonly type: string
  /** Node's name of a connection error, such as ECONNREFUSED. */
  readonly code: string
}

interface ErrorClass {
  readonly code: ErrorCode
  readonly isRetryable: boolean
  matches(error: ErrorParts): boolean
  readonly advice: string
}

/** Where the cluster has to be mended, a later attempt may succeed without anybody coming here; only a request that is wrong stays so. */
const errorClasses: readonly ErrorClass[] = [
  {
    code: 'CREDENTIALS_REFUSED',
    isRetryable: true,
    matches: ({ status }) => status === 401,
    advice: 'Check opensearch.username and password, or the certificate of this machine, against the users of the cluster',
  },
  {
    code: 'STORE_READ_ONLY',
    isRetryable: true,
    matches: ({ type }) => type === 'cluster_block_exception',
    advice:
      'Make room on the data nodes (or add one); the block of a full disk goes by itself below the high watermark, any other with index.blocks.* set to null',
  },
  {
    code: 'NOT_AUTHORISED',
    isRetryable: true,
    matches: ({ status }) => status === 403,
    advice: 'Give this user the role of deploy/opensearch/security that its command needs',
  },
  {
    code: 'INDEX_MISSING',
    isRetryable: true,
    matches: ({ type }) => type === 'index_not_found_exception',
    advice: 'Run `win11mon index bootstrap`',
  },
  {
    code: 'CERTIFICATE_EXPIRED',
    isRetryable: true,
    matches: ({ code }) => code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID',
    advice: 'Renew the certificate of the node, or set the clock of this machine',
  },
  {
    code: 'CERTIFICATE_REFUSED',
    isRetryable: true,
    matches: ({ code }) => /^ERR_SSL_(?:TLSV\d+_ALERT|SSLV3_ALERT|TLSV\d+_UNSUPPORTED)/u.test(code),
    advice: 'The node refused the certificate of this machine: check opensearch.tls.certificate_file and key_file',
  },
  {
    code: 'CERTIFICATE_UNTRUSTED',
    isRetryable: true,
    matches: ({ code }) => /CERT|SIGNATURE|ALTNAME|ISSUER|SELF_SIGNED/u.test(code),
    advice:
      "Check opensearch.tls.ca_file (the authority that signed the node's certificate) and opensearch.tls.server_name (the name in it)",
  },
  {
    code: 'HOST_UNKNOWN',
    isRetryable: true,
    matches: ({ code }) => code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA',
    advice: 'Check the names in opensearch.nodes and the name service of this machine',
  },
  {
    code: 'REQUEST_REFUSED',
    isRetryable: false,
    matches: ({ status }) => status >= 400 && status < 500 && status !== 408 && status !== 429,
    advice:
      'Look whether this version of OpenSearch is one that the documentation names, and whether its indices were made by `win11mon index bootstrap`',
  },
]

/** One clear error for what the client threw. `what` says what was tried, such as "OpenSearch: writing documents". */
export function describeOpensearchError(error: unknown, what: string): PipelineError {
  if (error instanceof PipelineError) return error
  const mistake = programmingErrorIn(error, what)
  if (mistake !== undefined) return mistake
  const parts = partsOf(error)
  const found = errorClasses.find((errorClass) => errorClass.matches(parts))
  const said = [parts.status === 0 ? '' : `status ${parts.status}`, parts.type, parts.code].filter(
    (text) => text !== '' && !parts.message.includes(text),
  )
  const message = `${what} failed: ${parts.message}${said.length === 0 ? '' : ` (${said.join(', ')})`}. ${found?.advice ?? 'It is tried again'}.`
  return new PipelineError(found?.code ?? 'BACKEND_UNAVAILABLE', message, { cause: error, isRetryable: found?.isRetryable ?? true })
}

/** Status of the answer behind an error of `describeOpensearchError`; 0 when there was none. */
export function statusOf(error: unknown): number {
  return error instanceof PipelineError && error.cause !== undefined ? partsOf(error.cause).status : 0
}

/** What an answer says of its failure. */
export interface ServerError {
  readonly type: string
  readonly reason: string
}

export function serverErrorOf(body: unknown): ServerError | undefined {
  const error = (body as { readonly error?: unknown } | null | undefined)?.error
  if (typeof error === 'string') return { type: '', reason: error }
  if (typeof error !== 'object' || error === null) return undefined
  const { type, reason, caused_by: inner } = error as Readonly<Record<string, unknown>>
  const causedBy = (inner as { readonly reason?: unknown } | undefined)?.reason
  const because = typeof causedBy === 'string' && causedBy !== reason ? `: ${causedBy}` : ''
  return { type: typeof type === 'string' ? type : '', reason: `${typeof reason === 'string' ? reason : ''}${because}` }
}

interface ClientError extends Error {
  readonly meta?: { readonly statusCode?: number | null; readonly body?: unknown }
}

function partsOf(thrown: unknown): ErrorParts {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as ClientError
  const server = serverErrorOf(error.meta?.body)
  const { code } = (error.cause ?? error) as { readonly code?: unknown }
  return {
    name: error.name,
    message: (server === undefined || server.reason === '' ? ownWords(error) : server.reason).replace(/\.$/u, ''),
    status: error.meta?.statusCode ?? 0,
    type: server?.type ?? '',
    code: typeof code === 'string' ? code : '',
  }
}

function ownWords(error: ClientError): string {
  if (error.name === 'TimeoutError' || error.name === 'RequestAbortedError') return 'no answer in time'
  if (error.name === 'NoLivingConnectionsError') return 'there is no node to ask'
  return error.message === '' ? error.name : error.message
}
