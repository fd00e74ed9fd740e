import { type EventKind, eventKinds } from '@win11mon/schemas'

import type { KindCounts } from '../batch/kind-counts.ts'
import { type Sensor, sensors } from '../sources/device/port/sensors.ts'

/** Kinds that each sensor has to bring when it is provoked. */
export const kindsOfSensor: Readonly<Record<Sensor, readonly EventKind[]>> = {
  process: ['process_create', 'process_terminate'],
  thread: ['thread_create', 'thread_terminate'],
  image: ['image_load'],
  object: ['handle_create', 'handle_duplicate'],
  registry: ['registry_operation'],
}

/** What is known of one kind at one moment; counts since the driver's load or the collector's start. */
export interface Sight {
  /** Boot id of the driver, as text: counts of two loads say nothing about each other. */
  readonly bootId: string
  /** Events that the collector has read. */
  readonly read: KindCounts
  /** Events that the driver has observed, and of those the ones it refused. */
  readonly observed: KindCounts
  readonly refused: KindCounts
  /** Sensors whose callback is registered. */
  readonly registered: readonly Sensor[]
}

export type CanaryEvent =
  /** The collector has provoked every sensor but these, where it could not. */
  | { readonly type: 'provoked'; readonly sight: Sight; readonly failed: readonly Sensor[] }
  /** Long enough afterwards. `isDrained`: everything that the driver held meanwhile has been read. */
  | { readonly type: 'looked'; readonly sight: Sight; readonly isDrained: boolean }
  /** The driver did not answer. */
  | { readonly type: 'unreachable' }

/** `unknown`: not looked yet. `not_provoked`: the collector could not cause one. `unregistered`: the driver has no such callback. */
export type KindStatus = 'unknown' | 'seen' | 'silent' | 'blind' | 'not_provoked' | 'unregistered'

interface KindState {
  readonly status: KindStatus
  readonly silentIntervals: number
}

export interface CanaryState {
  /** Sensors that are looked at: those that are told to record. */
  readonly watched: readonly Sensor[]
  readonly kinds: Readonly<Partial<Record<EventKind, KindState>>>
  /** Since when an answer is waited for. */
  readonly provoked: { readonly sight: Sight; readonly failed: readonly Sensor[] } | undefined
}

/** A kind is blind after so many intervals without an event of it. */
const silentIntervalsUntilBlind = 2

export function untriedCanary(watched: readonly Sensor[] = sensors): CanaryState {
  return { watched, kinds: {}, provoked: undefined }
}

/** The canary as a function of what was known and what happened. */
export function stepCanary(state: CanaryState, event: CanaryEvent): CanaryState {
  if (event.type === 'provoked') return { ...state, provoked: { sight: event.sight, failed: event.failed } }
  if (event.type === 'looked') return { ...state, kinds: judge(state, event), provoked: undefined }
  return { ...state, kinds: forEachKind(state.watched, (kind) => silent(state.kinds[kind])), provoked: undefined }
}

function judge(
  { watched, kinds, provoked }: CanaryState,
  { sight, isDrained }: Extract<CanaryEvent, { type: 'looked' }>,
): CanaryState['kinds'] {
  return forEachKind(watched, (kind, sensor) => {
    if (!sight.registered.includes(sensor)) return { status: 'unregistered', silentIntervals: 0 }
    // A driver that was loaded anew has counted from zero: what came before was another one's answer.
    if (provoked?.sight.bootId !== sight.bootId) return kinds[kind] ?? { status: 'unknown', silentIntervals: 0 }
    if (hasCome(kind, provoked.sight, { sight, isDrained })) return { status: 'seen', silentIntervals: 0 }
    if (provoked.failed.includes(sensor)) return { status: 'not_provoked', silentIntervals: kinds[kind]?.silentIntervals ?? 0 }
    return silent(kinds[kind])
  })
}

/** An event that the driver refused, or that still waits in its ring, was seen by the callback all the same. */
function hasCome(kind: EventKind, before: Sight, after: { readonly sight: Sight; readonly isDrained: boolean }): boolean {
  const grown = (counts: 'read' | 'observed' | 'refused'): boolean => (after.sight[counts][kind] ?? 0) > (before[counts][kind] ?? 0)
  return grown('read') || grown('refused') || (!after.isDrained && grown('observed'))
}

function silent(before: KindState | undefined): KindState {
  const silentIntervals = (before?.silentIntervals ?? 0) + 1
  return { status: silentIntervals >= silentIntervalsUntilBlind ? 'blind' : 'silent', silentIntervals }
}

function forEachKind(watched: readonly Sensor[], judgeKind: (kind: EventKind, sensor: Sensor) => KindState): CanaryState['kinds'] {
  const pairs = watched.flatMap((sensor) => kindsOfSensor[sensor].map((kind) => [kind, judgeKind(kind, sensor)] as const))
  return Object.fromEntries(pairs)
}

/** Kinds that the sensor does not see: silent for two intervals, or without a callback. */
export function blindKinds({ kinds }: CanaryState): readonly EventKind[] {
  return eventKinds.filter((kind) => kinds[kind]?.status === 'blind' || kinds[kind]?.status === 'unregistered')
}

/** `process_create=seen,image_load=blind`; empty before the first look. */
export function canaryText({ kinds }: CanaryState): string {
  return eventKinds.flatMap((kind) => (kinds[kind] === undefined ? [] : [`${kind}=${kinds[kind].status}`])).join(',')
}
