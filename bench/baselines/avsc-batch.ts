/** Encoding decoded events as avsc's README shows it: the schema is loaded, unions are wrapped, and `toBuffer` writes. */
import { readFileSync } from 'node:fs'

import { eventFields, type EventKind, wireEnums } from '@win11mon/schemas'
import avsc from 'avsc'

type Decoded = Record<string, unknown>

const schemaPath = new URL('../../schemas/src/generated/event-batch.avsc', import.meta.url)
const type = avsc.Type.forSchema(JSON.parse(readFileSync(schemaPath, 'utf8')) as avsc.Schema)

export interface AvscOrigin {
  readonly hostId: Uint8Array
  readonly hostName: string | null
  readonly bootId: Uint8Array
  readonly agentVersion: string
}

/** One EventBatch of the events that koffi decoded. */
export function encodeWithAvsc(origin: AvscOrigin, events: readonly Decoded[]): Buffer {
  return type.toBuffer({
    host_id: Buffer.from(origin.hostId),
    host_name: origin.hostName,
    boot_id: Buffer.from(origin.bootId),
    agent_version: origin.agentVersion,
    first_sequence: Number(events[0]?.['sequence'] ?? 0),
    last_sequence: Number(events.at(-1)?.['sequence'] ?? 0),
    events: events.map(wrapped),
  })
}

/** The member of the union, by its full name; long values as numbers, enums as their symbols. */
function wrapped(event: Decoded): Decoded {
  const kind = event['kind'] as EventKind
  const record: Decoded = {}
  for (const field of eventFields[kind]) record[field.name] = avroValue(field.type, field.property, event)
  return { [`win11mon.${pascalCase(kind)}`]: record }
}

function avroValue(fieldType: string, property: string, event: Decoded): unknown {
  const value = event[property]
  if (value === null || value === undefined) return null
  if (fieldType === 'boolean') return value === 1
  if (fieldType === 'bytes') return Buffer.from(value as Uint8Array)
  if (fieldType === 'address') return addressBytes(value as number | bigint)
  if (fieldType === 'enum') return symbolOf(property, value as number)
  return fieldType === 'long' ? Number(value) : value
}

function addressBytes(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

const enumByProperty: Readonly<Record<string, string>> = {
  objectType: 'HandleObjectType',
  operation: 'RegistryOperationType',
  trigger: 'ScanTrigger',
  inspection: 'ScanInspection',
  inspectionReason: 'ScanInspectionReason',
  suspiciousReason: 'SuspiciousImageReason',
  reason: 'GapReason',
}

function symbolOf(property: string, number: number): string {
  const table = wireEnums[enumByProperty[property] ?? '']
  return table?.symbols.get(number) ?? table?.fallback ?? 'unknown'
}

function pascalCase(kind: string): string {
  return kind.replace(/(^|_)([a-z])/gu, (_match, _start, letter: string) => letter.toUpperCase())
}
