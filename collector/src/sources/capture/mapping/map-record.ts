import type { Event, EventKind } from '@win11mon/schemas'

import type { CaptureRecord, Provider } from '../record/capture-record.ts'
import { elementText } from '../record/element-text.ts'
import { RecordFields } from '../record/fields.ts'
import { respell } from '../record/respell.ts'
import { isZeroGuid } from '../record/zero-guid.ts'
import { type Stamp, parseTime } from '../record/parse-time.ts'
import { single } from '../record/raw-record.ts'
import type { Mapper } from './mapper.ts'
import { securityHandleDuplicate, securityObjectAccess } from './security-handle.ts'
import { securityProcessCreate, securityProcessTerminate } from './security-process.ts'
import { sysmonProcessAccess, sysmonRemoteThread } from './sysmon-access.ts'
import { sysmonDriverLoad, sysmonImageLoad } from './sysmon-image.ts'
import { sysmonProcessCreate, sysmonProcessTerminate } from './sysmon-process.ts'
import { sysmonRegistryOperation } from './sysmon-registry.ts'

const mappers: Readonly<Record<Provider, ReadonlyMap<number, Mapper>>> = {
  sysmon: new Map([
    [1, sysmonProcessCreate],
    [5, sysmonProcessTerminate],
    [6, sysmonDriverLoad],
    [7, sysmonImageLoad],
    [8, sysmonRemoteThread],
    [10, sysmonProcessAccess],
    [12, sysmonRegistryOperation],
    [13, sysmonRegistryOperation],
    [14, sysmonRegistryOperation],
  ]),
  security: new Map([
    [4656, securityObjectAccess],
    [4663, securityObjectAccess],
    [4688, securityProcessCreate],
    [4689, securityProcessTerminate],
    [4690, securityHandleDuplicate],
  ]),
}

export const providerLabels: Readonly<Record<Provider, string>> = { sysmon: 'Sysmon', security: 'Security' }

/** What became of one record. */
export type Mapping =
  | {
      readonly outcome: 'event'
      readonly event: Event
      /** The stamp `timeUs` was read from; null when the event states its own UTC time and needs no correction. */
      readonly stamp: Stamp | null
      /** The record has no process id and names its process by a GUID, so that it may borrow the id of another record. */
      readonly lacksProcessId: boolean
      /** Names of optional values that could not be read. */
      readonly unreadable: readonly string[]
    }
  | { readonly outcome: 'skipped'; readonly reason: 'unmapped_event' | 'unmapped_object' }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly message: string; readonly kind: EventKind }

/**
 * Maps one record to an event, without any state: the sequence is not set, and a time taken from a stamp without zone is
 * read as UTC until the clock of the host is known.
 *
 * @param position line or number of the record in its input; names it when the record has no number of its own.
 */
export function mapRecord(record: CaptureRecord, position: number): Mapping {
  const mapper = mappers[record.provider].get(record.eventId)
  if (mapper === undefined) return { outcome: 'skipped', reason: 'unmapped_event' }
  const fields = new RecordFields(record.fields)
  const event = mapper.map(fields, record)
  if (event === undefined) return unmappedObject(record, mapper)
  const respelled = fields.missingProcessId === null ? undefined : respelledFields(record)
  if (respelled !== undefined) return mapRecord({ ...record, fields: respelled }, position)
  const problem = fieldProblem(record, fields, canBorrow(record, event))
  if (problem !== null) return { outcome: 'rejected', ...problem, kind: mapper.kind }
  const { unreadable = noNames } = fields
  return withTime(record, event, { position, lacksProcessId: fields.missingProcessId !== null, unreadable })
}

const noNames: readonly string[] = []

interface Problem {
  readonly reason: string
  readonly message: string
}

function unmappedObject(record: CaptureRecord, { kind }: Mapper): Mapping {
  if (record.hasUnnamedValues) return { outcome: 'rejected', ...unnamedValues, kind }
  return { outcome: 'skipped', reason: 'unmapped_object' }
}

const unnamedValues: Problem = {
  reason: 'unnamed_values',
  message: 'its values have no names. Export as .evtx or XML, or with a tool that keeps the names',
}

/** At the top level `ProcessID` is the process that wrote the record, so it must not be taken for another spelling. */
function respelledFields({ layout, fields }: CaptureRecord): Readonly<Record<string, unknown>> | undefined {
  if (layout === 'nested') return respell(fields)
  const { ProcessID: _writer, process_id: _sameWriter, ...own } = fields
  return respell(own)
}

function fieldProblem(record: CaptureRecord, fields: RecordFields, mayLackProcessId: boolean): Problem | null {
  if (fields.missingProcessId === null || mayLackProcessId) return null
  if (record.hasUnnamedValues) return unnamedValues
  if (fields.invalidProcessId !== null) return { reason: 'invalid_field', message: fields.invalidProcessId }
  return { reason: 'missing_process_id', message: `${fields.missingProcessId} is missing` }
}

function canBorrow(record: CaptureRecord, event: Event): boolean {
  return record.provider === 'sysmon' && 'sourceGuid' in event && event.sourceGuid !== null && !isZeroGuid(event.sourceGuid)
}

interface Mapped {
  readonly position: number
  readonly lacksProcessId: boolean
  readonly unreadable: readonly string[]
}

function withTime(record: CaptureRecord, event: Event, { position, lacksProcessId, unreadable }: Mapped): Mapping {
  const utcTime = ownUtcTime(record)
  const [name, value] = utcTime === undefined ? [record.stamps.name, record.stamps.value] : ['UtcTime', utcTime]
  const stamp = parseTime(value)
  if (stamp === null) return { outcome: 'rejected', ...timeProblem(name, value), kind: event.kind }
  event.timeUs = stamp.timeUs
  if (utcTime !== undefined && event.kind === 'process_create') event.processStartUs = stamp.timeUs
  if ('sourceRecord' in event) event.sourceRecord = recordName(record, position)
  return { outcome: 'event', event, stamp: utcTime === undefined ? stated(record, stamp) : null, lacksProcessId, unreadable }
}

/** Some stamps are UTC by definition and do not say so. */
function stated({ stamps }: CaptureRecord, stamp: Stamp): Stamp {
  return stamps.isUtc && !stamp.hasZone ? { ...stamp, hasZone: true } : stamp
}

/** The UTC time that a Sysmon event states itself; undefined when it states none. */
export function ownUtcTime(record: CaptureRecord): unknown {
  const value = record.provider === 'sysmon' ? elementText(single(record.fields['UtcTime'])) : undefined
  return value === null || value === '' || value === '-' ? undefined : value
}

function timeProblem(name: string, value: unknown): Problem {
  if (value === undefined || value === null) return { reason: 'missing_time', message: 'carries no time' }
  return { reason: 'invalid_time', message: `${name} is not a time: ${JSON.stringify(value).slice(0, 60)}` }
}

/** `Sysmon/10#3781394`, or `Sysmon/10@17` for the 17th line when the exporter dropped the record number. */
function recordName({ provider, eventId, recordNumber }: CaptureRecord, position: number): string {
  return `${providerLabels[provider]}/${eventId}${recordNumber === null ? `@${position}` : `#${recordNumber}`}`
}
