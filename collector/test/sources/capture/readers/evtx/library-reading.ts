import { BinaryReader, ChunkHeader, Record as LibraryRecord } from '@ts-evtx/core'

/** Behind the file's head, chunk after chunk. */
const fileHeaderBytes = 4096
const chunkBytes = 64 * 1024
const firstRecordOffset = 0x200

/** What is used of the library, in types of our own: its declarations do not resolve under Node's module resolution. */
interface LibraryChunk {
  nextRecordOffset(): number
  getActualTemplate(offset: number): { getEventDataLayout(substitutions: readonly unknown[]): readonly DataLayout[] } | null
}

interface DataLayout {
  readonly name?: string | null
  readonly parts: readonly ({ readonly kind: 'lit'; readonly text: string } | { readonly kind: 'sub'; readonly index: number })[]
}

interface LibraryEvent {
  renderXml(): string
  root(): { readonly substitutions: readonly unknown[]; templateInstance(): { readonly template_offset: number } | null }
}

/** One record as the library reads it: parts of `System` from the XML that it renders, the event's own values as they are. */
export interface LibraryReading {
  readonly system: Readonly<Record<string, string | undefined>>
  readonly eventData: Readonly<Record<string, unknown>>
}

/** Reads a sound event log with the library, the way win11mon did before it had a reader of its own. */
export function* readWithLibrary(file: Buffer): Generator<LibraryReading> {
  for (let start = fileHeaderBytes; start < file.length; start += chunkBytes) {
    const bytes = file.subarray(start, start + chunkBytes)
    const chunk = new ChunkHeader(new BinaryReader(bytes), 0) as LibraryChunk
    for (let offset = firstRecordOffset; offset < chunk.nextRecordOffset(); offset += bytes.readUInt32LE(offset + 4)) {
      yield toReading(new LibraryRecord(new BinaryReader(bytes), offset, chunk) as LibraryEvent, chunk)
    }
  }
}

function toReading(event: LibraryEvent, chunk: LibraryChunk): LibraryReading {
  const xml = event.renderXml()
  const system = xml.slice(0, Math.max(0, xml.indexOf('</System>')))
  return {
    system: {
      Provider: attributeText(system, 'Provider', 'Name'),
      EventID: elementText(system, 'EventID'),
      Channel: elementText(system, 'Channel'),
      Computer: elementText(system, 'Computer'),
      EventRecordID: elementText(system, 'EventRecordID'),
      Keywords: elementText(system, 'Keywords'),
      TimeCreated: attributeText(system, 'TimeCreated', 'SystemTime'),
    },
    eventData: eventData(event, chunk),
  }
}

function eventData(event: LibraryEvent, chunk: LibraryChunk): Readonly<Record<string, unknown>> {
  const root = event.root()
  const offset = root.templateInstance()?.template_offset
  const template = offset === undefined ? null : chunk.getActualTemplate(offset)
  const fields: Record<string, unknown> = {}
  for (const { name, parts } of template?.getEventDataLayout(root.substitutions) ?? []) {
    if (typeof name !== 'string') continue
    const values = parts.map((part) => (part.kind === 'lit' ? part.text : root.substitutions[part.index]))
    fields[name] = values.length === 1 ? values[0] : values.join('')
  }
  return fields
}

function elementText(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1]
}

function attributeText(xml: string, element: string, name: string): string | undefined {
  return new RegExp(`<${element} (?:[^>]* )?${name}="([^"]*)"`).exec(xml)?.[1]
}
