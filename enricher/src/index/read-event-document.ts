import { PipelineError } from '@win11mon/pipeline'
import {
  type Event,
  type EventKind,
  type IndexField,
  eventFields,
  eventIdText,
  eventKinds,
  indexFields,
  newEvent,
  readIsoTime,
} from '@win11mon/schemas'

/** What the document of an event holds, beside the entities that the tree gave it. */
export interface ReadEvent {
  readonly eventId: string
  readonly bootId: string
  readonly hostName: string | null
  readonly event: Event
}

interface Field {
  readonly path: readonly string[]
  readonly property: string
  readonly isOptional: boolean
  /** The value in the event, or undefined when the document holds something else. */
  readonly read: (value: unknown) => unknown
}

/**
 * The inverse of `eventDocument`: exactly the event that was written. Throws STORE_DAMAGED, naming the event and the field,
 * when the document is none that `eventDocument` writes.
 */
export function readEventDocument(eventId: string, doc: string): ReadEvent {
  const root = parse(eventId, doc)
  const kind = at(root, ['event', 'action'])
  if (!isKind(kind)) throw damaged(eventId, 'event.action')
  const event: Event = newEvent[kind]()
  const values = event as unknown as Record<string, unknown>
  for (const field of fieldsByKind[kind]) {
    const written = at(root, field.path)
    if (written === undefined && field.isOptional) continue
    const value = field.read(written)
    if (value === undefined) throw damaged(eventId, field.path.join('.'))
    values[field.property] = value
  }
  const bootId = textOf(at(root, ['win11mon', 'boot_id'])) ?? ''
  if (eventIdText(bootId, event.sequence) !== eventId) throw damaged(eventId, 'win11mon.boot_id or event.sequence')
  return { eventId, bootId, hostName: textOf(at(root, ['host', 'name'])) ?? null, event }
}

function parse(eventId: string, doc: string): unknown {
  try {
    return JSON.parse(doc)
  } catch (error) {
    throw damaged(eventId, 'doc', error)
  }
}

function damaged(eventId: string, place: string, cause?: unknown): PipelineError {
  const message = `The stored event ${eventId} cannot be read back: ${place} is not as it was written. Analyse the captures again into a new store.`
  return new PipelineError('STORE_DAMAGED', message, { cause })
}

function at(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

function isKind(value: unknown): value is EventKind {
  return (eventKinds as readonly unknown[]).includes(value)
}

const fieldsByKind = Object.fromEntries(eventKinds.map((kind) => [kind, fieldsOf(kind)])) as unknown as Record<EventKind, Field[]>

function fieldsOf(kind: EventKind): Field[] {
  return indexFields
    .filter(({ kinds }) => kinds.includes(kind))
    .map((field) => {
      const { index, property } = field
      const description = eventFields[kind].find((candidate) => candidate.property === property)
      return { path: index.split('.'), property, isOptional: description?.isOptional ?? false, read: readerOf(field, description?.symbols) }
    })
}

/** What `addressText` writes. */
const address = /^0x[0-9a-f]{16}$/u

function readerOf({ type, indexType }: IndexField, symbols: readonly string[] = []): Field['read'] {
  if (indexType === 'date_us') return (value) => (typeof value === 'string' ? readIsoTime(value) : undefined)
  const isSymbol = (value: unknown): boolean => symbols.includes(value as string)
  const byType: Readonly<Record<IndexField['type'], Field['read']>> = {
    enum: (value) => (isSymbol(value) ? value : undefined),
    long: (value) => (Number.isSafeInteger(value) ? value : undefined),
    boolean: (value) => (typeof value === 'boolean' ? value : undefined),
    string: textOf,
    address: (value) => (typeof value === 'string' && address.test(value) ? bytesOf(value.slice(2))?.reverse() : undefined),
    bytes: (value) => (typeof value === 'string' ? bytesOf(value) : undefined),
  }
  return byType[type]
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function bytesOf(hex: string): Uint8Array | undefined {
  const bytes = Buffer.from(hex, 'hex')
  return bytes.length * 2 === hex.length ? new Uint8Array(bytes) : undefined
}
