import type { Event } from '@win11mon/schemas'

import { createEventStream } from '../event-stream.ts'
import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import { machineLife } from './machine-life.ts'
import { begin, createHost, type Host } from './model/host.ts'
import { seedBytes } from './model/random.ts'
import type { ScenarioPlacement } from './scenarios/scenario.ts'
import { playScenario } from './scenarios/scenarios.ts'

export interface SimulatedStreamOptions {
  readonly seed: string | number
  readonly hostIndex: number
  readonly bootTimeUs: number
  readonly endTimeUs: number
  readonly eventsPerSecond: number
  readonly batchEvents: number
  readonly batchSpanUs: number
  readonly agentVersion: string
  readonly scenarios: readonly ScenarioPlacement[]
  /** Of the first machine. */
  readonly identity?: { readonly hostId: Uint8Array; readonly hostName: string }
}

/** One host and the numbered stream of its events. Between two calls no event waits unsent. */
export interface SimulatedStream {
  /** Virtual time of what comes next; Infinity at the end. */
  readonly nextUs: number
  /** Lives on until a batch is full, its time span is over or `maxEvents` have happened. */
  nextBatches(maxEvents: number): readonly EncodedBatch[]
}

export function createSimulatedStream(options: SimulatedStreamOptions): SimulatedStream {
  const { seed, hostIndex, bootTimeUs, endTimeUs, eventsPerSecond } = options
  let ready: EncodedBatch[] = []
  let remaining = 0

  function sink(event: Event): void {
    if (remaining === 0) return
    remaining -= 1
    const batch = stream.add(event)
    if (batch !== undefined) ready.push(batch)
  }

  const host = createHost({ seed, index: hostIndex, bootTimeUs, eventsPerSecond, sink })
  const identity = hostIndex === 0 ? options.identity : undefined
  const stream = createEventStream({
    hostId: identity?.hostId ?? seedBytes(seed, hostIndex, 'host id').slice(0, 16),
    hostName: identity?.hostName ?? host.name,
    bootId: seedBytes(seed, hostIndex, 'boot id').slice(0, 16),
    agentVersion: options.agentVersion,
    batchEvents: options.batchEvents,
  })
  plan(host, options)

  return {
    get nextUs() {
      return host.agenda.nextUs < endTimeUs ? host.agenda.nextUs : Infinity
    },
    nextBatches(maxEvents) {
      const { agenda } = host
      remaining = maxEvents
      const untilUs = Math.min(agenda.nextUs + options.batchSpanUs, endTimeUs)
      while (ready.length === 0 && remaining > 0 && agenda.nextUs < untilUs) agenda.step()
      const rest = stream.flush()
      const batches = rest === undefined ? ready : [...ready, rest]
      ready = []
      return batches
    },
  }
}

function plan(host: Host, { hostIndex, scenarios }: SimulatedStreamOptions): void {
  begin(host, machineLife(host))
  for (const placement of scenarios) {
    if (placement.hostIndex === hostIndex) begin(host, playScenario(host, placement), placement.offsetUs)
  }
}
