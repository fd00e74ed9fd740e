import type { EventKind } from '@win11mon/schemas'

import type { Sensor } from './sensors.ts'

/** What the driver is told to record, in the words of `MON_CALLBACK_CONFIG` (driver/include/mon_control_generated.h). */
export interface DriverConfig {
  readonly sensors: readonly Sensor[]
  /** 0 keeps the size it has. */
  readonly ringBytes: number
  readonly scanDelayMs: number
  readonly sweepIntervalMs: number
  /** Events a second of one process, and of one kind; 0 or absent: no limit. */
  readonly processRateLimit: number
  readonly kindRateLimits: Readonly<Partial<Record<EventKind, number>>>
  readonly handleAccessMask: number
  readonly commandLineLimitBytes: number
  readonly registryDataLimitBytes: number
  readonly registryPrefixes: readonly string[]
  readonly imageNames: readonly string[]
  readonly isSelfAccessReported: boolean
  readonly areKernelAddressesKept: boolean
  readonly areRuntimeLibrariesRelated: boolean
  readonly areProcessesScanned: boolean
  readonly areDefaultKeysWatched: boolean
  readonly areAllStartAddressesResolved: boolean
}
