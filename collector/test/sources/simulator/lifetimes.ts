import type { Event, ProcessCreate, ProcessSnapshot } from '@win11mon/schemas'

export interface Lifetime {
  readonly key: string
  readonly start: ProcessCreate | ProcessSnapshot
  /** Infinity while it lives. */
  endedUs: number
}

/** A process id with the start time that the event gives for it. */
export interface Reference {
  readonly role: string
  readonly processId: number
  readonly startUs: number | null
}

export function keyOf(processId: number | null, startUs: number | null): string {
  return `${processId}:${startUs}`
}

/** Every process by id and start time, as its own create and terminate events tell. */
export function lifetimesOf(events: readonly Event[]): Map<string, Lifetime> {
  const lifetimes = new Map<string, Lifetime>()
  for (const event of events) {
    if (event.kind !== 'process_create' && event.kind !== 'process_snapshot') continue
    const key = keyOf(event.processId, event.processStartUs)
    lifetimes.set(key, { key, start: event, endedUs: Infinity })
  }
  for (const event of events) {
    const lifetime = event.kind === 'process_terminate' ? lifetimes.get(keyOf(event.processId, event.processStartUs)) : undefined
    if (lifetime !== undefined) lifetime.endedUs = event.timeUs
  }
  return lifetimes
}

/** Every process the event names, with what it says of its start. */
export function referencesOf(event: Event): Reference[] {
  const candidates = Object.entries(startFields).map(([role, [idField, startField]]) => ({
    role,
    processId: numberAt(event, idField),
    startUs: numberAt(event, startField),
  }))
  return candidates.flatMap(({ role, processId, startUs }) => (processId === null || processId === 0 ? [] : [{ role, processId, startUs }]))
}

const startFields = {
  actor: ['processId', 'processStartUs'],
  object: ['objectProcessId', 'objectStartUs'],
  source: ['sourceProcessId', 'sourceStartUs'],
  recipient: ['recipientProcessId', 'recipientStartUs'],
  parent: ['parentProcessId', 'parentStartUs'],
  creator: ['creatorProcessId', 'creatorStartUs'],
} as const

function numberAt(event: Event, field: string): number | null {
  const value: unknown = (event as unknown as Record<string, unknown>)[field]
  return typeof value === 'number' ? value : null
}
