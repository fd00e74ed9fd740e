import { PipelineError } from '@win11mon/pipeline'
import { maxBatchEvents } from '@win11mon/schemas'

import type { ScenarioPlacement } from './scenarios/scenario.ts'

/** What to simulate. The same options always give the same bytes. */
export interface SimulatorOptions {
  /** Anything that tells runs apart. */
  readonly seed: string | number
  /** Number of machines; each is one stream. Default 1. */
  readonly hosts?: number
  /** Time of the first boot, microseconds since 1970. Default 2025-01-15T08:00:00Z. */
  readonly startTimeUs?: number
  /** Virtual time to simulate, in microseconds; no limit unless given. Default ten minutes when `events` is not given either. */
  readonly durationUs?: number
  /** Events to produce over all hosts; no limit unless given. */
  readonly events?: number
  /** Rate of one host after it has booted and its user has logged on. Default 40. */
  readonly eventsPerSecond?: number
  /** Who the first machine is; made from the seed by default. */
  readonly identity?: { readonly hostId: Uint8Array; readonly hostName: string }
  /** Attacks on top. Default none. */
  readonly scenarios?: readonly ScenarioPlacement[]
  /** Carried in every batch. Default `simulator`. */
  readonly agentVersion?: string
  /** Events a batch holds at most. Default 500. */
  readonly batchEvents?: number
  /** Virtual time a batch spans at most, so that a quiet host is not late. Default 5 s. */
  readonly batchSpanUs?: number
}

export type ResolvedSimulatorOptions = Required<Omit<SimulatorOptions, 'identity'>> & Pick<SimulatorOptions, 'identity'>

/** Defaults filled in, limits checked: throws USAGE that names the option. */
export function resolveSimulatorOptions(options: SimulatorOptions): ResolvedSimulatorOptions {
  const events = options.events ?? Infinity
  const resolved = {
    hosts: 1,
    startTimeUs: Date.UTC(2025, 0, 15, 8) * 1000,
    durationUs: events === Infinity ? 600_000_000 : Infinity,
    eventsPerSecond: 40,
    scenarios: [],
    agentVersion: 'simulator',
    batchEvents: 500,
    batchSpanUs: 5_000_000,
    ...options,
    events,
  }
  check('hosts', resolved.hosts, 1, 1_000_000)
  check('startTimeUs', resolved.startTimeUs, 0, 4_000_000_000_000_000)
  check('durationUs', resolved.durationUs, 1, Infinity)
  check('events', resolved.events, 1, Infinity)
  check('eventsPerSecond', resolved.eventsPerSecond, 1, 1_000_000)
  check('batchEvents', resolved.batchEvents, 1, maxBatchEvents)
  check('batchSpanUs', resolved.batchSpanUs, 1, Infinity)
  for (const { hostIndex, offsetUs } of resolved.scenarios) {
    check('scenarios.hostIndex', hostIndex, 0, resolved.hosts - 1)
    check('scenarios.offsetUs', offsetUs, 0, 4_000_000_000_000_000)
  }
  return resolved
}

function check(name: string, value: number, least: number, most: number): void {
  if ((Number.isInteger(value) || value === Infinity) && value >= least && value <= most) return
  throw new PipelineError('USAGE', `The simulator's ${name} is ${value}; it must be a whole number from ${least} to ${most}.`)
}
