import { type JsonObject, type ReadWriter, isObject } from '../capture-record.ts'
import { type NamedValues, namedValues, userDataValues } from '../named-values.ts'
import { parseInteger } from '../parse-number.ts'
import { type RecordLayout, asObject, firstOf, single, utcStamp } from '../raw-record.ts'
import { ecsValues } from './ecs-values.ts'

/**
 * Winlogbeat from 7 on and Elastic Agent. Their modules move values out of `winlog.event_data` into the fields of the
 * Elastic Common Schema; what is still in its old place counts first.
 */
export const winlogbeatLayout: RecordLayout = {
  read(value) {
    const winlog = value['winlog']
    if (!isObject(winlog)) return undefined
    const event = asObject(value['event'])
    const eventId = single(winlog['event_id']) ?? single(event['code'])
    const timestamp = single(value['@timestamp'])
    const created = single(winlog['time_created'])
    const values = valuesOf(winlog)
    return {
      layout: 'nested',
      providerName: single(winlog['provider_name']) ?? single(event['provider']),
      channel: single(winlog['channel']),
      eventId,
      hostName: single(winlog['computer_name']) ?? nameOf(value['host']),
      recordNumber: single(winlog['record_id']),
      ...values,
      fields: withMovedValues(values.fields, value, parseInteger(eventId) ?? 0),
      readWriter: writerOf,
      header: winlog,
      keywords: winlog['keywords'],
      stamps: created === undefined ? utcStamp('@timestamp', timestamp) : utcStamp('time_created', created),
    }
  },
}

function valuesOf(winlog: JsonObject): NamedValues {
  const data = winlog['event_data']
  return data === undefined && winlog['user_data'] !== undefined ? userDataValues(winlog['user_data']) : namedValues(data ?? {})
}

const writerOf: ReadWriter = (winlog) => {
  const process = asObject(winlog['process'])
  return {
    processId: single(process['pid']),
    threadId: single(asObject(process['thread'])['id']),
    userSid: single(asObject(winlog['user'])['identifier']),
  }
}

function withMovedValues(fields: JsonObject, value: JsonObject, eventId: number): JsonObject {
  if (!movedTo.some((name) => isObject(value[name]))) return fields
  const moved = ecsValues(value, eventId)
  const missing = Object.entries(moved).filter(
    ([name, found]) => found !== undefined && (fields[name] === undefined || fields[name] === null),
  )
  return missing.length === 0 ? fields : { ...fields, ...Object.fromEntries(missing) }
}

/** Where the modules move values to. */
const movedTo = ['process', 'file', 'source', 'destination', 'dns'] as const

function nameOf(host: unknown): unknown {
  return isObject(host) ? firstOf(host, ['name', 'hostname']) : single(host)
}
