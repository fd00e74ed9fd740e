import type { EventKind } from '@win11mon/schemas'

import { type RecordSelection, selectRecords } from './record-selection.ts'

export interface CaptureLimits {
  /** A longer record is rejected; the ones after it are still read. */
  readonly maxLineBytes: number
  /** An archive member or compressed file that grows beyond this is refused. */
  readonly maxExpandedBytes: number
  /** Bytes out per byte in beyond which a member is refused as a decompression bomb, once it is past `expansionFloorBytes`. */
  readonly maxExpansionRatio: number
}

export interface CaptureOptions {
  /** Host names to keep, whatever their case, with or without domain. Empty or absent: all. */
  readonly hosts?: readonly string[]
  /** Keep events from this time on, in microseconds since 1970. */
  readonly sinceUs?: number
  /** Keep events before this time, in microseconds since 1970. */
  readonly untilUs?: number
  /** Events a batch holds at most. */
  readonly batchEvents?: number
  readonly limits?: Partial<CaptureLimits>
  /** Records without a kind of their own that are kept, `LOG/EVENT ID`. */
  readonly logRecords?: readonly string[]
  /** Kinds of which no events are made. */
  readonly skippedKinds?: readonly EventKind[]
  readonly agentVersion: string
}

/** Options with every default filled in. */
export interface CaptureSettings {
  readonly hosts: readonly string[]
  readonly sinceUs: number
  readonly untilUs: number
  readonly batchEvents: number
  readonly limits: CaptureLimits
  readonly selection: RecordSelection
  readonly agentVersion: string
}

/** Real captures, which repeat themselves a lot, stay below 100; deflate can reach 1,030. */
const defaultLimits: CaptureLimits = {
  maxLineBytes: 32 * 1024 * 1024,
  maxExpandedBytes: 64 * 1024 ** 3,
  maxExpansionRatio: 200,
}

/** Below this size any ratio is harmless. */
export const expansionFloorBytes: number = 16 * 1024 * 1024

/** `host` matches `HOST.example.com` too: people type the short name. */
export function isWantedHost(name: string, wanted: readonly string[]): boolean {
  const lowerName = name.toLowerCase()
  return wanted.length === 0 || wanted.includes(lowerName) || wanted.includes(lowerName.split('.', 1)[0] ?? lowerName)
}

export function isWantedTime(timeUs: number, { sinceUs, untilUs }: CaptureSettings): boolean {
  return timeUs >= sinceUs && timeUs < untilUs
}

export function isTimeFiltered({ sinceUs, untilUs }: CaptureSettings): boolean {
  return Number.isFinite(sinceUs) || Number.isFinite(untilUs)
}

export function resolveSettings(options: CaptureOptions): CaptureSettings {
  return {
    hosts: (options.hosts ?? []).map((host) => host.toLowerCase()),
    sinceUs: options.sinceUs ?? -Infinity,
    untilUs: options.untilUs ?? Infinity,
    batchEvents: options.batchEvents ?? 500,
    limits: { ...defaultLimits, ...options.limits },
    selection: selectRecords(options.logRecords, options.skippedKinds),
    agentVersion: options.agentVersion,
  }
}
