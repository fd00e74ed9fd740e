import type { Clock } from '@win11mon/pipeline'
import { type EventKind, eventKinds, toIdText } from '@win11mon/schemas'

import type { KindCounts } from '../batch/kind-counts.ts'
import type { Device, DeviceStatistics } from '../sources/device/port/device.ts'
import { type Sensor, sensors } from '../sources/device/port/sensors.ts'
import { type CanaryEvent, type CanaryState, type Sight, blindKinds, stepCanary, untriedCanary } from './canary.ts'

export interface CanaryOptions {
  readonly device: Pick<Device, 'provoke' | 'statistics'>
  /** Sensors that are told to record. */
  readonly watched: readonly Sensor[]
  /** Events read so far, by kind. */
  readonly read: () => KindCounts
  /** Whether everything that the driver held at that moment (as of `clock.elapsedMs`) has been read since. */
  readonly isDrainedSince: (elapsedMs: number) => boolean
  readonly clock: Clock
  /** From one provocation to the next. A kind that falls silent is known after two of them and one answer. */
  readonly intervalMs: number
  /** How long an event may take from the provocation to the collector. */
  readonly answerMs: number
  /** Other kinds are blind than before. */
  readonly onChange: (blind: readonly EventKind[]) => void
  /** A sensor could not be provoked, or the driver did not answer. */
  readonly onFailure: (what: string, error: unknown) => void
}

export interface Canary {
  /** Provokes and looks until the signal is aborted. Never rejects. */
  run(signal: AbortSignal): Promise<void>
  readonly state: CanaryState
}

/** Causes an event of every kind at each interval and looks whether it came. */
export function createCanary(options: CanaryOptions): Canary {
  const { device, clock, intervalMs, answerMs } = options
  let state = untriedCanary(options.watched)

  function step(event: CanaryEvent): void {
    const before = blindKinds(state).join()
    state = stepCanary(state, event)
    const blind = blindKinds(state)
    if (blind.join() !== before) options.onChange(blind)
  }

  async function provokeAll(): Promise<readonly Sensor[]> {
    const failed: Sensor[] = []
    for (const sensor of options.watched) {
      try {
        await device.provoke(sensor)
      } catch (error) {
        failed.push(sensor)
        options.onFailure(`provoke ${sensor}`, error)
      }
    }
    return failed
  }

  async function round(signal: AbortSignal): Promise<void> {
    try {
      const sight = look()
      const failed = await provokeAll()
      const provokedMs = clock.elapsedMs()
      step({ type: 'provoked', sight, failed })
      await clock.sleep(answerMs, signal)
      if (!signal.aborted) step({ type: 'looked', sight: look(), isDrained: options.isDrainedSince(provokedMs) })
    } catch (error) {
      if (signal.aborted) return
      options.onFailure('statistics', error)
      step({ type: 'unreachable' })
    }
  }

  function look(): Sight {
    return sightOf(device.statistics(), options.read())
  }

  return {
    async run(signal) {
      // The source opens the driver meanwhile.
      await clock.sleep(answerMs, signal)
      while (!signal.aborted) {
        const startedMs = clock.elapsedMs()
        await round(signal)
        await clock.sleep(Math.max(0, startedMs + intervalMs - clock.elapsedMs()), signal)
      }
    },
    get state() {
      return state
    },
  }
}

function sightOf({ bootId, kinds, sensors: status }: DeviceStatistics, read: KindCounts): Sight {
  const observed: Partial<Record<EventKind, number>> = {}
  const refused: Partial<Record<EventKind, number>> = {}
  for (const kind of eventKinds) {
    const counts = kinds[kind]
    if (counts === undefined) continue
    observed[kind] = counts.observed
    refused[kind] = counts.refused.ring_full + counts.refused.rate_limited
  }
  return { bootId: toIdText(bootId), read, observed, refused, registered: sensors.filter((sensor) => status[sensor].isRegistered) }
}
