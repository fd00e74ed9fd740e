import { type Event, type EventKind, isEventLogKind } from '@win11mon/schemas'

import { type FieldTable, categoryFields } from './field-tables.ts'
import type { LogSource } from '../language/rule.ts'
import { type Selection, categories, recordCategories } from './categories.ts'
import { services, sometimesOther } from './services.ts'

/** Events that a log source means: of one kind, some of them. */
export interface Target {
  readonly kind: EventKind
  /** What it is called beside other targets of one kind. */
  readonly name: string
  readonly fields: FieldTable
  /** True when the event carries every value of its record, whatever its name. */
  readonly isOpen: boolean
  /** What all of its events have in common and do not carry themselves. */
  readonly constants: Readonly<Record<string, string>>
  /** Event ids that events of this target can have; null for any. */
  readonly eventIds: readonly number[] | null
  /** Logs that they were read from, in small letters; null for any source. */
  readonly logs: ReadonlySet<string> | null
  includes(event: Event): boolean
}

const noConstants: Readonly<Record<string, string>> = {}
const everyEvent = (): boolean => true

/** The events that a log source means, or why there are none. */
export function targetsOf({ product, category, service }: LogSource): readonly Target[] | string {
  if (product !== null && product !== 'windows') return `its log source is of product ${product}; events here are of Windows`
  if (category !== null) {
    const targets = categoryTargets(category)
    if (targets === undefined) return `events of category ${category} are not kept`
    // A category with a service means the events of the category that come from that service.
    return service === null ? targets : fromService(targets, service)
  }
  if (service !== null) return serviceTargets(service) ?? `records of service ${service} are not kept`
  return product === null ? 'its log source names neither product, category nor service' : everyTarget()
}

const knownCategories = new Map<string, readonly Target[]>()

function categoryTargets(category: string): readonly Target[] | undefined {
  const known = knownCategories.get(category)
  if (known !== undefined) return known
  const record = recordCategories[category]
  const targets =
    record === undefined ? categories[category]?.map((selection) => categoryTarget(category, selection)) : [recordTarget(...record)]
  if (targets !== undefined) knownCategories.set(category, targets)
  return targets
}

function categoryTarget(category: string, [kind, includes = everyEvent]: Selection): Target {
  const fields = categoryFields[kind] ?? {}
  return { kind, name: category, fields, isOpen: false, constants: noConstants, eventIds: null, logs: null, includes }
}

function recordTarget(log: string, eventIds: readonly number[]): Target {
  const includes = (event: Event): boolean => event.kind === 'log_record' && eventIds.includes(event.eventId)
  return { ...openTarget(`${log} ${eventIds.join()}`, setOf([log])), eventIds, includes }
}

function openTarget(name: string, logs: ReadonlySet<string>): Target {
  return {
    kind: 'log_record',
    name,
    fields: recordFields,
    isOpen: true,
    constants: noConstants,
    eventIds: null,
    logs,
    includes: everyEvent,
  }
}

function setOf(logs: readonly string[]): ReadonlySet<string> {
  return new Set(logs.map((log) => log.toLowerCase()))
}

const recordFields: FieldTable = {
  TimeCreated: ['timeUs', 'time'],
  UtcTime: ['timeUs', 'time'],
  Provider_Name: ['provider'],
  Channel: ['channel'],
  UserID: ['userSid'],
}

function fromService(targets: readonly Target[], service: string): readonly Target[] | string {
  const found = services[service]
  if (found === undefined) return `records of service ${service} are not kept`
  const logs = setOf(found.logs)
  return targets.map((target) => ({ ...target, name: `${target.name} ${service}`, logs }))
}

const knownServices = new Map<string, readonly Target[]>()

function serviceTargets(service: string): readonly Target[] | undefined {
  const known = knownServices.get(service)
  if (known !== undefined) return known
  const found = services[service]
  if (found === undefined) return undefined
  const { kinds = [], providers = noConstants } = found
  const logs = setOf(found.logs)
  const own = kinds.map(([kind, fields, eventIds]): Target => {
    const constants = { Channel: found.logs[0] ?? '', Provider_Name: providers[kind] ?? providers['*'] ?? '' }
    return { kind, name: service, fields, isOpen: false, constants, eventIds, logs, includes: everyEvent }
  })
  const targets = [...own, openTarget(service, logs)]
  knownServices.set(service, targets)
  return targets
}

/** A rule for all of Windows: every log that is known. */
function everyTarget(): readonly Target[] {
  return [...new Set(Object.keys(services))].flatMap((service) => serviceTargets(service) ?? [])
}

/** Ids of which every record has a kind of its own, by the log they are in. */
export function hasOwnKind(target: Target, eventId: number, all: readonly Target[]): boolean {
  return target.isOpen && !sometimesOther.has(eventId) && all.some((other) => !other.isOpen && other.eventIds?.includes(eventId) === true)
}

/** Name of the log an event was read from, in small letters: what stands before the event id in `Security/4624#17`. */
export function logOf(event: Event): string | null {
  if (!('sourceRecord' in event) || event.sourceRecord === null) return null
  const slash = event.sourceRecord.lastIndexOf('/')
  return slash < 0 ? null : event.sourceRecord.slice(0, slash).toLowerCase()
}

/** Event id of the record that an event was made of. */
export function eventIdOf(event: Event): string | null {
  if (event.kind === 'log_record') return String(event.eventId)
  if (!('sourceRecord' in event) || event.sourceRecord === null) return null
  return /\/(\d+)[#@]\d+$/.exec(event.sourceRecord)?.[1] ?? null
}

export function isFromLog(event: Event): boolean {
  return isEventLogKind(event.kind) || ('sourceRecord' in event && event.sourceRecord !== null)
}
