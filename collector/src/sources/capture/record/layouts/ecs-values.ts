import type { JsonObject } from '../capture-record.ts'
import { asObject, single } from '../raw-record.ts'

/** Where the Sysmon and Security modules of Winlogbeat and the Windows and System integrations of Elastic Agent put values. */
export function ecsValues(value: JsonObject, eventId: number): Readonly<Record<string, unknown>> {
  return eventId >= 4000 ? securityValues(value, eventId) : sysmonValues(value, eventId)
}

function sysmonValues(value: JsonObject, eventId: number): Readonly<Record<string, unknown>> {
  const process = asObject(value['process'])
  const actor = { pid: single(process['pid']), guid: single(process['entity_id']), image: single(process['executable']) }
  // Sysmon's own time has become the time of the document.
  const time = { UtcTime: actor.guid === undefined ? undefined : utcText(value['@timestamp']) }
  if (eventId === 8 || eventId === 10) {
    const guidName = eventId === 8 ? 'SourceProcessGuid' : 'SourceProcessGUID'
    const thread = single(asObject(process['thread'])['id'])
    return { ...time, SourceProcessId: actor.pid, [guidName]: actor.guid, SourceImage: actor.image, SourceThreadId: thread }
  }
  const own = { ...time, ProcessId: actor.pid, ProcessGuid: actor.guid, Image: actor.image, User: accountOf(value['user']) }
  return { ...own, ...(valuesByEvent.get(eventId) ?? registryValues)(value) }
}

function pipeValues(value: JsonObject): Readonly<Record<string, unknown>> {
  return { PipeName: single(asObject(value['file'])['name']) }
}

function queryValues(value: JsonObject): Readonly<Record<string, unknown>> {
  return { QueryName: single(asObject(asObject(value['dns'])['question'])['name']) }
}

function registryValues(value: JsonObject): Readonly<Record<string, unknown>> {
  const registry = asObject(value['registry'])
  return { TargetObject: single(registry['path']), Details: single(asObject(registry['data'])['strings']) }
}

function createValues(value: JsonObject): Readonly<Record<string, unknown>> {
  const process = asObject(value['process'])
  const parent = asObject(process['parent'])
  return {
    CommandLine: single(process['command_line']),
    CurrentDirectory: single(process['working_directory']),
    OriginalFileName: single(asObject(process['pe'])['original_file_name']),
    Hashes: hashText(process['hash']),
    User: accountOf(value['user']),
    ParentProcessId: single(parent['pid']),
    ParentProcessGuid: single(parent['entity_id']),
    ParentImage: single(parent['executable']),
    ParentCommandLine: single(parent['command_line']),
  }
}

function imageValues(value: JsonObject): Readonly<Record<string, unknown>> {
  const image = { ...asObject(value['file']), ...asObject(value['dll']) }
  const signature = asObject(image['code_signature'])
  return {
    ImageLoaded: single(image['path']),
    Hashes: hashText(image['hash']),
    Signed: single(signature['signed']),
    Signature: single(signature['subject_name']),
    SignatureStatus: single(signature['status']),
    OriginalFileName: single(asObject(image['pe'])['original_file_name']),
  }
}

const fileEvents = [2, 11, 15, 23, 26, 27, 28, 29] as const

/** What else the modules move, by event id of Sysmon. */
const valuesByEvent: ReadonlyMap<number, (value: JsonObject) => Readonly<Record<string, unknown>>> = new Map([
  [1, createValues],
  [3, connectionValues],
  [6, imageValues],
  [7, imageValues],
  [17, pipeValues],
  [18, pipeValues],
  [22, queryValues],
  ...fileEvents.map((eventId) => [eventId, fileValues] as const),
])

function fileValues(value: JsonObject): Readonly<Record<string, unknown>> {
  const file = asObject(value['file'])
  const hashes = hashText(file['hash']) ?? hashText(asObject(value['process'])['hash'])
  return { TargetFilename: single(file['path']), Hashes: hashes, Hash: hashes }
}

function connectionValues(value: JsonObject): Readonly<Record<string, unknown>> {
  const source = asObject(value['source'])
  const destination = asObject(value['destination'])
  const network = asObject(value['network'])
  const direction = single(network['direction'])
  return {
    Protocol: single(network['transport']),
    Initiated: direction === undefined ? undefined : direction === 'egress' || direction === 'outbound',
    SourceIp: single(source['ip']),
    SourceHostname: single(source['domain']),
    SourcePort: single(source['port']),
    DestinationIp: single(destination['ip']),
    DestinationHostname: single(destination['domain']),
    DestinationPort: single(destination['port']),
  }
}

function securityValues(value: JsonObject, eventId: number): Readonly<Record<string, unknown>> {
  const process = asObject(value['process'])
  const parent = asObject(process['parent'])
  if (eventId !== 4688) {
    const source = asObject(value['source'])
    const origin = { IpAddress: single(source['ip']), IpPort: single(source['port']) }
    return { ProcessId: single(process['pid']), ProcessName: single(process['executable']), ...origin }
  }
  return {
    NewProcessId: single(process['pid']),
    NewProcessName: single(process['executable']),
    CommandLine: single(process['command_line']),
    ProcessId: single(parent['pid']),
    ParentProcessName: single(parent['executable']),
  }
}

function utcText(timestamp: unknown): unknown {
  const text = single(timestamp)
  return typeof text === 'string' || typeof text === 'number' ? text : undefined
}

/** Sysmon writes `SHA256=…,MD5=…`. */
function hashText(hashes: unknown): string | undefined {
  const parts = Object.entries(asObject(hashes)).map(([name, hash]) => `${name.toUpperCase()}=${String(single(hash))}`)
  return parts.length === 0 ? undefined : parts.join(',')
}

function accountOf(user: unknown): string | undefined {
  const { domain, name } = asObject(user)
  const shortName = single(name)
  const domainName = single(domain)
  if (typeof shortName !== 'string') return undefined
  return typeof domainName === 'string' ? `${domainName}\\${shortName}` : shortName
}
