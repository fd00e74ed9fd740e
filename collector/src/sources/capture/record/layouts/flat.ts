import { type JsonObject, type RawStamps, type ReadWriter, isObject } from '../capture-record.ts'
import { type NamedValues, namedValues } from '../named-values.ts'
import { type RawRecord, type RecordLayout, firstOf, single } from '../raw-record.ts'
import { channelOfSource } from '../source-name.ts'
import { nameValues } from '../value-names.ts'

/** Everything at the top level, as NXLog, Logstash, Fluent Bit, Sentinel, Splunk and the OTRF data sets write it. */
export const flatLayout: RecordLayout = { read: (value) => readFlat(value) }

const idKeys = ['EventId', 'EventCode', 'event_id', 'eventId', 'Event ID', 'EventIdentifier', 'eventID'] as const
const providerKeys = ['SourceName', 'ProviderName', 'EventSourceName', 'Provider_Name', 'provider_name', 'source_name', 'Source'] as const
const channelKeys = ['LogName', 'channel', 'log_name', 'EventLog', 'Logfile'] as const
const numberKeys = ['EventRecordId', 'RecordID', 'RecordId', 'record_number', 'record_id', 'EventRecordNumber'] as const
/** Objects, lists or texts that hold the event's own values. */
const valueKeys = ['EventData', 'Payload', 'event_data', 'Event_Data', 'eventData'] as const
/** Fluentd writes the list where others write the values by name. */
const valueListKeys = ['StringInserts', 'ReplacementStrings', 'EventData'] as const

/** Whether the record is nothing but flat, which most are: then no other layout needs to be tried. On the hot path. */
export function isPlainlyFlat(value: JsonObject): boolean {
  return (
    value['EventID'] !== undefined &&
    value['EventData'] === undefined &&
    value['System'] === undefined &&
    value['Payload'] === undefined &&
    value['winlog'] === undefined &&
    value['Event'] === undefined &&
    value['StringInserts'] === undefined &&
    value['ReplacementStrings'] === undefined &&
    value['RuleTitle'] === undefined &&
    value['event_data'] === undefined
  )
}

/** `isPlain` when `isPlainlyFlat` has said so. */
export function readFlat(value: JsonObject, isPlain = false): RawRecord | undefined {
  const eventId = scalar(value['EventID']) ?? scalar(firstOf(value, idKeys))
  if (eventId === undefined) return undefined
  const channel = single(value['Channel']) ?? firstOf(value, channelKeys) ?? channelOfSource(value['source'])
  const providerName = providerOf(value)
  const values: NamedValues = isPlain
    ? { fields: value, hasUnnamedValues: false }
    : valuesOf(value, { eventId, source: providerName ?? channel })
  return {
    layout: 'flat',
    providerName,
    channel,
    eventId,
    hostName: hostNameOf(value),
    recordNumber: single(value['RecordNumber']) ?? single(value['EventRecordID']) ?? firstOf(value, numberKeys),
    fields: values.fields,
    hasUnnamedValues: values.hasUnnamedValues,
    unnamedValues: values.unnamedValues,
    readWriter: writerOf,
    header: value,
    keywords: value['EventType'] === 'AUDIT_FAILURE' ? 'Audit Failure' : value['Keywords'],
    stamps: stampsOf(value),
  }
}

/** `host` comes last: behind a log forwarder it names the forwarder. */
function hostNameOf(value: JsonObject): unknown {
  return single(value['Hostname']) ?? firstOf(value, ['Computer', 'ComputerName', 'MachineName', 'computer_name']) ?? nameOf(value['host'])
}

/** `{"Value": 1}` and `{"#text": "1"}` are numbers with company. */
function scalar(value: unknown): unknown {
  const one = single(value)
  if (!isObject(one)) return one ?? undefined
  return one['Value'] ?? one['#text'] ?? undefined
}

function providerOf(value: JsonObject): unknown {
  const name = single(value['SourceName']) ?? firstOf(value, providerKeys)
  if (name !== undefined) return name
  const provider = single(value['Provider'])
  return isObject(provider) ? (provider['Name'] ?? provider['@Name']) : (provider ?? undefined)
}

/** `ProcessID` is the writer's where the event has no value of that name. */
const writerOf: ReadWriter = (value) => {
  return {
    processId: firstOf(value, ['ExecutionProcessID', 'Execution_ProcessID', 'ProcessID', 'process_id']),
    threadId: firstOf(value, ['ThreadID', 'ExecutionThreadID', 'Execution_ThreadID', 'thread_id']),
    userSid: firstOf(value, ['UserID', 'UserId', 'user_id', 'Sid']),
  }
}

function valuesOf(value: JsonObject, { eventId, source }: { eventId: unknown; source: unknown }): NamedValues {
  const list = valueListKeys.map((key) => value[key]).find(isValueList)
  if (list === undefined) return fromContainer(value)
  const names = nameValues({ eventId, source }, list, value['Message'])
  return names === undefined ? { fields: value, hasUnnamedValues: true, unnamedValues: list } : { fields: names, hasUnnamedValues: false }
}

/** Values as Windows hands them out, all of them in order and without names. */
function isValueList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && !value.some((one) => typeof one === 'object' && one !== null)
}

function fromContainer(value: JsonObject): NamedValues {
  const container = valueKeys.find((key) => value[key] !== undefined && value[key] !== null && value[key] !== '')
  if (container === undefined) return { fields: value, hasUnnamedValues: false }
  const values = namedValues(value[container])
  return { ...values, fields: merged(value, values.fields) }
}

/** Columns stand beside the values in some exports, and instead of them in others. */
function merged(value: JsonObject, fields: JsonObject): JsonObject {
  const names = Object.keys(fields)
  return names.length === 0 ? value : { ...(names.length > 2 ? {} : value), ...fields }
}

function stampName(value: JsonObject): string {
  for (const key of stampKeys) if (value[key] !== undefined && value[key] !== null) return key
  return '@timestamp'
}

const utcKeys: ReadonlySet<string> = new Set(['@timestamp', 'TimeGenerated'])

function stampsOf(value: JsonObject): RawStamps {
  const name = stampName(value)
  return {
    name,
    value: timeOf(value[name]),
    isUtc: utcKeys.has(name),
    receivedLocal: value['EventReceivedTime'],
    receivedUtc: value['@timestamp'],
  }
}

const stampKeys = ['TimeCreated', 'EventTime', '@timestamp', 'TimeGenerated', 'SystemTime', 'time_created', 'Timestamp', '_time'] as const

function timeOf(value: unknown): unknown {
  const one = single(value)
  return isObject(one) ? (one['SystemTime'] ?? one['@SystemTime'] ?? one['value']) : one
}

function nameOf(host: unknown): unknown {
  const one = single(host)
  return isObject(one) ? (one['name'] ?? one['hostname']) : one
}
