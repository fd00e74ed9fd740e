import { type JsonObject, type Layout, type RawStamps, isObject } from './capture-record.ts'

/** The parts of a record in one exporter's layout, found but not checked. */
export interface RawRecord {
  readonly layout: Layout
  readonly providerName: unknown
  readonly channel: unknown
  readonly eventId: unknown
  readonly hostName: unknown
  readonly recordNumber: unknown
  readonly fields: JsonObject
  readonly keywords: unknown
  readonly stamps: RawStamps
}

/** Finds the layout by the keys present; undefined when the object is no exported event at all. */
export function findLayout(value: JsonObject): RawRecord | undefined {
  if (value['EventID'] !== undefined) return fromFlat(value)
  if (isObject(value['winlog'])) return fromWinlogbeat(value, value['winlog'])
  if (isObject(value['Event'])) return fromEventXml(value['Event'])
  if (isObject(value['System'])) return fromEventXml(value)
  if (isObject(value['event_data'])) return fromOldWinlogbeat(value)
  return isObject(value['_source']) ? findLayout(value['_source']) : undefined
}

/** Everything at the top level, as NXLog, Logstash and the OTRF data sets write it. */
function fromFlat(value: JsonObject): RawRecord {
  return {
    layout: 'flat',
    providerName: value['SourceName'] ?? value['ProviderName'] ?? value['Provider'],
    channel: value['Channel'],
    eventId: value['EventID'],
    // `host` comes last: behind a log forwarder it names the forwarder.
    hostName: value['Hostname'] ?? value['Computer'] ?? value['ComputerName'] ?? nameOf(value['host']),
    recordNumber: value['RecordNumber'] ?? value['EventRecordID'] ?? value['RecordID'],
    fields: value,
    keywords: value['EventType'] === 'AUDIT_FAILURE' ? 'Audit Failure' : value['Keywords'],
    stamps: flatStamps(value),
  }
}

function flatStamps(value: JsonObject): RawStamps {
  const name = ['TimeCreated', 'EventTime', '@timestamp'].find((key) => value[key] !== undefined) ?? '@timestamp'
  return { name, value: value[name], receivedLocal: value['EventReceivedTime'], receivedUtc: value['@timestamp'] }
}

function fromWinlogbeat(value: JsonObject, winlog: JsonObject): RawRecord {
  return {
    layout: 'nested',
    providerName: winlog['provider_name'],
    channel: winlog['channel'],
    eventId: winlog['event_id'] ?? asObject(value['event'])['code'],
    hostName: winlog['computer_name'] ?? nameOf(value['host']),
    recordNumber: winlog['record_id'],
    fields: asObject(winlog['event_data']),
    keywords: winlog['keywords'],
    stamps: stampOf(winlog['time_created'] === undefined ? '@timestamp' : 'time_created', winlog['time_created'] ?? value['@timestamp']),
  }
}

function fromOldWinlogbeat(value: JsonObject): RawRecord {
  return {
    layout: 'nested',
    providerName: value['source_name'],
    channel: value['log_name'],
    eventId: value['event_id'],
    hostName: value['computer_name'],
    recordNumber: value['record_number'],
    fields: asObject(value['event_data']),
    keywords: value['keywords'],
    stamps: stampOf('@timestamp', value['@timestamp']),
  }
}

/** The XML of the event written as JSON, as EVTX exporters do; attributes come in several spellings. */
function fromEventXml(event: JsonObject): RawRecord {
  const system = asObject(event['System'])
  const time = attribute(system, 'TimeCreated', 'SystemTime') ?? textOf(system['TimeCreated'])
  return {
    layout: 'nested',
    providerName: attribute(system, 'Provider', 'Name') ?? textOf(system['Provider']),
    channel: textOf(system['Channel']),
    eventId: textOf(system['EventID']),
    hostName: textOf(system['Computer']),
    recordNumber: textOf(system['EventRecordID']),
    fields: eventData(event['EventData']),
    keywords: textOf(system['Keywords']),
    stamps: stampOf('SystemTime', time),
  }
}

function stampOf(name: string, value: unknown): RawStamps {
  return { name, value, receivedLocal: undefined, receivedUtc: undefined }
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

function nameOf(host: unknown): unknown {
  return isObject(host) ? host['name'] : host
}

/** `{"#attributes": {"Name": …}}`, `{"@Name": …}`, `{"Name": …}` or, beside the element, `Provider_attributes`. */
function attribute(parent: JsonObject, element: string, name: string): unknown {
  const value = asObject(parent[element])
  const candidates = [asObject(value['#attributes'])[name], value[`@${name}`], value[name], asObject(parent[`${element}_attributes`])[name]]
  return candidates.find((candidate) => candidate !== undefined)
}

/** The text of an element that may carry attributes beside it. */
function textOf(value: unknown): unknown {
  if (!isObject(value)) return value
  return value['#text'] ?? value['_'] ?? value['Text'] ?? value['Value']
}

/** `EventData` is an object by name, or a list of `Data` elements that carry their name as an attribute. */
function eventData(value: unknown): JsonObject {
  const data = asObject(value)
  const list = data['Data']
  if (!Array.isArray(list)) return data
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const item of list) {
    const name = attribute({ item }, 'item', 'Name')
    if (typeof name === 'string') fields[name] = textOf(item) ?? null
  }
  return fields
}
