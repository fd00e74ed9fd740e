/** Every way the pipeline fails on purpose. Each has a section in `docs/errors.md`; a test compares the two. */
export const errorCodes = [
  'ABI_MISMATCH',
  'ALERT_REFUSED',
  'BACKEND_UNAVAILABLE',
  'BATCH_REFUSED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_REFUSED',
  'CERTIFICATE_UNTRUSTED',
  'CODEC_UNAVAILABLE',
  'CONFIG_INVALID',
  'CREDENTIALS_REFUSED',
  'DECODE_LIMIT_EXCEEDED',
  'DEVICE_HELD',
  'DEVICE_LIBRARY_UNUSABLE',
  'DEVICE_REFUSED',
  'DOCUMENT_REFUSED',
  'HOST_UNKNOWN',
  'INDEX_MISSING',
  'INPUT_CHANGED',
  'INPUT_MISSING',
  'INPUT_UNREADABLE',
  'INTERNAL',
  'IO_FAILED',
  'NOT_AUTHORISED',
  'QUERY_REFUSED',
  'RECORD_MALFORMED',
  'REQUEST_REFUSED',
  'SCHEMA_REFUSED',
  'SCHEMA_UNKNOWN',
  'SPOOL_FULL',
  'SPOOL_HELD',
  'STATE_FENCED',
  'STATE_UNREADABLE',
  'STORE_DAMAGED',
  'STORE_HELD',
  'STORE_INCOMPATIBLE',
  'STORE_READ_ONLY',
  'TOPIC_MISSING',
  'USAGE',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An operating error. Branch on `code` or `isRetryable`, never on the text. The message says what, where, why and what to do. */
export class PipelineError extends Error {
  readonly code: ErrorCode
  /** The same call may succeed later without anyone's help. */
  readonly isRetryable: boolean

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; isRetryable?: boolean } = {}) {
    super(message, { cause: options.cause })
    this.name = 'PipelineError'
    this.code = code
    this.isRetryable = options.isRetryable ?? false
  }
}
