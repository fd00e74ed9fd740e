import type { Export } from './exporters.ts'
import { computer, dotted, ecsOf, eventOf, flatOf, listOf, withSmallInitials, winlogbeatOf, xmlOf } from './exports.ts'

/** Hayabusa's, from its documentation. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['Security', 'Sec'],
  ['System', 'Sys'],
  ['Microsoft-Windows-Sysmon/Operational', 'Sysmon'],
  ['Microsoft-Windows-PowerShell/Operational', 'PwSh'],
])

/** Exporters with a layout of their own. */
export const shippers: readonly (readonly [string, Export])[] = [
  ['NXLog', flatOf],
  ['NXLog with EventID as an object', (record) => ({ ...flatOf(record), EventID: { Value: record.eventId } })],
  ['every value as a list of one', (record) => Object.fromEntries(Object.entries(flatOf(record)).map(([name, value]) => [name, [value]]))],
  ['Winlogbeat', (record) => winlogbeatOf(record)],
  ['Winlogbeat with its modules', ecsOf],
  ['Winlogbeat with dotted names', (record) => dotted(winlogbeatOf(record))],
  ['a hit of Elasticsearch', (record) => ({ _index: 'i', _id: '1', _source: ecsOf(record) })],
  ['the fields of Kibana', (record) => ({ _index: 'i', _id: '1', fields: dotted(winlogbeatOf(record), (inner) => [inner]) })],
  ['the fields of Kibana with the modules', (record) => ({ _id: '1', fields: dotted(ecsOf(record), (inner) => [inner]) })],
  ['the original text of Elastic Agent', (record) => ({ '@timestamp': record.time, event: { original: xmlOf(record) } })],
  [
    'Winlogbeat 6',
    (record) => ({
      '@timestamp': record.time,
      computer_name: computer,
      event_id: record.eventId,
      log_name: record.channel,
      source_name: record.provider,
      record_number: String(record.recordNumber),
      process_id: 2000,
      event_data: record.data,
    }),
  ],
  [
    'EvtxECmd',
    (record) => ({
      Computer: computer,
      Channel: record.channel,
      Provider: record.provider,
      EventId: record.eventId,
      EventRecordId: String(record.recordNumber),
      ProcessId: 2000,
      TimeCreated: record.time.replace('Z', '+00:00'),
      Payload: JSON.stringify({ EventData: { Data: listOf(record, (name, value) => ({ '@Name': name, '#text': value })) } }),
    }),
  ],
  ['chainsaw dump', (record) => ({ Event: eventOf(record), Event_attributes: { xmlns: 'x' } })],
  [
    'chainsaw hunt',
    (record) => ({
      group: 'Sigma',
      kind: 'individual',
      document: { kind: 'evtx', path: 'x.evtx', data: { Event: eventOf(record) } },
      name: 'rule',
      timestamp: record.time,
    }),
  ],
  [
    'Hayabusa with all values',
    (record) => ({
      Timestamp: record.time,
      RuleTitle: 'r',
      Level: 'high',
      Computer: computer,
      Channel: shortNames.get(record.channel) ?? record.channel,
      EventID: record.eventId,
      RecordID: record.recordNumber,
      Details: {},
      AllFieldInfo: record.data,
    }),
  ],
  [
    'Sentinel SecurityEvent or Event with columns',
    (record) => ({
      TenantId: 't',
      TimeGenerated: record.time,
      Computer: computer,
      EventSourceName: record.provider,
      Channel: record.channel,
      EventID: record.eventId,
      EventData: '',
      ...record.data,
    }),
  ],
  [
    'Sentinel WindowsEvent',
    (record) => ({
      TenantId: 't',
      TimeGenerated: record.time,
      Provider: record.provider,
      Channel: record.channel,
      Computer: computer,
      EventData: record.data,
      EventID: record.eventId,
      Type: 'WindowsEvent',
    }),
  ],
  [
    'Sentinel with values as JSON text',
    (record) => ({
      TimeGenerated: record.time,
      Provider: record.provider,
      Channel: record.channel,
      Computer: computer,
      EventData: JSON.stringify(record.data),
      EventID: record.eventId,
    }),
  ],
  [
    'Sentinel with values as XML text',
    (record) => ({
      TimeGenerated: record.time,
      EventSourceName: record.provider,
      Channel: record.channel,
      Computer: computer,
      EventData: /<EventData>.*<\/EventData>/.exec(xmlOf(record))?.[0],
      EventID: record.eventId,
    }),
  ],
  [
    'Splunk with the raw event',
    (record) => ({
      preview: false,
      offset: 0,
      result: { _raw: xmlOf(record, "'"), _time: record.time, host: 'lab7', source: `XmlWinEventLog:${record.channel}` },
    }),
  ],
  [
    'Splunk with fields',
    (record) => ({
      result: {
        _time: record.time,
        EventCode: String(record.eventId),
        Computer: computer,
        host: 'forwarder',
        source: `XmlWinEventLog:${record.channel}`,
        EventRecordID: String(record.recordNumber),
        ...record.data,
      },
    }),
  ],
  ['the HTTP collector of Splunk', (record) => ({ time: 1, host: 'x', event: flatOf(record) })],
  [
    'Fluent Bit with values in order',
    (record) => ({
      ProviderName: record.provider,
      EventID: record.eventId,
      Channel: record.channel,
      Computer: computer,
      EventRecordID: record.recordNumber,
      ProcessID: 2000,
      TimeCreated: '2024-05-06 09:08:09 +0200',
      StringInserts: Object.values(record.data),
    }),
  ],
  ['Fluent Bit with XML', (record) => ({ System: xmlOf(record), Message: 'm' })],
  [
    'Get-WinEvent',
    (record) => ({
      Id: record.eventId,
      ProviderName: record.provider,
      LogName: record.channel,
      MachineName: computer,
      RecordId: record.recordNumber,
      ProcessId: 2000,
      TimeCreated: `/Date(${Date.parse(record.time)})/`,
      Properties: Object.values(record.data).map((Value) => ({ Value })),
    }),
  ],
  [
    'Get-EventLog',
    (record) => ({
      EventID: record.eventId,
      MachineName: computer,
      Source: record.provider,
      Index: record.recordNumber,
      TimeGenerated: record.time,
      ReplacementStrings: Object.values(record.data),
    }),
  ],
  [
    'a Wazuh alert',
    (record) => ({
      timestamp: record.time,
      rule: { id: '1' },
      agent: { name: 'lab7' },
      data: {
        win: {
          system: {
            providerName: record.provider,
            eventID: String(record.eventId),
            channel: record.channel,
            computer,
            eventRecordID: String(record.recordNumber),
            systemTime: record.time,
          },
          eventdata: withSmallInitials(record.data),
        },
      },
    }),
  ],
  [
    'a Wazuh alert in its index',
    (record) => ({
      _source: {
        data: {
          win: {
            system: {
              providerName: record.provider,
              eventID: String(record.eventId),
              channel: record.channel,
              computer,
              systemTime: record.time,
            },
            eventdata: withSmallInitials(record.data),
          },
        },
      },
    }),
  ],
  [
    'the log of a Wazuh archive',
    (record) => ({
      full_log: JSON.stringify({
        win: {
          system: {
            providerName: record.provider,
            eventID: String(record.eventId),
            channel: record.channel,
            computer,
            systemTime: record.time,
          },
          eventdata: withSmallInitials(record.data),
        },
      }),
    }),
  ],
  ['JSON text in message', (record) => ({ '@timestamp': record.time, host: 'forwarder', message: JSON.stringify(flatOf(record)) })],
  ['JSON text behind a syslog header', (record) => ({ message: `<13>May  6 07:08:09 lab7 nxlog: ${JSON.stringify(flatOf(record))}` })],
  ['a provider without its name', (record) => eventOf(record, record.data, { Provider: undefined })],
  [
    'xml2js with its defaults',
    (record) => ({
      Event: {
        System: [
          {
            Provider: [{ $: { Name: record.provider } }],
            EventID: [String(record.eventId)],
            Channel: [record.channel],
            Computer: [computer],
            EventRecordID: [String(record.recordNumber)],
            TimeCreated: [{ $: { SystemTime: record.time } }],
          },
        ],
        EventData: [{ Data: listOf(record, (name, value) => ({ _: value, $: { Name: name } })) }],
      },
    }),
  ],
  [
    'Fluentd',
    (record) => ({
      ProviderName: record.provider,
      EventID: String(record.eventId),
      Channel: record.channel,
      Computer: computer,
      EventRecordID: String(record.recordNumber),
      TimeCreated: record.time.replace('T', ' ').replace('Z', ' UTC'),
      Description: 'd',
      EventData: Object.values(record.data),
    }),
  ],
  [
    'Event of Log Analytics',
    (record) => ({
      TimeGenerated: record.time,
      Source: record.provider,
      EventLog: record.channel,
      Computer: computer,
      EventID: record.eventId,
      RenderedDescription: 'd',
      EventData: `<DataItem type="System.XmlData" time="${record.time}">${/<EventData>.*<\/EventData>/.exec(xmlOf(record))?.[0] ?? ''}</DataItem>`,
    }),
  ],
  ['the Event of an XML in a field', (record) => ({ '@timestamp': record.time, Event: xmlOf(record) })],
]
