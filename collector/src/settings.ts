import type { EventKind } from '@win11mon/schemas'
import * as z from 'zod'

import { defaultSelection, optionalKinds } from './sources/capture/input/record-selection.ts'
import { type DeviceSettings, deviceSettings } from './sources/device/settings.ts'

/** Section `collector` of the configuration, in the words of the file. */
export interface CollectorSettings {
  readonly batch_events: number
  readonly spool: { readonly kind: 'memory' | 'sqlite'; readonly directory: string; readonly max_bytes: number }
  readonly device: DeviceSettings
  readonly capture: {
    readonly max_line_bytes: number
    readonly max_expanded_bytes: number
    readonly max_expansion_ratio: number
    readonly log_records: readonly string[]
    readonly skip_kinds: readonly EventKind[]
  }
}

const mebibyte = 1024 * 1024

const spool = z.strictObject({
  kind: z
    .enum(['memory', 'sqlite'])
    .default('memory')
    .describe('Where batches wait for the pipeline: memory, or a file that survives a crash.'),
  directory: z.string().min(1).default('win11mon-spool').describe('Directory of the spool file; only for kind sqlite.'),
  max_bytes: z
    .int()
    .min(mebibyte)
    .default(64 * mebibyte)
    .describe('Bytes the spool holds at most.'),
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
    batch_events: z.int().min(1).max(100_000).default(500).describe('Events a batch holds at most.'),
    spool: spool.prefault({}).describe('What holds events until the pipeline has taken them.'),
    device: deviceSettings.prefault({}).describe('Reading the driver of this machine.'),
    capture: capture.prefault({}).describe('Bounds on what a capture file may ask for.'),
  })
  .prefault({})
  .describe('Reading events.')
