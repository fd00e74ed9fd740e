import { isIP } from 'node:net'

import { type Event, addressText } from '@win11mon/schemas'

import { accessOf } from '../../windows/process-handle.ts'
import { registryData, registryPath } from '../../windows/registry-forms.ts'

/** How one of our values is written in the records that Sigma rules were made for. */
export type FieldForm = (value: unknown, event: Event) => string | null

const text: FieldForm = (value) => (typeof value === 'string' ? value : String(value))

/** Sysmon writes rights as `0x1410`, the Security log as `0x1410`, too. */
const hex: FieldForm = (value) => (typeof value === 'number' ? `0x${value.toString(16)}` : null)

/** Sysmon pads addresses to 16 digits. */
const address: FieldForm = (value) => (value instanceof Uint8Array ? `0x${addressText(value).slice(2).toUpperCase()}` : null)

const guid: FieldForm = (value) => `{${String(value).toUpperCase()}}`

/** Sysmon's words. */
const integrityWords: ReadonlyMap<unknown, string> = new Map([
  [0x0000, 'Untrusted'],
  [0x1000, 'Low'],
  [0x2000, 'Medium'],
  [0x2100, 'MediumPlus'],
  [0x3000, 'High'],
  [0x4000, 'System'],
  [0x5000, 'Protected'],
])

const integrityWord: FieldForm = (value) => integrityWords.get(value) ?? null
const integritySid: FieldForm = (value) => `S-1-16-${String(value)}`

const operationWords: Readonly<Record<string, string>> = {
  create_key: 'CreateKey',
  delete_key: 'DeleteKey',
  rename_key: 'RenameKey',
  set_value: 'SetValue',
  delete_value: 'DeleteValue',
  rename_value: 'RenameValue',
}

const registryOperation: FieldForm = (value) => operationWords[String(value)] ?? null

/** What the handle gives; of a handle that is only being asked for, what is asked. */
const access: FieldForm = (_value, event) =>
  event.kind === 'handle_create' || event.kind === 'handle_duplicate' ? hex(accessOf(event), event) : null

const time: FieldForm = (value) => (typeof value === 'number' ? new Date(value / 1000).toISOString().replace('T', ' ').slice(0, 23) : null)

function hash(name: string): FieldForm {
  const expression = new RegExp(`(?:^|,)${name}=([0-9a-f]+)`, 'i')
  return (value) => expression.exec(String(value))?.[1] ?? null
}

/** `DOMAIN\name` in two. */
const accountName: FieldForm = (value) => String(value).slice(String(value).lastIndexOf('\\') + 1)
const accountDomain: FieldForm = (value) => (String(value).includes('\\') ? String(value).slice(0, String(value).lastIndexOf('\\')) : null)

const isIpv6: FieldForm = (value) => String(isIP(String(value)) === 6)

/** Sysmon's words. */
const wmiWords: Readonly<Record<string, string>> = { filter: 'WmiFilterEvent', consumer: 'WmiConsumerEvent', binding: 'WmiBindingEvent' }
const wmiEventType: FieldForm = (value) => wmiWords[String(value)] ?? null

const pipeEventType: FieldForm = (_value, { kind }) => (kind === 'pipe_create' ? 'CreatePipe' : 'ConnectPipe')

/** Of the message table, as the Security log has it: 14592 is inbound, 14593 outbound. */
const direction: FieldForm = (value) => (value === true ? '%%14593' : '%%14592')

/** IANA's numbers, which the Security log writes where Sysmon has names. */
const protocolNumbers: Readonly<Record<string, string>> = { icmp: '1', tcp: '6', udp: '17', 'ipv6-icmp': '58' }
const protocolNumber: FieldForm = (value) => protocolNumbers[String(value)] ?? String(value)

const capitalised: FieldForm = (value) => String(value).charAt(0).toUpperCase() + String(value).slice(1)

export type FormName =
  | 'text'
  | 'hex'
  | 'access'
  | 'address'
  | 'guid'
  | 'integrityWord'
  | 'integritySid'
  | 'registryOperation'
  | 'registryPath'
  | 'registryData'
  | 'time'
  | 'md5'
  | 'sha1'
  | 'sha256'
  | 'imphash'
  | 'accountName'
  | 'accountDomain'
  | 'capitalised'
  | 'isIpv6'
  | 'wmiEventType'
  | 'pipeEventType'
  | 'direction'
  | 'protocolNumber'

export const fieldForms: Readonly<Record<FormName, FieldForm>> = {
  text,
  hex,
  access,
  address,
  guid,
  integrityWord,
  integritySid,
  registryOperation,
  registryPath: (_value, event) => registryPath(event),
  registryData: (_value, event) => registryData(event),
  time,
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  imphash: hash('imphash'),
  accountName,
  accountDomain,
  capitalised,
  isIpv6,
  wmiEventType,
  pipeEventType,
  direction,
  protocolNumber,
}
