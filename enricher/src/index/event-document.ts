import { type Event, type EventKind, type IndexField, addressText, eventKinds, indexFields, isoStart, isoTime } from '@win11mon/schemas'
import type { DocumentOf } from '@win11mon/pipeline'

/** What the enricher knows beyond the event itself. */
export interface EventContext {
  readonly eventId: string
  readonly hostId: string
  readonly hostName: string | null
  readonly bootId: string
  readonly actorId: string | null
  readonly objectId: string | null
}

interface Origins {
  readonly event: Record<string, unknown>
  readonly context: Record<string, unknown>
}

interface Field {
  readonly key: string
  readonly property: string
  readonly origin: keyof Origins
  readonly write: (value: unknown) => string
}

/** One object of the document: its fields and the objects below it. */
interface Level {
  readonly fields: Field[]
  readonly levels: Map<string, Level>
}

/** Fields that only the enricher knows, beside those of the catalogue. Ids are base64url: nothing in them needs escaping. */
const contextFields: readonly (readonly [index: string, property: keyof EventContext, write: Field['write']])[] = [
  ['event.id', 'eventId', quote],
  ['host.id', 'hostId', quote],
  ['host.name', 'hostName', JSON.stringify],
  ['win11mon.boot_id', 'bootId', quote],
  ['process.entity_id', 'actorId', quote],
  ['win11mon.object.entity_id', 'objectId', quote],
]

/** The event as ECS: nested objects, unknown fields left out. Same fields as the index mapping, from the same catalogue. */
export function eventDocument(event: Event, context: EventContext): DocumentOf<'events'> {
  const record = event as unknown as Record<string, unknown>
  const { eventId, hostId, bootId, actorId, objectId } = context
  return {
    family: 'events',
    id: eventId,
    columns: {
      host_id: hostId,
      boot_id: bootId,
      sequence: event.sequence,
      time_us: event.timeUs,
      kind: event.kind,
      process_id: actorId,
      object_id: objectId,
      source_guid: textOf(record['sourceGuid']),
      source_object_guid: textOf(record['sourceObjectGuid']),
      source_record: textOf(record['sourceRecord']),
    },
    doc: `{${writeLevel(documents[event.kind], { event: record, context: context as unknown as Record<string, unknown> })}}`,
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

const documents = Object.fromEntries(eventKinds.map((kind) => [kind, levelOf(kind)])) as unknown as Record<EventKind, Level>

function levelOf(kind: EventKind): Level {
  const root: Level = { fields: [], levels: new Map() }
  place(root, 'event.action', { property: 'kind', origin: 'event', write: quote })
  for (const [index, property, write] of contextFields) place(root, index, { property, origin: 'context', write })
  for (const field of indexFields) {
    if (field.kinds.includes(kind)) place(root, field.index, { property: field.property, origin: 'event', write: writeOf(field) })
  }
  return root
}

/** `process.parent.pid` is field `pid` in object `parent` in object `process`. */
function place(root: Level, index: string, field: Omit<Field, 'key'>): void {
  const path = index.split('.')
  const key = path.pop() ?? index
  let level = root
  for (const part of path) {
    const next = level.levels.get(part) ?? { fields: [], levels: new Map() }
    level.levels.set(part, next)
    level = next
  }
  level.fields.push({ key: `"${key}":`, ...field })
}

/** Members of a level, separated by commas; unknown fields and empty objects are left out. */
function writeLevel(level: Level, origins: Origins): string {
  let text = ''
  for (const { key, property, origin, write } of level.fields) {
    const value = origins[origin][property]
    if (value !== null && value !== undefined) text += `${text === '' ? '' : ','}${key}${write(value)}`
  }
  for (const [name, inner] of level.levels) {
    const body = writeLevel(inner, origins)
    if (body !== '') text += `${text === '' ? '' : ','}"${name}":{${body}}`
  }
  return text
}

function writeOf({ indexType, type, property }: IndexField): (value: unknown) => string {
  if (indexType === 'date_us') return property === 'timeUs' ? writeTime : writeStart
  // As the number that it is, not as the bytes in which it travels.
  if (type === 'address') return (value) => `"${addressText(value as Uint8Array)}"`
  return writeValue
}

function writeTime(value: unknown): string {
  return `"${isoTime(value as number)}"`
}

function writeStart(value: unknown): string {
  return `"${isoStart(value as number)}"`
}

/** Several times cheaper than `JSON.stringify`, for text that is known to need no escaping. */
function quote(value: unknown): string {
  return `"${value as string}"`
}

function writeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('hex')}"`
  return String(value)
}
