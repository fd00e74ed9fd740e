import { type CaptureRecord, type NoRecord, type Provider, isObject } from './capture-record.ts'
import { type RawRecord, findLayout } from './layouts.ts'
import { parseInteger } from './parse-number.ts'

const providersByName: ReadonlyMap<string, Provider> = new Map([
  ['microsoft-windows-sysmon', 'sysmon'],
  ['microsoft-windows-security-auditing', 'security'],
])

const providersByChannel: ReadonlyMap<string, Provider> = new Map([
  ['microsoft-windows-sysmon/operational', 'sysmon'],
  ['security', 'security'],
])

/** Brings one parsed JSON value of a capture into the form that the mappers read. */
export function readRecord(value: unknown): CaptureRecord | NoRecord {
  if (!isObject(value)) return rejected('not_an_event', 'is no JSON object')
  const raw = findLayout(value)
  if (raw === undefined) return rejected('not_an_event', 'has no event id and none of the known layouts')
  const provider = findProvider(raw)
  if (provider === undefined) return otherProvider(raw)
  const eventId = parseInteger(raw.eventId)
  if (eventId === undefined) return rejected('invalid_field', 'the event id is not a number')
  if (typeof raw.hostName !== 'string' || raw.hostName === '') return rejected('missing_host', 'names no host')
  const { layout, fields, keywords, stamps } = raw
  return { layout, provider, eventId, hostName: raw.hostName, recordNumber: recordNumber(raw.recordNumber), fields, keywords, stamps }
}

/** The provider's name decides, because forwarded events lie in another channel; exporters without it name the channel. */
function findProvider(raw: RawRecord): Provider | undefined {
  if (typeof raw.providerName === 'string') return providersByName.get(raw.providerName.toLowerCase())
  return typeof raw.channel === 'string' ? providersByChannel.get(raw.channel.toLowerCase()) : undefined
}

/** The event log service writes into the Security channel too. */
function otherProvider({ channel, providerName }: RawRecord): NoRecord {
  const isOurChannel = typeof channel === 'string' && providersByChannel.has(channel.toLowerCase())
  const name = channel ?? providerName
  const message = typeof name === 'string' ? `${name} has no events of the contract` : 'names neither channel nor provider'
  return { outcome: 'skipped', reason: isOurChannel ? 'unmapped_event' : 'unknown_channel', message }
}

function recordNumber(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function rejected(reason: string, message: string): NoRecord {
  return { outcome: 'rejected', reason, message }
}
