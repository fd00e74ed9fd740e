import {
  type ExportedRecord,
  computer,
  dotted,
  ecsOf,
  eventOf,
  flatOf,
  listOf,
  withSmallInitials,
  withUnderscores,
  winlogbeatOf,
  xmlOf,
} from './exports.ts'

/** How one exporter writes a record. */
export type Export = (record: ExportedRecord) => unknown

const pairs: readonly (readonly [string, (name: string, value: string) => unknown])[] = [
  ['"@Name" and "#text"', (name, value) => ({ '@Name': name, '#text': value })],
  ['"Name" and "content"', (name, value) => ({ Name: name, content: value })],
  ['"Name" and "$t"', (name, value) => ({ Name: name, $t: value })],
  ['"$" and "_"', (name, value) => ({ $: { Name: name }, _: value })],
  ['"#attributes" and "#text"', (name, value) => ({ '#attributes': { Name: name }, '#text': value })],
  ['"@attributes" and "#text"', (name, value) => ({ '@attributes': { Name: name }, '#text': value })],
  ['"Name" and "Value"', (name, value) => ({ Name: name, Value: value })],
  ['"-Name" and "#text"', (name, value) => ({ '-Name': name, '#text': value })],
  ['one name each', (name, value) => ({ [name]: value })],
]

/** Ways to write the values of an event. */
export const eventDataForms: readonly (readonly [string, Export])[] = [
  ['EventData by name', (record) => eventOf(record)],
  ...pairs.map(([keys, item]): [string, Export] => [
    `a list of Data with ${keys}`,
    (record) => eventOf(record, { Data: listOf(record, item) }),
  ]),
  ...pairs.map(([keys, item]): [string, Export] => [`EventData as a list with ${keys}`, (record) => eventOf(record, listOf(record, item))]),
  ['Data as an object of names', (record) => eventOf(record, { Data: record.data })],
  ['EventData as JSON text', (record) => eventOf(record, JSON.stringify(record.data))],
  [
    'EventData as JSON text of a list',
    (record) => eventOf(record, JSON.stringify({ Data: listOf(record, (name, value) => ({ '@Name': name, '#text': value })) })),
  ],
  ['EventData as XML text', (record) => eventOf(record, /<EventData>.*<\/EventData>/.exec(xmlOf(record))?.[0])],
  ['EventData as the XML of its elements', (record) => eventOf(record, /<EventData>(.*)<\/EventData>/.exec(xmlOf(record))?.[1])],
  [
    'values that keep their attributes',
    (record) => eventOf(record, Object.fromEntries(Object.entries(record.data).map(([name, value]) => [name, { '#text': value }]))),
  ],
]

/** Ways to write the XML of an event as JSON. */
export const systemForms: readonly (readonly [string, Export])[] = [
  [
    'evtx_dump',
    (record) => ({
      Event: eventOf(record, record.data, {
        Provider: { '#attributes': { Name: record.provider } },
        TimeCreated: { '#attributes': { SystemTime: record.time } },
      }),
    }),
  ],
  [
    'evtx_dump with attributes apart',
    (record) => ({
      Event: eventOf(record, record.data, {
        Provider: null,
        Provider_attributes: { Name: record.provider },
        TimeCreated: null,
        TimeCreated_attributes: { SystemTime: record.time },
      }),
    }),
  ],
  [
    'xmltodict',
    (record) => ({
      Event: eventOf(record, record.data, {
        Provider: { '@Name': record.provider },
        EventID: { '@Qualifiers': '', '#text': String(record.eventId) },
        TimeCreated: { '@SystemTime': record.time },
      }),
    }),
  ],
  [
    'xml2js',
    (record) => ({
      Event: eventOf(record, record.data, {
        Provider: { $: { Name: record.provider } },
        EventID: { _: String(record.eventId), $: { Qualifiers: '' } },
        TimeCreated: { $: { SystemTime: record.time } },
      }),
    }),
  ],
  [
    'Velociraptor parse_evtx',
    (record) =>
      eventOf(record, record.data, { EventID: { Value: record.eventId }, TimeCreated: { SystemTime: Date.parse(record.time) / 1000 } }),
  ],
  [
    'the Evtx artifact of Velociraptor',
    (record) => ({
      ...eventOf(record, record.data, { EventID: { Value: record.eventId } }),
      EventID: record.eventId,
      Channel: record.channel,
      TimeCreated: record.time,
      Message: 'm',
    }),
  ],
  [
    'the same with a column for the computer',
    (record) => ({ ...eventOf(record), EventID: record.eventId, Computer: computer, Channel: record.channel }),
  ],
  [
    'the EvtxHunter artifact of Velociraptor',
    (record) => ({
      EventTime: record.time,
      Computer: computer,
      Channel: record.channel,
      Provider: record.provider,
      EventID: record.eventId,
      EventRecordID: record.recordNumber,
      EventData: record.data,
      UserData: null,
    }),
  ],
  [
    'names in small letters',
    (record) => ({
      event: {
        system: {
          provider: { name: record.provider },
          eventid: record.eventId,
          channel: record.channel,
          computer,
          eventrecordid: record.recordNumber,
          timecreated: { systemtime: record.time },
        },
        eventdata: record.data,
      },
    }),
  ],
  ['names of values in small letters', (record) => eventOf(record, withSmallInitials(record.data))],
  ['names of values with underscores', (record) => eventOf(record, withUnderscores(record.data))],
  ['dotted names', (record) => dotted({ Event: eventOf(record) })],
  [
    'JSON text in data',
    (record) => ({ event_record_id: record.recordNumber, timestamp: record.time, data: JSON.stringify({ Event: eventOf(record) }) }),
  ],
]

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
      Channel: record.channel === 'Security' ? 'Sec' : 'Sysmon',
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
]
