import { type CaptureRecord, type JsonObject, type NoRecord, type Provider, type ReadWriter, isObject } from '../capture-record.ts'
import { foreignExport } from '../foreign-exports.ts'
import { parseInteger } from '../parse-number.ts'
import type { RawRecord } from '../raw-record.ts'
import { recogniseRecord } from './recognise-record.ts'

const providersByName: ReadonlyMap<string, Provider> = new Map([
  ['microsoft-windows-sysmon', 'sysmon'],
  ['microsoft-windows-security-auditing', 'security'],
  // Splunk and the old interface of Windows write the display name; some exporters keep the GUID only.
  ['microsoft windows security auditing.', 'security'],
  ['microsoft windows security auditing', 'security'],
  ['sysmon', 'sysmon'],
  ['{5770385f-c22a-43e0-bf4c-06f5698ffbd9}', 'sysmon'],
  ['{54849625-5478-4994-a5ba-3e3b0328c30d}', 'security'],
])

const providersByChannel: ReadonlyMap<string, Provider> = new Map([
  ['microsoft-windows-sysmon/operational', 'sysmon'],
  ['security', 'security'],
])

/** Brings one parsed JSON value of a capture into the form that the mappers read. */
export function readRecord(value: unknown): CaptureRecord | NoRecord {
  if (!isObject(value)) return rejected('not_an_event', 'is no JSON object')
  const raw = recogniseRecord(value)
  const provider = raw === undefined ? undefined : findProvider(raw)
  if (raw === undefined || provider === undefined) return unknownRecord(value, raw)
  // Of another provider nothing says that the record should have been an event.
  if (provider === 'other' && (isIncomplete(raw) || foreignExport(value) !== undefined)) return unknownRecord(value, raw)
  const eventId = parseInteger(raw.eventId)
  if (eventId === undefined) return rejected('invalid_field', 'the event id is not a number')
  if (typeof raw.hostName !== 'string' || !isName(raw.hostName)) return rejected('missing_host', 'names no host')
  return complete(raw, { provider, eventId, hostName: raw.hostName.trim() })
}

type Checked = Pick<CaptureRecord, 'provider' | 'eventId' | 'hostName'>

function complete(raw: RawRecord, { provider, eventId, hostName }: Checked): CaptureRecord {
  const { layout, fields, hasUnnamedValues, unnamedValues, keywords, stamps } = raw
  return {
    layout,
    provider,
    providerName: textOrNull(raw.providerName),
    channel: textOrNull(raw.channel),
    eventId,
    hostName,
    recordNumber: recordNumber(raw.recordNumber),
    fields,
    hasUnnamedValues,
    unnamedValues,
    readWriter: raw.readWriter ?? noWriter,
    header: raw.header ?? noHeader,
    keywords,
    stamps,
  }
}

function isIncomplete({ eventId, hostName }: RawRecord): boolean {
  return parseInteger(eventId) === undefined || !isName(hostName)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function unknownRecord(value: JsonObject, raw: RawRecord | undefined): NoRecord {
  const message = foreignExport(value)
  if (message !== undefined) return rejected('unsupported_export', message)
  if (raw !== undefined) return otherProvider(raw)
  return rejected('not_an_event', 'has no event id and none of the known layouts')
}

/** The provider's name decides, because forwarded events lie in another channel; exporters without it name the channel. */
function findProvider({ providerName, channel }: RawRecord): Provider | undefined {
  if (typeof providerName === 'string') return providersByName.get(providerName.toLowerCase()) ?? 'other'
  return typeof channel === 'string' ? (providersByChannel.get(channel.toLowerCase()) ?? 'other') : undefined
}

const noHeader: JsonObject = {}
const noWriter: ReadWriter = () => ({ processId: undefined, threadId: undefined, userSid: undefined })

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The event log service writes into the Security channel too. */
function otherProvider({ channel, providerName, eventId }: RawRecord): NoRecord {
  const isOurChannel = typeof channel === 'string' && providersByChannel.has(channel.toLowerCase())
  const name = channel ?? providerName
  const message = typeof name === 'string' ? `${name} has no events of the contract` : 'names neither channel nor provider'
  const event = `${typeof name === 'string' ? name : 'unknown'}/${String(parseInteger(eventId) ?? '?')}`
  return { outcome: 'skipped', reason: isOurChannel ? 'unmapped_event' : 'unknown_channel', message, event }
}

/** Logs count from 1: an exporter that writes 0 has no number. */
function recordNumber(value: unknown): string | null {
  if (value === 0 || value === '0' || value === '') return null
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function rejected(reason: string, message: string): NoRecord {
  return { outcome: 'rejected', reason, message, event: null }
}
