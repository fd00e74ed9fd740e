import { type SimulatorOptions, createSimulatorSource } from '@win11mon/collector'

import type { AnalysisInput, AnalysisSource } from '../analysis/analysis.ts'

/** The simulator as one input of an analysis. */
export function createSimulatedInput(path: string, options: SimulatorOptions): AnalysisSource {
  const source = createSimulatorSource(options)
  let events = 0
  return {
    ...source,
    async next(signal) {
      const batch = await source.next(signal)
      events += batch?.eventCount ?? 0
      return batch
    },
    inputs: () => [simulatedInput(path, events)],
    passedOver: () => [],
  }
}

function simulatedInput(path: string, events: number): AnalysisInput {
  const counts = { bytes: 0, recordsRead: events, accepted: events, rejected: {}, skipped: {} }
  return { path, format: 'simulator', ...counts, ...noFindings, warnings: [], error: null }
}

const noFindings = {
  examples: {},
  skippedEvents: {},
  unreadableValues: {},
  rejectedWithoutHost: 0,
  samples: [],
  borrowedProcessIds: 0,
  assumedUtc: 0,
  unsureZone: 0,
}
