import type { Event, EventKind } from '@win11mon/schemas'

import { type RecordSelection, selectRecords } from '../input/record-selection.ts'
import type { CaptureRecord } from '../record/capture-record.ts'
import { elementText } from '../record/element-text.ts'
import { RecordFields } from '../record/fields.ts'
import { type Stamp, parseTime } from '../record/parse-time.ts'
import { single } from '../record/raw-record.ts'
import { respell } from '../record/respell.ts'
import { isZeroGuid } from '../record/zero-guid.ts'
import { logRecord } from './log-record.ts'
import type { Mapper } from './mapper.ts'
import { mapperOf } from './mappers.ts'
import { logNameOf, recordName } from './record-name.ts'
import { limitTexts } from './text-limits.ts'

/** Why a record that is whole became no event. */
export type SkipReason = 'unmapped_event' | 'unmapped_object' | 'unknown_channel' | 'unwanted_kind'

/** What became of one record. */
export type Mapping =
  | {
      readonly outcome: 'event'
      readonly event: Event
      /** The stamp `timeUs` was read from; null when the event states its own UTC time and needs no correction. */
      readonly stamp: Stamp | null
      /** UTC time that the event states besides, by a clock of its own; null when it is `timeUs`, or there is none. */
      readonly ownTimeUs: number | null
      /** The record has no process id and names its process by a GUID, so that it may borrow the id of another record. */
      readonly lacksProcessId: boolean
      /** Names of optional values that could not be read. */
      readonly unreadable: readonly string[]
    }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly message: string; readonly kind: EventKind }

/**
 * Maps one record to an event, without any state: the sequence is not set, and a time taken from a stamp without zone is
 * read as UTC until the clock of the host is known.
 *
 * @param position line or number of the record in its input; names it when the record has no number of its own.
 */
export function mapRecord(record: CaptureRecord, position: number, selection: RecordSelection = everyDefault): Mapping {
  const mapper = mapperOf(record)
  if (mapper !== undefined && !selection.isWantedKind(mapper.kind)) return { outcome: 'skipped', reason: 'unwanted_kind' }
  return (mapper === undefined ? undefined : mapWith(mapper, record, position)) ?? mapOther(record, position, { selection, mapper })
}

const everyDefault = selectRecords()

/** Undefined when this one record is not of the mapper's kind after all. */
function mapWith(mapper: Mapper, record: CaptureRecord, position: number): Mapping | undefined {
  const fields = new RecordFields(record.fields)
  const event = mapper.map(fields, record)
  if (event === undefined) return record.hasUnnamedValues ? { outcome: 'rejected', ...unnamedValues, kind: mapper.kind } : undefined
  const respelled = isSpelledOtherwise(mapper, fields) ? respelledFields(record) : undefined
  if (respelled !== undefined) return mapWith(mapper, { ...record, fields: respelled }, position)
  const problem = fieldProblem(record, { mapper, fields, event })
  if (problem !== null) return { outcome: 'rejected', ...problem, kind: mapper.kind }
  limitTexts(event)
  const { unreadable = noNames } = fields
  const lacksProcessId = fields.missingProcessId !== null
  return withTime(record, event, { position, lacksProcessId, unreadable, hasClockOfItsOwn: mapper.hasClockOfItsOwn === true })
}

/** A record that has no kind of its own, or is not of it after all. */
function mapOther(
  record: CaptureRecord,
  position: number,
  { selection, mapper }: { selection: RecordSelection; mapper: Mapper | undefined },
): Mapping {
  if (!selection.isWantedRecord(logNameOf(record), record.eventId)) return { outcome: 'skipped', reason: whySkipped(record, mapper) }
  return mapWith(logRecord, record, position) ?? { outcome: 'skipped', reason: whySkipped(record, mapper) }
}

function whySkipped({ provider }: CaptureRecord, mapper: Mapper | undefined): SkipReason {
  if (mapper !== undefined) return 'unmapped_object'
  return provider === 'other' ? 'unknown_channel' : 'unmapped_event'
}

const noNames: readonly string[] = []

interface Problem {
  readonly reason: string
  readonly message: string
}

const unnamedValues: Problem = {
  reason: 'unnamed_values',
  message: 'its values have no names. Export as .evtx or XML, or with a tool that keeps the names',
}

/** The value by which the mapper knows a record is not there by its name. */
function isSpelledOtherwise({ knownBy }: Mapper, fields: RecordFields): boolean {
  return fields.missingProcessId !== null || (knownBy !== undefined && !fields.has(knownBy))
}

/** At the top level `ProcessID` is the process that wrote the record, so it must not be taken for another spelling. */
function respelledFields({ layout, fields }: CaptureRecord): Readonly<Record<string, unknown>> | undefined {
  if (layout === 'nested') return respell(fields)
  const { ProcessID: _writer, process_id: _sameWriter, ...own } = fields
  return respell(own)
}

interface Mapped {
  readonly mapper: Mapper
  readonly fields: RecordFields
  readonly event: Event
}

function fieldProblem(record: CaptureRecord, { mapper, fields, event }: Mapped): Problem | null {
  const { missingProcessId, invalidProcessId } = fields
  if (record.hasUnnamedValues && mapper.knownBy !== undefined && !fields.has(mapper.knownBy)) return unnamedValues
  if (missingProcessId === null || canBorrow(record, event)) return null
  if (record.hasUnnamedValues) return unnamedValues
  if (invalidProcessId !== null) return { reason: 'invalid_field', message: invalidProcessId }
  return { reason: 'missing_process_id', message: `${missingProcessId} is missing` }
}

function canBorrow(record: CaptureRecord, event: Event): boolean {
  return record.provider === 'sysmon' && 'sourceGuid' in event && event.sourceGuid !== null && !isZeroGuid(event.sourceGuid)
}

interface Placement {
  readonly position: number
  readonly lacksProcessId: boolean
  readonly unreadable: readonly string[]
  readonly hasClockOfItsOwn: boolean
}

function withTime(record: CaptureRecord, event: Event, placement: Placement): Mapping {
  const { position, lacksProcessId, unreadable } = placement
  const utcTime = ownUtcTime(record)
  const [name, value] = utcTime === undefined ? [record.stamps.name, record.stamps.value] : ['UtcTime', utcTime]
  const stamp = parseTime(value)
  if (stamp === null) return { outcome: 'rejected', ...timeProblem(name, value), kind: event.kind }
  event.timeUs = stamp.timeUs
  if (utcTime !== undefined && event.kind === 'process_create') event.processStartUs = stamp.timeUs
  if ('sourceRecord' in event) event.sourceRecord = recordName(record, position)
  const recordStamp = utcTime !== undefined && placement.hasClockOfItsOwn ? parseTime(record.stamps.value) : null
  if (recordStamp !== null) event.timeUs = recordStamp.timeUs
  const placed = utcTime === undefined ? stamp : recordStamp
  // One form of object for all of them: this is on the hot path.
  return {
    outcome: 'event',
    event,
    stamp: placed === null ? null : stated(record, placed),
    ownTimeUs: recordStamp === null ? null : stamp.timeUs,
    lacksProcessId,
    unreadable,
  }
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
