import type { ErrorCode } from '@win11mon/pipeline'

/** Exit codes of every command; numbers from 64 on are those of sysexits.h. `docs/cli.md` explains them. */
export const exitCodes = {
  ok: 0,
  /** Alerts of the severity asked for, or a check that failed. */
  findings: 1,
  usage: 2,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  io: 74,
  held: 75,
  badConfig: 78,
  interrupted: 130,
} as const

/** A store of another version is a wrong setting, not a broken disk: repeating the call helps nobody. */
export const exitCodeByError: Readonly<Record<ErrorCode, number>> = {
  ABI_MISMATCH: exitCodes.badConfig,
  BACKEND_UNAVAILABLE: exitCodes.unavailable,
  BATCH_REFUSED: exitCodes.noInput,
  CERTIFICATE_EXPIRED: exitCodes.unavailable,
  CERTIFICATE_REFUSED: exitCodes.unavailable,
  CERTIFICATE_UNTRUSTED: exitCodes.unavailable,
  CODEC_UNAVAILABLE: exitCodes.badConfig,
  CONFIG_INVALID: exitCodes.badConfig,
  CREDENTIALS_REFUSED: exitCodes.unavailable,
  DECODE_LIMIT_EXCEEDED: exitCodes.noInput,
  DEVICE_HELD: exitCodes.held,
  DEVICE_LIBRARY_UNUSABLE: exitCodes.badConfig,
  DEVICE_REFUSED: exitCodes.badConfig,
  DOCUMENT_REFUSED: exitCodes.io,
  HOST_UNKNOWN: exitCodes.unavailable,
  INPUT_CHANGED: exitCodes.io,
  INPUT_MISSING: exitCodes.noInput,
  INPUT_UNREADABLE: exitCodes.noInput,
  INTERNAL: exitCodes.internal,
  IO_FAILED: exitCodes.io,
  NOT_AUTHORISED: exitCodes.unavailable,
  QUERY_REFUSED: exitCodes.usage,
  RECORD_MALFORMED: exitCodes.noInput,
  SCHEMA_REFUSED: exitCodes.unavailable,
  SCHEMA_UNKNOWN: exitCodes.noInput,
  SPOOL_FULL: exitCodes.io,
  SPOOL_HELD: exitCodes.held,
  STATE_UNREADABLE: exitCodes.noInput,
  STORE_DAMAGED: exitCodes.io,
  STORE_HELD: exitCodes.held,
  STORE_INCOMPATIBLE: exitCodes.badConfig,
  TOPIC_MISSING: exitCodes.unavailable,
  USAGE: exitCodes.usage,
}
