import { resolve } from 'node:path'

import { type CaptureSource, createCaptureSource } from '@win11mon/collector'

import type { Config } from '../settings.ts'
import { programVersion } from '../version.ts'

/** Which events of the captures are wanted. */
export interface CaptureFilters {
  readonly hosts: readonly string[]
  readonly sinceUs: number | undefined
  readonly untilUs: number | undefined
}

export interface CaptureSettings extends CaptureFilters {
  readonly config: Config
  /** Where relative paths start. */
  readonly directory: string
}

/** The captures behind some paths, with the bounds of the configuration. Reading starts with the first `next`. */
export function openCaptures(paths: readonly string[], settings: CaptureSettings): CaptureSource {
  const { hosts, sinceUs, untilUs, directory } = settings
  const { batch_events: batchEvents, capture } = settings.config.collector
  // Paths are shown as they were given wherever the working directory is the process's own.
  const found = directory === process.cwd() ? paths : paths.map((path) => (path === '-' ? path : resolve(directory, path)))
  return createCaptureSource(found, {
    agentVersion: programVersion,
    hosts,
    batchEvents,
    logRecords: capture.log_records,
    skippedKinds: capture.skip_kinds,
    limits: {
      maxLineBytes: capture.max_line_bytes,
      maxExpandedBytes: capture.max_expanded_bytes,
      maxExpansionRatio: capture.max_expansion_ratio,
    },
    ...(sinceUs === undefined ? {} : { sinceUs }),
    ...(untilUs === undefined ? {} : { untilUs }),
  })
}
