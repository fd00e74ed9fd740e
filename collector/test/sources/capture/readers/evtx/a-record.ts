import type { Content, PlainValue, TestRecord, TestRecordBody, TestValue, XmlNode } from './a-chunk.ts'

const systemTime = 132_639_230_459_922_301n
export const systemTimeText = '2021-04-26T15:04:05.9922301Z'

/** What Windows puts around every event, with as many values; the event's own part comes in as the last. */
const eventTemplate: XmlNode = {
  element: 'Event',
  attributes: { xmlns: ['http://schemas.microsoft.com/win/2004/08/events/event'] },
  content: [
    {
      element: 'System',
      content: [
        { element: 'Provider', attributes: { Name: [{ value: 0 }], Guid: [{ value: 1 }] } },
        { element: 'EventID', attributes: { Qualifiers: [{ value: 2 }] }, content: [{ value: 3 }] },
        { element: 'Keywords', content: [{ value: 4 }] },
        { element: 'TimeCreated', attributes: { SystemTime: [{ value: 5 }] } },
        { element: 'EventRecordID', content: [{ value: 6 }] },
        { element: 'Execution', attributes: { ProcessID: [{ value: 7 }], ThreadID: [{ value: 7 }] } },
        { element: 'Channel', content: [{ value: 8 }] },
        { element: 'Computer', content: ['DESK1'] },
        { element: 'Security', attributes: { UserID: [{ value: 9 }] } },
      ],
    },
    { value: 17 },
  ],
}

/** The values of `eventTemplate`. */
function systemValues(own: TestValue, { eventId = 10, qualifiers = none() } = {}): readonly TestValue[] {
  return [
    text('Microsoft-Windows-Sysmon'),
    none(),
    qualifiers,
    unsigned(0x06, 2, BigInt(eventId)),
    unsigned(0x15, 8, 0x8000_0000_0000_0000n),
    unsigned(0x11, 8, systemTime),
    unsigned(0x0a, 8, 2n ** 53n + 1n),
    unsigned(0x08, 4, 4n),
    text('Microsoft-Windows-Sysmon/Operational'),
    none(),
    ...Array.from({ length: 7 }, none),
    own,
  ]
}

/** An event with the common template around its own part. */
export function anEvent(own: TestRecordBody, options: { eventId?: number; qualifiers?: PlainValue } = {}): TestRecord {
  return { body: { template: eventTemplate, values: systemValues({ embedded: own }, options) } }
}

/** `EventData` with these names, one value for each. */
export function aDataTemplate(names: readonly (string | undefined)[]): XmlNode {
  return { element: 'EventData', content: names.map((name, index) => aData(name, [{ value: index }])) }
}

export function aData(name: string | undefined, content: Content): XmlNode {
  return { element: 'Data', ...(name === undefined ? {} : { attributes: { Name: [name] } }), content }
}

/** An event with named values. */
export function anEventWith(fields: Readonly<Record<string, TestValue>>): TestRecord {
  return anEvent({ template: aDataTemplate(Object.keys(fields)), values: Object.values(fields) })
}

export function none(): PlainValue {
  return { type: 0, bytes: new Uint8Array(0) }
}

export function text(value: string): PlainValue {
  return { type: 0x01, bytes: Buffer.from(value, 'utf16le') }
}

/** A whole number of any type, in two's complement. */
export function unsigned(type: number, byteCount: number, value: bigint): PlainValue {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value))
  return { type, bytes: bytes.subarray(0, byteCount) }
}

export function bytesOf(type: number, ...bytes: readonly number[]): PlainValue {
  return { type, bytes: Uint8Array.from(bytes) }
}
