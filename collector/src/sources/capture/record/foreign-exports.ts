import { type JsonObject, isObject } from './capture-record.ts'
import { single } from './raw-record.ts'

/** Exports that hold no records of the Windows event log, or too little of them. The text says what they are and what to do instead. */
interface ForeignExport {
  readonly isOne: (value: JsonObject) => boolean
  readonly message: string
}

const agentType = path('agent', 'type')
const eventModule = path('event', 'module')
const eventDataset = path('event', 'dataset')
const streamDataset = path('data_stream', 'dataset')

const foreignExports: readonly ForeignExport[] = [
  {
    isOne: (value) => has(value, 'ActionType') && (has(value, 'DeviceName') || has(value, 'DeviceId')),
    message: 'is an export of Microsoft Defender: it has other events, without handles. Export Sysmon or Security events, as .evtx',
  },
  {
    isOne: (value) => text(value, 'category').startsWith('AdvancedHunting-'),
    message: 'is an export of Microsoft Defender: it has other events, without handles. Export Sysmon or Security events, as .evtx',
  },
  {
    isOne: (value) => inner(value, agentType) === 'endpoint' || inner(value, eventModule) === 'endpoint' || isEndpointData(value),
    message: 'is an event of Elastic Defend: it is no record of the Windows event log. Export Sysmon or Security events',
  },
  {
    isOne: (value) => has(value, 'RuleTitle') && !isObject(value['AllFieldInfo']) && (has(value, 'Details') || has(value, 'Channel')),
    message:
      'is a line of a Hayabusa timeline, which abridges the values. Make it with `-p all-field-info-verbose`, or give the .evtx files',
  },
  {
    isOne: (value) => has(value, 'event_simpleName'),
    message: 'is an export of CrowdStrike Falcon: it has other events. Export Sysmon or Security events, as .evtx',
  },
  {
    isOne: (value) => has(value, 'class_uid') && has(value, 'metadata'),
    message: 'is in the Open Cybersecurity Schema, which has other events. Export the Sysmon or Security events themselves, as .evtx',
  },
]

/** What the object is, when it is an export that cannot be read. */
export function foreignExport(value: JsonObject): string | undefined {
  const inside = single(value['_source']) ?? single(value['properties'])
  const found = foreignExports.find(({ isOne }) => isOne(value) || (isObject(inside) && isOne(inside)))
  return found?.message
}

function has(value: JsonObject, key: string): boolean {
  return value[key] !== undefined
}

function text(value: JsonObject, key: string): string {
  const found = single(value[key])
  return typeof found === 'string' ? found : ''
}

/** A value of an object inside, which some write with a dot in its name; the name is made once, not for each record. */
interface Path {
  readonly outer: string
  readonly name: string
  readonly dotted: string
}

function path(outer: string, name: string): Path {
  return { outer, name, dotted: `${outer}.${name}` }
}

function inner(value: JsonObject, { outer, name, dotted }: Path): unknown {
  const object = value[outer]
  return isObject(object) ? single(object[name]) : single(value[dotted])
}

function isEndpointData(value: JsonObject): boolean {
  const dataset = inner(value, streamDataset) ?? inner(value, eventDataset)
  return typeof dataset === 'string' && dataset.startsWith('endpoint.')
}
