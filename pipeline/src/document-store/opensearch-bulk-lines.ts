import type { BulkItem, Document, ReassignItem } from './document-writer.ts'
import { entityPaths } from './entity-paths.ts'
import { columnPath } from './column-paths.ts'
import { type Column, columnsOf } from './families.ts'
import type { IndexNames } from './opensearch-index-names.ts'

/** An item and its place in the bulk. */
export interface Placed {
  readonly position: number
  readonly item: BulkItem
}

/** Items of a bulk that go in one request, as the bytes of its body. */
export interface Chunk {
  readonly items: readonly Placed[]
  readonly lines: Buffer
}

/**
 * Writes items as lines of JSON: documents are copied as they are, and nothing is parsed. Chunks hold `maxBytes` at most, or one item.
 */
export function bulkChunks(items: readonly Placed[], names: IndexNames, maxBytes: number): Chunk[] {
  const chunks: Chunk[] = []
  let text: string[] = []
  let length = 0
  let first = 0
  const close = (end: number): void => {
    if (end > first) chunks.push({ items: items.slice(first, end), lines: Buffer.from(text.join('')) })
    text = []
    length = 0
    first = end
  }
  for (const [index, { item }] of items.entries()) {
    const lines = linesOf(item, names)
    // Counted in units of the text: should they take more bytes than a node accepts, it says so and the request is halved.
    if (length > 0 && length + lines.length > maxBytes) close(index)
    text.push(lines)
    length += lines.length
  }
  close(items.length)
  return chunks
}

function linesOf(item: BulkItem, names: IndexNames): string {
  switch (item.operation) {
    case 'create': {
      const { document } = item
      return `{"create":{"_index":"${indexOf(item, names)}","_id":${idText(document.id)}}}\n${sourceOf(document)}\n`
    }
    case 'put': {
      const { document, version } = item
      const place = `"_index":"${names.of(document.family)}","_id":${idText(document.id)}`
      return `{"index":{${place},"version":${version},"version_type":"external_gte"}}\n${sourceOf(document)}\n`
    }
    case 'delete':
      return `{"delete":{"_index":"${names.of(item.family)}","_id":${idText(item.id)},"version":${item.version},"version_type":"external_gte"}}\n`
    case 'reassign': {
      return reassignLines(item, names)
    }
    default: {
      return item satisfies never
    }
  }
}

/** The index that an item is about. */
export function indexOf(item: BulkItem, names: IndexNames): string {
  if (item.operation === 'reassign') return names.ofEvent(item.eventTimeUs)
  if (item.operation === 'delete') return names.of(item.family)
  const { document } = item
  return document.family === 'events' ? names.ofEvent(document.columns.time_us) : names.of(document.family)
}

const plainId = /^[\w-]+$/u

function idText(id: string): string {
  return plainId.test(id) ? `"${id}"` : JSON.stringify(id)
}

/** Columns of each family that its documents do not repeat. */
const storedColumns = new Map<string, readonly Column[]>()

function storedColumnsOf(family: Document['family']): readonly Column[] {
  const known = storedColumns.get(family) ?? columnsOf(family).filter(({ name }) => columnPath(family, name) === null)
  storedColumns.set(family, known)
  return known
}

/** The document, and behind it what only its columns say. */
function sourceOf({ family, doc: given, columns }: Document): string {
  // Line ends in JSON stand between its parts only; here they end the line.
  const doc = given.includes('\n') || given.includes('\r') ? given.replaceAll(/[\n\r]/gu, ' ') : given
  const extra = storedColumnsOf(family)
  if (extra.length === 0) return doc
  const values: Readonly<Record<string, unknown>> = { ...columns }
  const stored = JSON.stringify(Object.fromEntries(extra.map(({ name }) => [name, storedValue(values[name])])))
  return `${doc.trimEnd().slice(0, -1)}${/^\s*\{\s*\}\s*$/u.test(doc) ? '' : ','}"stored":${stored}}`
}

function storedValue(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value
}

/** Runs where the document is, so that nothing is lost between reading and writing; a script of one text is compiled once. */
const reassignScript = `Map level = ctx._source;
for (int i = 0; i < params.path.length - 1; i++) {
  if (!(level[params.path[i]] instanceof Map)) { level[params.path[i]] = new LinkedHashMap(); }
  level = level[params.path[i]];
}
String last = params.path[params.path.length - 1];
if (level[last] == params.to) { ctx.op = 'none'; } else { level[last] = params.to; }`

function reassignLines({ eventId, eventTimeUs, column, toEntityId }: ReassignItem, names: IndexNames): string {
  const place = `"_index":"${names.ofEvent(eventTimeUs)}","_id":${idText(eventId)}`
  const script = { lang: 'painless', source: reassignScript, params: { path: entityPaths[column], to: toEntityId } }
  return `{"update":{${place},"retry_on_conflict":3}}\n${JSON.stringify({ script })}\n`
}
