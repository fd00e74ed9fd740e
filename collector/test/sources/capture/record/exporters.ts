import { type ExportedRecord, computer, dotted, eventOf, listOf, withSmallInitials, withUnderscores, xmlOf } from './exports.ts'

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
