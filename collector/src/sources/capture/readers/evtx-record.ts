import type { JsonObject } from '../record/capture-record.ts'
import type { EvtxChunk, EvtxRecord } from './evtx-library.ts'

const ticksPerMs = 10_000n
/** 1970 in units of 100 ns since 1601. */
const fileTimeEpochTicks = 116_444_736_000_000_000n

/**
 * One record as the JSON that EVTX exporters write. The event's own values are taken from the binary template: the
 * library's XML indents values of several lines and drops control characters.
 */
export function evtxRecordToJson(record: EvtxRecord, chunk: EvtxChunk): JsonObject {
  const xml = record.renderXml()
  const system = xml.slice(0, Math.max(0, xml.indexOf('</System>')))
  return {
    System: {
      Provider: { Name: attributeText(system, 'Provider', 'Name') },
      EventID: elementText(system, 'EventID'),
      Channel: elementText(system, 'Channel'),
      Computer: elementText(system, 'Computer'),
      EventRecordID: elementText(system, 'EventRecordID'),
      Keywords: elementText(system, 'Keywords'),
      TimeCreated: { SystemTime: exactTime(record.data(), attributeText(system, 'TimeCreated', 'SystemTime')) },
    },
    EventData: eventData(record, chunk),
  }
}

function eventData(record: EvtxRecord, chunk: EvtxChunk): JsonObject {
  const root = record.root()
  const offset = root.templateInstance()?.template_offset
  const template = offset === undefined ? null : chunk.getActualTemplate(offset)
  const fields = Object.create(null) as Record<string, unknown>
  for (const { name, parts } of template?.getEventDataLayout(root.substitutions) ?? []) {
    if (typeof name === 'string')
      fields[name] = parts.map((part) => (part.kind === 'lit' ? part.text : formatValue(root.substitutions[part.index]))).join('')
  }
  return fields
}

function formatValue(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : ''
}

/**
 * The library rounds times to milliseconds, and the record's header has the time at which it was written or exported.
 * The time itself stands in the record as a count of 100 ns, and nothing else there has a value within that millisecond.
 */
function exactTime(bytes: Uint8Array, text: string | undefined): string | undefined {
  const timeMs = text === undefined ? Number.NaN : Date.parse(text)
  if (text === undefined || Number.isNaN(timeMs)) return text
  const first = BigInt(timeMs) * ticksPerMs + fileTimeEpochTicks
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const high = Number(first >> 32n)
  for (let offset = 0; offset + 8 <= view.byteLength; offset += 1) {
    if (Math.abs(view.getUint32(offset + 4, true) - high) > 1) continue
    const sinceMs = view.getBigUint64(offset, true) - first
    if (sinceMs >= 0n && sinceMs < ticksPerMs) return text.replace('Z', `${String(sinceMs / 10n).padStart(3, '0')}Z`)
  }
  return text
}

function elementText(xml: string, name: string): string | undefined {
  return unescape(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1])
}

function attributeText(xml: string, element: string, name: string): string | undefined {
  return unescape(new RegExp(`<${element} (?:[^>]* )?${name}="([^"]*)"`).exec(xml)?.[1])
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#x27;', "'"],
  ['&amp;', '&'],
])

function unescape(text: string | undefined): string | undefined {
  return text?.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => entities.get(entity) ?? entity)
}
