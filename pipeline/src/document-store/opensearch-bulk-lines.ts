import type { BulkItem, Document, ReassignItem } from './document-writer.ts'
import { entityPaths } from './entity-paths.ts'
import { columnPath } from './column-paths.ts'
import { type Column, columnsOf } from './families.ts'
import { BulkBody } from './opensearch-bulk-body.ts'
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
  const lines = new BulkLines(names)
  let expectedBytes = items.reduce((sum, { item }) => sum + mostBytesOf(item), 0)
  let body = lines.begin(Math.min(expectedBytes, maxBytes))
  let first = 0
  for (const [index, { item }] of items.entries()) {
    const before = body.length
    lines.add(item)
    if (before > 0 && body.length > maxBytes) {
      chunks.push({ items: items.slice(first, index), lines: body.finish().subarray(0, before) })
      first = index
      body = lines.begin(Math.min(expectedBytes, maxBytes))
      lines.add(item)
    }
    expectedBytes -= mostBytesOf(item)
  }
  if (first < items.length) chunks.push({ items: items.slice(first), lines: body.finish() })
  return chunks
}

/** Beside the document: the line before it, and what columns add to it. */
const lineBytes = 256

/** A guess on the large side: memory that is never written to costs nothing. */
function mostBytesOf(item: BulkItem): number {
  if (item.operation !== 'create' && item.operation !== 'put') return 1_024
  const { doc } = item.document
  return lineBytes + (typeof doc === 'string' ? doc.length * 2 : doc.length)
}

const newline = Uint8Array.of(0x0a)
const lineEnd = Uint8Array.from(Buffer.from('}}\n'))

/** Writes the lines of one item after the other. */
class BulkLines {
  readonly #names: IndexNames
  readonly #createLines = new Map<string, Uint8Array>()
  #body = new BulkBody(0)

  constructor(names: IndexNames) {
    this.#names = names
  }

  begin(expectedBytes: number): BulkBody {
    this.#body = new BulkBody(expectedBytes)
    return this.#body
  }

  add(item: BulkItem): void {
    switch (item.operation) {
      case 'create': {
        this.#body.raw(this.#createLine(indexOf(item, this.#names)))
        this.#body.id(item.document.id)
        this.#body.raw(lineEnd)
        this.#source(item.document)
        return
      }
      case 'put': {
        const { document, version } = item
        const place = `"_index":"${this.#names.of(document.family)}","_id":${JSON.stringify(document.id)}`
        this.#body.text(`{"index":{${place},"version":${version},"version_type":"external_gte"}}\n`)
        this.#source(document)
        return
      }
      case 'delete': {
        const place = `"_index":"${this.#names.of(item.family)}","_id":${JSON.stringify(item.id)}`
        this.#body.text(`{"delete":{${place},"version":${item.version},"version_type":"external_gte"}}\n`)
        return
      }
      case 'reassign': {
        this.#body.text(reassignLines(item, this.#names))
      }
    }
  }

  #createLine(index: string): Uint8Array {
    const known = this.#createLines.get(index)
    if (known !== undefined) return known
    const line = Uint8Array.from(Buffer.from(`{"create":{"_index":"${index}","_id":`))
    this.#createLines.set(index, line)
    return line
  }

  #source(document: Document): void {
    const { doc, family } = document
    if (typeof doc === 'string' || storedColumnsOf(family).length > 0) this.#body.text(sourceText(document))
    else this.#body.json(doc)
    this.#body.raw(newline)
  }
}

/** The index that an item is about. */
export function indexOf(item: BulkItem, names: IndexNames): string {
  if (item.operation === 'reassign') return names.ofEvent(item.eventTimeUs)
  if (item.operation === 'delete') return names.of(item.family)
  const { document } = item
  return document.family === 'events' ? names.ofEvent(document.columns.time_us) : names.of(document.family)
}

/** Columns of each family that its documents do not repeat. */
const storedColumns = new Map<string, readonly Column[]>()

function storedColumnsOf(family: Document['family']): readonly Column[] {
  const known = storedColumns.get(family) ?? columnsOf(family).filter(({ name }) => columnPath(family, name) === null)
  storedColumns.set(family, known)
  return known
}

/** The document, and behind it what only its columns say. */
function sourceText({ family, doc: json, columns }: Document): string {
  const given = String(json)
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
  const place = `"_index":"${names.ofEvent(eventTimeUs)}","_id":${JSON.stringify(eventId)}`
  const script = { lang: 'painless', source: reassignScript, params: { path: entityPaths[column], to: toEntityId } }
  return `{"update":{${place},"retry_on_conflict":3}}\n${JSON.stringify({ script })}\n`
}
