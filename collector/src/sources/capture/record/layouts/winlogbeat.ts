import { type JsonObject, isObject } from '../capture-record.ts'
import { namedValues } from '../named-values.ts'
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
    const { fields, hasUnnamedValues } = namedValues(winlog['event_data'] ?? {})
    return {
      layout: 'nested',
      providerName: single(winlog['provider_name']) ?? single(event['provider']),
      channel: single(winlog['channel']),
      eventId,
      hostName: single(winlog['computer_name']) ?? nameOf(value['host']),
      recordNumber: single(winlog['record_id']),
      fields: withMovedValues(fields, value, parseInteger(eventId) ?? 0),
      hasUnnamedValues,
      keywords: winlog['keywords'],
      stamps: created === undefined ? utcStamp('@timestamp', timestamp) : utcStamp('time_created', created),
    }
  },
}

function withMovedValues(fields: JsonObject, value: JsonObject, eventId: number): JsonObject {
  if (!isObject(value['process']) && !isObject(value['file'])) return fields
  const moved = ecsValues(value, eventId)
  const missing = Object.entries(moved).filter(
    ([name, found]) => found !== undefined && (fields[name] === undefined || fields[name] === null),
  )
  return missing.length === 0 ? fields : { ...fields, ...Object.fromEntries(missing) }
}

function nameOf(host: unknown): unknown {
  return isObject(host) ? firstOf(host, ['name', 'hostname']) : single(host)
}
