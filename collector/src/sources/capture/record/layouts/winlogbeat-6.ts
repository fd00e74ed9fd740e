import { isObject } from '../capture-record.ts'
import { namedValues } from '../named-values.ts'
import { type RecordLayout, utcStamp } from '../raw-record.ts'

/** Winlogbeat up to 6: the header at the top level in small letters. */
export const winlogbeat6Layout: RecordLayout = {
  read(value) {
    if (!isObject(value['event_data']) || value['event_id'] === undefined) return undefined
    return {
      layout: 'nested',
      providerName: value['source_name'],
      channel: value['log_name'],
      eventId: value['event_id'],
      hostName: value['computer_name'],
      recordNumber: value['record_number'],
      ...namedValues(value['event_data']),
      keywords: value['keywords'],
      stamps: utcStamp('@timestamp', value['@timestamp']),
    }
  },
}
