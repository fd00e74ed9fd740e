import { type Event, newEvent } from '@win11mon/schemas'
import fc from 'fast-check'

import { aHandleCreate, aProcessCreate, aProcessTerminate, at } from '../builders.ts'

const images = [
  'C:\\Windows\\System32\\lsass.exe',
  'C:\\Windows\\System32\\cmd.exe',
  'C:\\Users\\a\\tool.exe',
  'C:\\Windows\\System32\\winlogon.exe',
]
const processIds = [100, 104, 108, 112] as const

/** One step of a history: what happens, so long after the step before, to the process that has the pid now. */
interface Step {
  readonly what: 'create' | 'end' | 'open' | 'scan' | 'thread'
  readonly processId: number
  readonly objectId: number
  readonly image: string
  readonly afterSeconds: number
  readonly grantedAccess: number
}

/**
 * Hours of a host with few pids, which are used again and again: processes that live on while others come and go, parents
 * that end before their children. With start times, as the driver gives them, or without, as Sysmon does.
 */
export function aLongHistory(hasStarts: boolean): fc.Arbitrary<Event[]> {
  const processId = fc.constantFrom(...processIds)
  const step: fc.Arbitrary<Step> = fc.record({
    what: fc.constantFrom('create', 'create', 'end', 'end', 'open', 'open', 'scan', 'thread'),
    processId,
    objectId: processId,
    image: fc.constantFrom(...images),
    afterSeconds: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 60, max: 1_800 })),
    grantedAccess: fc.constantFrom(0x1000, 0x1410, 0x1440, 0x80, 0x400),
  })
  return fc.array(step, { minLength: 20, maxLength: 70 }).map((steps) => historyOf(steps, hasStarts))
}

interface Living {
  readonly startUs: number
  readonly image: string
}

function historyOf(steps: readonly Step[], hasStarts: boolean): Event[] {
  const living = new Map<number, Living>()
  let seconds = 0
  return steps.flatMap((step) => {
    seconds += step.afterSeconds
    return eventOf(step, at(seconds), living).map((event) => (hasStarts ? event : withoutStarts(event)))
  })
}

function eventOf(step: Step, timeUs: number, living: Map<number, Living>): Event[] {
  const { processId, objectId, image } = step
  if (step.what === 'create') return create(step, timeUs, living)
  const actor = living.get(processId)
  if (actor === undefined) return []
  const named = { timeUs, processId, processStartUs: actor.startUs, executable: actor.image }
  const object = living.get(objectId)
  const target = object && { objectProcessId: objectId, objectStartUs: object.startUs, objectExecutable: object.image }
  switch (step.what) {
    case 'end':
      living.delete(processId)
      return [aProcessTerminate(named)]
    case 'scan':
      return [{ ...newEvent.ioring_scan(), ...named, handleCount: 1, violationFlags: image.length % 2 }]
    case 'thread':
      return target === undefined ? [] : [{ ...newEvent.thread_create(), ...named, ...target }]
    default:
      return target === undefined ? [] : [aHandleCreate({ ...named, ...target, grantedAccess: step.grantedAccess })]
  }
}

/** A pid is free again when its process has ended; a few starts are only mentioned, never seen. */
function create({ processId, objectId, image, grantedAccess }: Step, timeUs: number, living: Map<number, Living>): Event[] {
  if (living.has(processId)) return []
  // Its start is a boot: nothing from before goes on.
  if (image.endsWith('lsass.exe')) living.clear()
  const parent = living.get(objectId)
  living.set(processId, { startUs: timeUs, image })
  if (grantedAccess === 0x400 && !image.endsWith('lsass.exe')) return []
  const parentage = { parentProcessId: objectId, parentStartUs: parent?.startUs ?? null, parentExecutable: parent?.image ?? null }
  const integrityLevel = grantedAccess === 0x80 ? 0x4000 : 0x2000
  return [aProcessCreate({ timeUs, processId, executable: image, integrityLevel, ...(parent === undefined ? {} : parentage) })]
}

function withoutStarts(event: Event): Event {
  const bare: Event = { ...event }
  if ('objectStartUs' in bare) bare.objectStartUs = null
  if ('parentStartUs' in bare) bare.parentStartUs = null
  if ('processStartUs' in bare && bare.kind !== 'process_create') bare.processStartUs = null
  return bare
}
