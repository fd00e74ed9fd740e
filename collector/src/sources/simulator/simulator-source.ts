import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import type { EventSource } from '../source.ts'
import { type Activity, createAgenda } from './model/agenda.ts'
import { createRandom, seedBytes } from './model/random.ts'
import { createSimulatedStream, type SimulatedStream } from './simulated-stream.ts'
import { type ResolvedSimulatorOptions, resolveSimulatorOptions, type SimulatorOptions } from './simulator-options.ts'

export type { SimulatorOptions } from './simulator-options.ts'
export {
  type ScenarioExpectation,
  type ScenarioName,
  type ScenarioPlacement,
  type ScenarioVariant,
  scenarioNames,
} from './scenarios/scenario.ts'
export { defaultScenarios, scenarioExpectations } from './scenarios/scenarios.ts'

/** Machines are switched on within this time of the start. */
const switchOnSpreadUs = 3_000_000

/**
 * A source of believable Windows 11 machines. Time is virtual: batches come as fast as they are asked for, those of
 * different hosts about in order of time. Throws USAGE when an option is out of range.
 */
export function createSimulatorSource(options: SimulatorOptions): EventSource {
  const resolved = resolveSimulatorOptions(options)
  const ready: EncodedBatch[] = []
  const fleet = createAgenda(resolved.startTimeUs)
  let remaining = resolved.events

  function* produce(stream: SimulatedStream): Activity {
    while (stream.nextUs !== Infinity) {
      const fromUs = stream.nextUs
      for (const batch of stream.nextBatches(remaining)) {
        remaining -= batch.eventCount
        ready.push(batch)
      }
      yield stream.nextUs - fromUs
    }
  }

  for (let hostIndex = 0; hostIndex < resolved.hosts; hostIndex += 1) {
    const stream = openStream(resolved, hostIndex)
    fleet.start(produce(stream), stream.nextUs - resolved.startTimeUs)
  }

  return {
    async next(signal) {
      signal.throwIfAborted()
      while (ready.length === 0 && remaining > 0 && fleet.size > 0) fleet.step()
      return ready.shift()
    },
    ack: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

function openStream(options: ResolvedSimulatorOptions, hostIndex: number): SimulatedStream {
  const random = createRandom(seedBytes(options.seed, hostIndex, 'switch on'))
  const delayUs = hostIndex === 0 ? 0 : random.below(switchOnSpreadUs)
  const endTimeUs = options.startTimeUs + options.durationUs
  return createSimulatedStream({ ...options, hostIndex, bootTimeUs: options.startTimeUs + delayUs, endTimeUs })
}
