import type { Event } from '@win11mon/schemas'

import type { HostTree } from '../../tree/host-tree.ts'
import type { ProcessNode } from '../../tree/process-node.ts'
import { type FormName, fieldForms } from './field-forms.ts'
import type { FieldMapping, TreeFact } from './field-tables.ts'
import { type Target, eventIdOf, isFromLog, logOf } from './log-sources.ts'

/** What is known of an event's processes beside the event. */
export interface Surroundings {
  readonly hostName: string | null
  readonly tree: HostTree | null
  readonly actor: ProcessNode | null
  readonly object: ProcessNode | null
}

export const noSurroundings: Surroundings = { hostName: null, tree: null, actor: null, object: null }

/** Reads one value of an event, as the log source of a rule names it. */
export interface BoundField {
  /** Equal for fields that always have the same value. */
  readonly key: string
  /** The tree may know it when the event does not say it. */
  readonly needsTree: boolean
  read(view: EventView): string | null
}

/** An event as rules see it: what costs something is found when it is first asked for. */
export class EventView {
  readonly event: Event
  readonly surroundings: Surroundings
  #values: Readonly<Record<string, unknown>> | undefined
  #log: string | null | undefined

  constructor(event: Event, surroundings: Surroundings) {
    this.event = event
    this.surroundings = surroundings
  }

  get log(): string | null {
    this.#log ??= logOf(this.event)
    return this.#log
  }

  /** Values of a record of no kind of its own, by their names. */
  get values(): Readonly<Record<string, unknown>> {
    this.#values ??= parsedValues(this.event)
    return this.#values
  }

  /** In the records of logs, what is not known stands as an empty text or as a dash. */
  get isFromLog(): boolean {
    return isFromLog(this.event)
  }

  isOf(target: Target): boolean {
    if (target.kind !== this.event.kind) return false
    if (target.logs !== null && (this.log === null || !target.logs.has(this.log))) return false
    return target.includes(this.event)
  }

  property(name: string): unknown {
    return (this.event as unknown as Readonly<Record<string, unknown>>)[name] ?? null
  }
}

function parsedValues(event: Event): Readonly<Record<string, unknown>> {
  if (event.kind !== 'log_record' || event.values === null) return {}
  try {
    const values: unknown = JSON.parse(event.values)
    return typeof values === 'object' && values !== null ? (values as Readonly<Record<string, unknown>>) : {}
  } catch {
    // A foreign sender wrote it: then it has no values by name.
    return {}
  }
}

/** Fields that every target has. */
const commonFields: Readonly<Record<string, (view: EventView) => string | null>> = {
  eventid: ({ event }) => eventIdOf(event),
  computer: ({ surroundings }) => surroundings.hostName,
  computername: ({ surroundings }) => surroundings.hostName,
}

/** What the log says that an event was read from, where its log source does not. */
const originFields: Readonly<Record<string, (view: EventView) => string | null>> = {
  provider_name: ({ log }) => providersByLog.get(log ?? '') ?? null,
  channel: ({ log }) => channelsByLog.get(log ?? '') ?? log,
}

const providersByLog: ReadonlyMap<string, string> = new Map([
  ['sysmon', 'Microsoft-Windows-Sysmon'],
  ['security', 'Microsoft-Windows-Security-Auditing'],
])
const channelsByLog: ReadonlyMap<string, string> = new Map([['sysmon', 'Microsoft-Windows-Sysmon/Operational']])

const bindings = new WeakMap<Target, Map<string, BoundField | undefined>>()

/** How a field of a log source is read; undefined when none of its events has it. Names are those of rules. */
export function bindField(target: Target, name: string): BoundField | undefined {
  const known = bindings.get(target) ?? new Map<string, BoundField | undefined>()
  bindings.set(target, known)
  if (!known.has(name)) known.set(name, findField(target, name))
  return known.get(name)
}

function findField(target: Target, name: string): BoundField | undefined {
  const lower = name.toLowerCase()
  const common = commonFields[lower]
  if (common !== undefined) return { key: `common ${lower}`, needsTree: lower !== 'eventid', read: common }
  const constant = target.constants[name]
  if (constant !== undefined && constant !== '') return { key: `constant ${constant}`, needsTree: false, read: () => constant }
  const mapping = mappingOf(target, lower)
  if (mapping !== undefined) return mappedField(mapping)
  const origin = originFields[lower]
  if (origin !== undefined) return { key: `origin ${lower}`, needsTree: false, read: origin }
  if (!target.isOpen) return undefined
  return { key: `value ${name}`, needsTree: false, read: (view) => valueText(view.values[name]) }
}

const mappingsByTable = new WeakMap<Target['fields'], ReadonlyMap<string, FieldMapping>>()

/** People and rules do not agree on the case of field names. */
function mappingOf({ fields }: Target, lower: string): FieldMapping | undefined {
  let mappings = mappingsByTable.get(fields)
  if (mappings === undefined) {
    mappings = new Map(Object.entries(fields).map(([name, mapping]) => [name.toLowerCase(), mapping]))
    mappingsByTable.set(fields, mappings)
  }
  return mappings.get(lower)
}

function mappedField([property, form = 'text', fallback]: FieldMapping): BoundField {
  return {
    key: `${property} ${form} ${fallback ?? ''}`,
    needsTree: fallback !== undefined,
    read(view) {
      const text = ownText(view, property, form)
      return text === null && fallback !== undefined ? treeFact(view.surroundings, fallback) : text
    },
  }
}

/** What the event itself says. */
function ownText(view: EventView, property: string, form: FormName): string | null {
  const value = property === '' ? null : view.property(property)
  return value === null ? null : fieldForms[form](value, view.event)
}

function treeFact({ tree, actor, object }: Surroundings, fact: TreeFact): string | null {
  const [role, property] = fact.split('.') as ['actor' | 'parent' | 'object', DescribedProperty | 'executable']
  const node = role === 'parent' ? parentOf(tree, actor) : role === 'actor' ? actor : object
  if (node === null || tree === null) return null
  return property === 'executable' ? tree.executableOf(node) : describedText(node, property)
}

function parentOf(tree: HostTree | null, node: ProcessNode | null): ProcessNode | null {
  const parentId = node?.parentId ?? null
  return parentId === null ? null : (tree?.get(parentId) ?? null)
}

type DescribedProperty = 'commandLine' | 'userName'

function describedText({ description }: ProcessNode, property: DescribedProperty): string | null {
  return description?.[property] ?? null
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.map((item) => valueText(item) ?? '').join('\n') : JSON.stringify(value)
}

/** Every value that an event of the target says itself, for keywords. */
export function allTexts(target: Target, view: EventView): string[] {
  const mapped = Object.values(target.fields).map(([property, form = 'text']) => ownText(view, property, form))
  const named = target.isOpen ? Object.values(view.values).map(valueText) : []
  return [...mapped, ...named].filter((text) => text !== null)
}
