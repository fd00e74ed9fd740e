import { type JsonObject, type ReadWriter, isObject } from '../capture-record.ts'
import { elementText } from '../element-text.ts'
import { type NamedValues, namedValues, userDataValues } from '../named-values.ts'
import { type RawRecord, type RecordLayout, asObject, firstOf, utcStamp } from '../raw-record.ts'

/** The XML of the event written as JSON, as EVTX exporters do; attributes come in several spellings. */
export const eventXmlLayout: RecordLayout = {
  read(value) {
    if (isObject(value['System'])) return fromEvent(value, value['System'])
    const event = value['Event']
    return isObject(event) && isObject(event['System']) ? fromEvent(event, event['System']) : undefined
  },
}

function fromEvent(event: JsonObject, system: JsonObject): RawRecord {
  const time = attribute(system, 'TimeCreated', 'SystemTime') ?? elementText(system['TimeCreated']) ?? system['SystemTime']
  return {
    layout: 'nested',
    providerName:
      attribute(system, 'Provider', 'Name') ??
      elementText(system['Provider']) ??
      attribute(system, 'Provider', 'Guid') ??
      system['ProviderName'],
    channel: elementText(system['Channel']),
    eventId: elementText(firstOf(system, ['EventID', 'EventId'])),
    hostName: elementText(system['Computer']),
    recordNumber: elementText(firstOf(system, ['EventRecordID', 'EventRecordId'])),
    ...valuesOf(event),
    readWriter: writerOf,
    header: system,
    keywords: elementText(system['Keywords']),
    // A stamp without zone is UTC here: the event log keeps nothing else.
    stamps: utcStamp('SystemTime', time),
  }
}

function valuesOf(event: JsonObject): NamedValues {
  const data = event['EventData']
  const isEmpty = data === undefined || data === null || data === '' || (isObject(data) && Object.keys(data).length === 0)
  return isEmpty && event['UserData'] !== undefined ? userDataValues(event['UserData']) : namedValues(data)
}

const writerOf: ReadWriter = (system) => {
  return {
    processId: attribute(system, 'Execution', 'ProcessID'),
    threadId: attribute(system, 'Execution', 'ThreadID'),
    userSid: attribute(system, 'Security', 'UserID'),
  }
}

/** `{"#attributes": {"Name": …}}`, `{"@Name": …}`, `{"Name": …}`, `{"$": {"Name": …}}` or, beside the element, `Provider_attributes`. */
function attribute(parent: JsonObject, element: string, name: string): unknown {
  const value = asObject(parent[element])
  const candidates = [
    asObject(value['#attributes'])[name],
    value[`@${name}`],
    value[name],
    value[`-${name}`],
    value[`_${name}`],
    asObject(value['$'])[name],
    asObject(value['@attributes'])[name],
    asObject(value['_attributes'])[name],
    asObject(parent[`${element}_attributes`])[name],
    parent[`${element}_${name}`],
  ]
  return candidates.find((candidate) => candidate !== undefined)
}
