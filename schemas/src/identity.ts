import { hash } from 'node:crypto'

/** Keeps hashes of different things apart even where their inputs would be equal. */
const provisionalDomain = 0x01
const hostNameDomain = 'win11mon host name\0'
const identityBytes = 16
const twoPow32 = 2 ** 32

/** The 22 base64url characters of 128 bits. */
export function toIdText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/** The 128 bits behind 22 base64url characters, or undefined when the text is not such an id. */
export function fromIdText(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === identityBytes && bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined
}

/** Identity of an event everywhere: `_id` of its document. */
export function eventIdText(bootIdText: string, sequence: number): string {
  return `${bootIdText}-${sequence}`
}

/**
 * Identity of a process: anyone who knows host, process id and start time computes the same 22 characters. `startUs` is
 * in microseconds since 1970.
 */
export function processEntityId(hostId: Uint8Array, processId: number, startUs: number): string {
  return hashText(processKey({ hostId, processId, timeUs: startUs, suffixBytes: 0 }))
}

/**
 * Stands in while the start time is not known. `anchorUs` is a time at which the process was seen alive; the id never
 * equals the real one of any process.
 */
export function provisionalEntityId(hostId: Uint8Array, processId: number, anchorUs: number): string {
  const key = processKey({ hostId, processId, timeUs: anchorUs, suffixBytes: 1 })
  key[key.length - 1] = provisionalDomain
  return hashText(key)
}

/** Host id for captures, which carry no id of their own: 128 bits from the host name, whatever its letters' case. */
export function hostIdFromName(name: string): Uint8Array {
  return new Uint8Array(hash('sha256', hostNameDomain + name.toLowerCase(), 'buffer').subarray(0, identityBytes))
}

/** 22 base64url characters made of what tells a thing from all others of its kind: whoever knows the parts finds the same. */
export function hashedId(parts: readonly (string | number)[]): string {
  return hash('sha256', parts.join('\n'), 'buffer').toString('base64url', 0, identityBytes)
}

/** The same of bytes. */
export function hashedBytesId(bytes: Uint8Array): string {
  return hashText(bytes)
}

/** Host id, process id (u32) and time (64 bits), little-endian, and room for a domain byte. */
function processKey(parts: { hostId: Uint8Array; processId: number; timeUs: number; suffixBytes: number }): Uint8Array {
  const { hostId, processId, timeUs, suffixBytes } = parts
  const key = new Uint8Array(identityBytes + 12 + suffixBytes)
  key.set(hostId)
  const view = new DataView(key.buffer)
  view.setUint32(16, processId, true)
  view.setUint32(20, timeUs, true)
  view.setInt32(24, Math.floor(timeUs / twoPow32), true)
  return key
}

function hashText(key: Uint8Array): string {
  return hash('sha256', key, 'buffer').toString('base64url', 0, identityBytes)
}
