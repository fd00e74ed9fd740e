import { type ReadWriter, isObject } from '../capture-record.ts'
import { type RecordLayout, utcStamp } from '../raw-record.ts'
import { respell } from '../respell.ts'

/** Wazuh alerts and archives, `data.win` or, in the text of the log, `win`: every name begins with a small letter. */
export const wazuhLayout: RecordLayout = {
  read(value) {
    const data = value['data']
    const win = isObject(data) ? data['win'] : value['win']
    if (!isObject(win) || !isObject(win['system'])) return undefined
    const system = win['system']
    return {
      layout: 'nested',
      providerName: system['providerName'],
      channel: system['channel'],
      eventId: system['eventID'],
      hostName: system['computer'],
      recordNumber: system['eventRecordID'],
      fields: isObject(win['eventdata']) ? (respell(win['eventdata']) ?? win['eventdata']) : {},
      hasUnnamedValues: false,
      readWriter: writerOf,
      header: system,
      keywords: system['keywords'],
      stamps: utcStamp('systemTime', system['systemTime']),
    }
  },
}

const writerOf: ReadWriter = (system) => ({ processId: system['processID'], threadId: system['threadID'], userSid: undefined })
