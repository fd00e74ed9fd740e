import { isObject } from '../capture-record.ts'
import { type RecordLayout } from '../raw-record.ts'

/** Its short names of channels, from its documentation. */
const channels: ReadonlyMap<string, string> = new Map([
  ['Sysmon', 'Microsoft-Windows-Sysmon/Operational'],
  ['Sec', 'Security'],
  ['Sys', 'System'],
  ['App', 'Application'],
  ['PwSh', 'Microsoft-Windows-PowerShell/Operational'],
  ['PwShClassic', 'Windows PowerShell'],
  ['TaskSch', 'Microsoft-Windows-TaskScheduler/Operational'],
])

/** Hayabusa's timeline with the profile that keeps all values; the other profiles keep abridged ones only. */
export const hayabusaLayout: RecordLayout = {
  read(value) {
    const values = value['AllFieldInfo']
    if (value['RuleTitle'] === undefined || !isObject(values)) return undefined
    const channel = value['Channel']
    return {
      layout: 'flat',
      providerName: value['Provider'],
      channel: typeof channel === 'string' ? (channels.get(channel) ?? channel) : channel,
      eventId: value['EventID'],
      hostName: value['Computer'],
      recordNumber: value['RecordID'],
      fields: values,
      hasUnnamedValues: false,
      keywords: undefined,
      stamps: { name: 'Timestamp', value: value['Timestamp'], isUtc: false, receivedLocal: undefined, receivedUtc: undefined },
    }
  },
}
