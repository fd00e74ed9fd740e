import * as z from 'zod'

import { type Sensor, sensors } from './port/sensors.ts'
import { canaryKey } from './machine/canary-key.ts'
import type { DriverConfig } from './port/driver-config.ts'

/** Section `collector.device`, in the words of the file. */
export interface DeviceSettings {
  readonly library: string
  readonly sensors: readonly Sensor[]
  readonly batch_events: number
  readonly ring_bytes: number
  readonly scans: boolean
  readonly scan_delay_ms: number
  readonly sweep_interval_ms: number
  readonly process_rate_limit: number
  readonly image_rate_limit: number
  readonly thread_rate_limit: number
  readonly handle_access_mask: number
  readonly command_line_limit_bytes: number
  readonly registry_data_limit_bytes: number
  readonly registry_prefixes: readonly string[]
  readonly image_names: readonly string[]
  readonly default_keys: boolean
  readonly self_access: boolean
  readonly kernel_addresses: boolean
  readonly runtime_libraries_related: boolean
  readonly all_start_addresses: boolean
}

const rateLimit = z.int().min(0).max(1_000_000).default(0)

/** Limits as in driver/include/mon_ioctl.h: the driver refuses what lies beyond them. */
export const deviceSettings: z.ZodType<DeviceSettings> = z.strictObject({
  library: z
    .string()
    .default('')
    .describe(
      'Absolute path of win11mon_callbacks (.dll; elsewhere than on Windows the .so of the simulation). Empty: beside the collector.',
    ),
  sensors: z
    .array(z.enum(sensors))
    .default([...sensors])
    .describe('Callbacks whose events are recorded.'),
  batch_events: z
    .int()
    .min(1)
    .max(100_000)
    .default(2_000)
    .describe('Events of the driver a batch holds at most; with fewer than one look at the ring finds, each look makes several.'),
  ring_bytes: z
    .int()
    .refine((bytes) => bytes === 0 || (bytes >= 256 * 1024 && bytes <= 64 * 1024 * 1024), 'must be 0 or between 256 KiB and 64 MiB')
    .default(0)
    .describe("Size of the driver's ring; 0 keeps the size it has (8 MiB at its load)."),
  scans: z
    .boolean()
    .default(true)
    .describe('Scan a process for I/O rings after its creation and after it loads an image that only their users load.'),
  scan_delay_ms: z.int().min(0).max(60_000).default(500).describe('How long after its creation.'),
  sweep_interval_ms: z
    .int()
    .refine((interval) => interval === 0 || (interval >= 1_000 && interval <= 86_400_000), 'must be 0 or between 1 s and 24 h')
    .default(60_000)
    .describe('Pause between two rounds of scans over all running processes; 0: only the round at the load of the driver.'),
  process_rate_limit: rateLimit.describe('Events a second of one process; those above are counted and declared lost. 0: no limit.'),
  image_rate_limit: rateLimit.describe('Image loads a second of the whole machine, likewise.'),
  thread_rate_limit: rateLimit.describe('Thread creations, and ends, a second of the whole machine, likewise.'),
  handle_access_mask: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(0)
    .describe('A handle event is recorded when its rights have one of these bits; 0 records all.'),
  command_line_limit_bytes: z.int().min(0).max(32_768).default(32_768).describe('Bytes of a command line that are kept (UTF-16).'),
  registry_data_limit_bytes: z.int().min(0).max(1_024).default(64).describe('Bytes of registry data that are kept.'),
  registry_prefixes: z
    .array(z.string().min(1).max(256))
    .max(31)
    .default([])
    .describe('Keys to watch besides the built-in list, as the kernel names them; a star stands for any one component.'),
  image_names: z.array(z.string().min(1).max(64)).max(16).default([]).describe('File names of images that count as related to I/O rings.'),
  default_keys: z.boolean().default(true).describe('Watch the built-in list of keys for persistence and I/O rings.'),
  self_access: z.boolean().default(false).describe('Report handles that a process opens to itself.'),
  kernel_addresses: z.boolean().default(false).describe('Keep kernel addresses in events; they help an attacker who reads them.'),
  runtime_libraries_related: z
    .boolean()
    .default(false)
    .describe('Treat KernelBase.dll and ntdll.dll as related to I/O rings. Nearly every process loads them, so this says little.'),
  all_start_addresses: z
    .boolean()
    .default(false)
    .describe('Look up where every thread starts, not only those created from another process.'),
})

/** What the driver is told. The key of the canary is watched besides what is configured. */
export function driverConfigOf(settings: DeviceSettings): DriverConfig {
  return {
    sensors: settings.sensors,
    ringBytes: settings.ring_bytes,
    scanDelayMs: settings.scan_delay_ms,
    sweepIntervalMs: settings.sweep_interval_ms,
    processRateLimit: settings.process_rate_limit,
    kindRateLimits: {
      image_load: settings.image_rate_limit,
      thread_create: settings.thread_rate_limit,
      thread_terminate: settings.thread_rate_limit,
    },
    handleAccessMask: settings.handle_access_mask,
    commandLineLimitBytes: settings.command_line_limit_bytes,
    registryDataLimitBytes: settings.registry_data_limit_bytes,
    registryPrefixes: [...settings.registry_prefixes, canaryKey.watched],
    imageNames: settings.image_names,
    isSelfAccessReported: settings.self_access,
    areKernelAddressesKept: settings.kernel_addresses,
    areRuntimeLibrariesRelated: settings.runtime_libraries_related,
    areProcessesScanned: settings.scans,
    areDefaultKeysWatched: settings.default_keys,
    areAllStartAddressesResolved: settings.all_start_addresses,
  }
}
