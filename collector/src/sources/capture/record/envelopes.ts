import { type JsonObject, isObject } from './capture-record.ts'
import { parseEventXml } from './event-xml-text.ts'
import { single } from './raw-record.ts'

/**
 * Where shippers, search engines and detection tools put the record they carry: as an object, or as JSON or XML text.
 * From the documentation of Elasticsearch, Splunk, chainsaw, Fluent Bit, Wazuh, Loki and syslog forwarders.
 */
const places: readonly (readonly string[])[] = [
  ['_source'],
  ['result'],
  ['document', 'data'],
  ['fields'],
  ['_raw'],
  ['raw'],
  ['event', 'original'],
  ['event'],
  ['Event'],
  // Fluent Bit writes the XML of the whole event here.
  ['System'],
  ['record'],
  ['data'],
  ['full_log'],
  ['log'],
  ['message'],
  ['Message'],
  ['MESSAGE'],
  ['@message'],
  ['body'],
  ['payload'],
  ['jsonPayload'],
  ['line'],
  ['xml'],
  ['EventXml'],
  ['EventXML'],
  ['RawEvent'],
  ['properties'],
]

/** Objects inside of which the record may stand, the likeliest first. */
export function* insides(value: JsonObject): Generator<JsonObject> {
  for (const [first = '', second] of places) {
    const outer = single(value[first])
    const inner = second === undefined ? outer : isObject(outer) ? single(outer[second]) : undefined
    const found = typeof inner === 'string' ? parseText(inner) : inner
    if (isObject(found) && (first !== 'System' || inner !== found)) yield found
  }
  const nested = undotted(value)
  if (nested !== undefined) yield nested
  const bare = unlisted(value, 0)
  if (bare !== value && isObject(bare)) yield bare
}

/** Deeper lists of one belong to values. */
const maxListDepth = 6

/** Some ways of writing XML as JSON make every element a list. The value itself when there is no list of one in it. */
function unlisted(value: unknown, depth: number): unknown {
  if (depth > maxListDepth) return value
  if (Array.isArray(value)) return value.length === 1 ? unlisted(value[0], depth + 1) : value
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, inner, unlisted(inner, depth + 1)] as const)
  if (entries.every(([, inner, bare]) => inner === bare)) return value
  return Object.fromEntries(entries.map(([key, , bare]) => [key, bare]))
}

function parseText(text: string): unknown {
  const start = text.trimStart()
  if (/^<(?:\?xml|Event|System)/.test(start)) return parseEventXml(start)
  // A syslog header may stand before it.
  const brace = start.startsWith('{') ? 0 : start.indexOf(' {') + 1
  if (brace === 0 && !start.startsWith('{')) return undefined
  try {
    return JSON.parse(start.slice(brace))
  } catch {
    return undefined
  }
}

/** `{"winlog.event_id": 1}` as `{"winlog": {"event_id": 1}}`; undefined when no name has a dot. */
function undotted(value: JsonObject): JsonObject | undefined {
  const keys = Object.keys(value)
  if (!keys.some((key) => key.includes('.'))) return undefined
  const nested = emptyObject()
  for (const key of keys) place(nested, key.split('.', maxDots), value[key])
  return nested
}

/** No exporter nests deeper; a name may hold any number of dots. */
const maxDots = 16

/** Names come from outside, and `__proto__` is one. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>
}

function place(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path
  const there = into[first]
  if (rest.length === 0) {
    if (there === undefined) into[first] = isObject(value) ? Object.assign(emptyObject(), value) : value
    return
  }
  const inner = isObject(there) ? (there as Record<string, unknown>) : emptyObject()
  into[first] = inner
  place(inner, rest, value)
}

/** Names of lists that hold many records: answers of search interfaces, and detections with what they matched. */
const listKeys = [
  'hits',
  'Events',
  'events',
  'Event',
  'value',
  'records',
  'Records',
  'results',
  'rows',
  'data',
  'items',
  'documents',
  'matches',
  'logs',
] as const

/** The records inside an object that is none itself; undefined when there is no list of objects. */
export function recordsInside(value: unknown, depth = 0): readonly JsonObject[] | undefined {
  if (!isObject(value) || depth > 3) return undefined
  for (const key of listKeys) {
    const inner = value[key]
    if (Array.isArray(inner) && inner.some(isObject)) return inner.filter(isObject)
    const deeper = isObject(inner) ? recordsInside(inner, depth + 1) : undefined
    if (deeper !== undefined) return deeper
  }
  return undefined
}

const listOpening = new RegExp(`"(?:${listKeys.join('|')})"\\s*:\\s*\\[\\s*$`)
/** An object that has these is a record, and its lists are its own. */
const recordKeys = /"(?:event_?id|system|winlog|event_?data|properties|id)"\s*:/i

/** Whether the text, which begins with an object and ends before an object in a list, is only what stands around a list of records. */
export function isListOpening(text: string): boolean {
  return listOpening.test(text.slice(-100)) && !recordKeys.test(text)
}
