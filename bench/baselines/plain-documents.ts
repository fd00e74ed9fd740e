import { Client } from '@opensearch-project/opensearch'
import { type EventContext } from '@win11mon/enricher'
import { type Event, type EventKind, addressText, eventIdText, indexFields } from '@win11mon/schemas'

type Json = Record<string, unknown>

/** The document of an event as an object, made the plain way: fields of its kind put where they belong, dates by `Date`. */
export function plainDocument(event: Event, context: EventContext): Json {
  const values = event as unknown as Json
  const root: Json = {
    event: { action: event.kind, id: context.eventId },
    host: { id: context.hostId, ...(context.hostName === null ? {} : { name: context.hostName }) },
    win11mon: { boot_id: context.bootId, ...(context.objectId === null ? {} : { object: { entity_id: context.objectId } }) },
    ...(context.actorId === null ? {} : { process: { entity_id: context.actorId } }),
  }
  plainFields(root, event.kind, ({ property }) => values[property])
  return root
}

/** Puts the fields of a kind where they belong. */
export function plainFields(root: Json, kind: EventKind, valueOf: (field: Field) => unknown): void {
  for (const field of fieldsByKind[kind] ?? []) {
    const value = valueOf(field)
    if (value === null || value === undefined) continue
    let level = root
    for (const part of field.path) level = (level[part] ??= {}) as Json
    level[field.last] = plainValue(value, field.indexType, field.type)
  }
}

interface Field {
  readonly path: readonly string[]
  readonly last: string
  readonly name: string
  readonly property: string
  readonly indexType: string
  readonly type: string
}

const fieldsByKind: Record<string, Field[]> = {}
for (const { index, name, property, indexType, type, kinds } of indexFields) {
  const path = index.split('.')
  const last = path.pop() ?? index
  for (const kind of kinds) (fieldsByKind[kind] ??= []).push({ path, last, name, property, indexType, type })
}

function plainValue(value: unknown, indexType: string, type: string): unknown {
  if (indexType === 'date_us') return plainTime(value as number)
  if (type === 'address') return addressText(value as Uint8Array)
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}

function plainTime(timeUs: number): string {
  const text = new Date(timeUs / 1000).toISOString()
  return `${text.slice(0, -1)}${String(timeUs % 1000).padStart(3, '0')}Z`
}

export interface BulkHelper {
  /** Resolves when every document was answered for; rejects when one was not taken. */
  write(documents: readonly Json[], index: string): Promise<void>
  close(): Promise<void>
}

/** What the documentation of the client leads to for many documents. */
export function openBulkHelper(node: string): BulkHelper {
  const client = new Client({ node })
  return {
    async write(documents, index) {
      const { failed, successful } = await client.helpers.bulk({
        datasource: [...documents],
        flushBytes: 5 * 1024 * 1024,
        concurrency: 4,
        onDocument: (document: Json) => ({ create: { _index: index, _id: (document['event'] as { id: string }).id } }),
      })
      if (failed > 0 || successful !== documents.length) throw new Error(`helpers.bulk: ${failed} of ${documents.length} failed.`)
    },
    close: () => client.close(),
  }
}

export function contextOf(event: Event, hostName: string, processCount = 500): EventContext {
  const actor = `actor${String((event.sequence * 7) % processCount).padStart(17, '0')}`
  const eventId = eventIdText('BBBBBBBBBBBBBBBBBBBBBB', event.sequence)
  const hasObject = event.kind === 'handle_create' || event.kind === 'handle_duplicate' || event.kind === 'thread_create'
  return {
    eventId,
    hostId: 'HHHHHHHHHHHHHHHHHHHHHH',
    hostName,
    bootId: 'BBBBBBBBBBBBBBBBBBBBBB',
    actorId: actor,
    objectId: hasObject ? actor : null,
  }
}
