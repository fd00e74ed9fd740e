import type { EventKind } from '@win11mon/schemas'
import * as z from 'zod'

import { defaultSelection, optionalKinds } from './sources/capture/input/record-selection.ts'
import { type DeviceSettings, deviceSettings } from './sources/device/settings.ts'

/** Section `collector` of the configuration, in the words of the file. */
export interface CollectorSettings {
  readonly source: 'device' | 'simulator' | 'recording'
  readonly recordings: readonly string[]
  readonly output: string
  readonly state_directory: string
  readonly batch_events: number
  readonly heartbeat_seconds: number
  readonly canary_seconds: number
  readonly tap: boolean
  readonly device: DeviceSettings
  readonly simulator: SimulatorSettings
  readonly spool: SpoolSettings
  readonly capture: {
    readonly max_line_bytes: number
    readonly max_expanded_bytes: number
    readonly max_expansion_ratio: number
    readonly log_records: readonly string[]
    readonly skip_kinds: readonly EventKind[]
  }
}

export interface SpoolSettings {
  readonly kind: 'auto' | 'memory' | 'sqlite'
  readonly directory: string
  readonly max_bytes: number | null
  readonly reserve_bytes: number | null
}

export interface SimulatorSettings {
  readonly seed: string
  readonly hosts: number
  readonly events_per_second: number
  readonly pace: 'live' | 'fast'
  readonly duration_seconds: number | null
}

const mebibyte = 1024 * 1024

const spool = z.strictObject({
  kind: z
    .enum(['auto', 'memory', 'sqlite'])
    .default('auto')
    .describe('Where batches wait for the pipeline: memory, or a file that survives a crash. `auto`: a file for collect, else memory.'),
  directory: z.string().min(1).default('win11mon-spool').describe('Directory of the spool file; not used in memory.'),
  max_bytes: z
    .int()
    .min(mebibyte)
    .nullable()
    .default(null)
    .describe('Bytes the spool holds at most. Unless given, 64 MiB in memory and 1 GiB in a file.'),
  reserve_bytes: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe('Bytes of the disk that the spool leaves free for others. Unless given, a tenth of the disk, but 2 GiB at most.'),
})

const simulator = z.strictObject({
  seed: z.string().default('').describe('Tells simulated machines apart. Unless given, another one at each start.'),
  hosts: z.int().min(1).max(10_000).default(1).describe('Machines to simulate.'),
  events_per_second: z.int().min(1).max(1_000_000).default(40).describe('Events per second of one machine in use.'),
  pace: z.enum(['live', 'fast']).default('live').describe('As time goes by, or as fast as the pipeline takes them.'),
  duration_seconds: z.int().min(1).nullable().default(null).describe('Time to simulate; without end unless given.'),
})

const capture = z.strictObject({
  max_line_bytes: z
    .int()
    .min(1024)
    .default(32 * mebibyte)
    .describe('A longer record is rejected and counted; those after it are read.'),
  max_expanded_bytes: z
    .int()
    .min(mebibyte)
    .default(64 * 1024 * mebibyte)
    .describe('An archive member that unpacks to more is refused.'),
  max_expansion_ratio: z.int().min(2).default(200).describe('Bytes out per byte in beyond which a member is refused as a bomb.'),
  log_records: z
    .array(z.string().regex(/^default$|^!?.*(?:\*|\/\d{1,5})$/, 'is neither LOG/EVENT ID, such as Security/4720 or System/*, nor default'))
    .default([...defaultSelection])
    .describe(
      'Records without a kind of their own that are kept, such as Security/4720; default stands for those that rules ask for (docs/inputs.md).',
    ),
  skip_kinds: z
    .array(z.enum(optionalKinds as [EventKind, ...EventKind[]]))
    .default([])
    .describe('Kinds of event that are not made of captures; their records are counted as skipped.'),
})

/** What the collector lets a person set. */
export const collectorSettings: z.ZodType<CollectorSettings> = z
  .strictObject({
    source: z
      .enum(['device', 'simulator', 'recording'])
      .default('device')
      .describe('What `win11mon collect` reads: the driver, simulated machines, or recordings and captures.'),
    recordings: z.array(z.string().min(1)).default([]).describe('Files to read; only for source recording.'),
    output: z.string().default('').describe('Recording that takes the events instead of Kafka. It is written on, not replaced.'),
    state_directory: z
      .string()
      .min(1)
      .default('win11mon-state')
      .describe(
        'Where the id of this host is kept, which is made at the first start. Keep it across upgrades; never copy it to another machine.',
      ),
    batch_events: z.int().min(1).max(100_000).default(500).describe('Events a batch of simulated machines and captures holds at most.'),
    heartbeat_seconds: z.int().min(1).max(3600).default(30).describe('Time between two heartbeats.'),
    canary_seconds: z
      .int()
      .min(0)
      .max(3600)
      .default(20)
      .describe(
        'Time between two canaries: the collector causes an event of each kind and looks whether it comes. Twice this and half of it again is how long blindness stays unnoticed. 0 switches it off.',
      ),
    tap: z.boolean().default(true).describe('Let those who may read the spool listen with `win11mon tap`, on a local socket or pipe.'),
    simulator: simulator.prefault({}).describe('Simulated machines, for trials.'),
    spool: spool.prefault({}).describe('What holds events until the pipeline has taken them.'),
    device: deviceSettings.prefault({}).describe('Reading the driver of this machine.'),
    capture: capture.prefault({}).describe('Bounds on what a capture file may ask for.'),
  })
  .prefault({})
  .describe('Reading events.')
