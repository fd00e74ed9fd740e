import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

import { PipelineError } from '@win11mon/pipeline'

import type { HostSettings } from '../host/host-settings.ts'
import type { HostState } from '../host/host-state.ts'
import { restoreHost, saveHost } from '../host/save-host.ts'

/** Marker "W1", version of this layout, checksum of what follows, position, end of the time in which documents are partial. */
const marker = 0x57_31
const blobVersion = 1
const headerBytes = 23
/** No state is larger by far; a damaged one could claim anything. */
const maxStateBytes = 256 * 1024 * 1024
/** The fastest: it is written every few seconds. */
const level = 1

/** What is left of the state of a host that has been gone for long: that there was one. */
export const forgottenState: Uint8Array = Uint8Array.of(0)

export function isForgotten(bytes: Uint8Array): boolean {
  return bytes.length === forgottenState.length && bytes[0] === forgottenState[0]
}

/** The state of a host as it is kept in a state store: with its position in the log, compressed, and telling when it is damaged. */
export function encodeState(host: HostState): Uint8Array {
  const body = deflateRawSync(saveHost(host), { level })
  const bytes = Buffer.alloc(headerBytes + body.length)
  bytes.writeUInt16BE(marker, 0)
  bytes.writeUInt8(blobVersion, 2)
  bytes.writeDoubleBE(host.version, 7)
  bytes.writeDoubleBE(host.partialUntilUs ?? Number.NaN, 15)
  body.copy(bytes, headerBytes)
  bytes.writeUInt32BE(crc32(bytes.subarray(7)), 3)
  return bytes
}

/** The host behind the bytes, or why they cannot be used. */
export function decodeState(bytes: Uint8Array, settings: Pick<HostSettings, 'exceptions'>): HostState | PipelineError {
  const blob = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const problem = problemOf(blob)
  if (problem !== undefined) return unusable(problem)
  const body = inflated(blob.subarray(headerBytes))
  if (body === undefined) return unusable('cannot be unpacked')
  const host = restoreHost(body, settings)
  if (host instanceof PipelineError) return host
  const partialUntilUs = blob.readDoubleBE(15)
  host.partialUntilUs = Number.isNaN(partialUntilUs) ? null : partialUntilUs
  return host
}

function problemOf(blob: Buffer): string | undefined {
  if (blob.length <= headerBytes || blob.readUInt16BE(0) !== marker) return 'is none of ours'
  if (blob.readUInt8(2) !== blobVersion) return `has layout ${blob.readUInt8(2)}, where this program reads ${blobVersion}`
  return blob.readUInt32BE(3) === crc32(blob.subarray(7)) ? undefined : 'is damaged: its checksum does not fit'
}

function inflated(body: Buffer): Uint8Array | undefined {
  try {
    return inflateRawSync(body, { maxOutputLength: maxStateBytes })
  } catch {
    return undefined
  }
}

function unusable(what: string): PipelineError {
  return new PipelineError('STATE_UNREADABLE', `The kept state of a host ${what}. It is made again from the event log.`)
}
