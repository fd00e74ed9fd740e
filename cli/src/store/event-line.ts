import { type StoredRow, tellingFields } from '@win11mon/pipeline'
import { type EventKind, accessText } from '@win11mon/schemas'

import type { HostName } from '../analysis/report.ts'
import { readStored } from '../analysis/stored-document.ts'
import { type FieldValue, type JsonObject, fieldValues, hex, numberAt, textAt, valueText } from './event-fields.ts'
import type { StoredProcesses } from './stored-processes.ts'

/** A process as an event names it. */
export interface Party {
  readonly entity_id: string | null
  readonly pid: number | null
  readonly executable: string | null
}

/** An event in one line. Text of endpoints stands in it as it came. */
export interface EventLine {
  readonly id: string
  readonly time: string
  readonly timeUs: number
  readonly host: HostName
  readonly kind: string
  readonly process: Party | null
  readonly object: Party | null
  /** What happened, without who and whom. */
  readonly what: string
}

export async function eventLine(
  row: StoredRow<'events'>,
  hosts: ReadonlyMap<string, HostName>,
  processes: StoredProcesses,
): Promise<EventLine> {
  const document = documentOf(row)
  const [actor, object] = await Promise.all([processes.get(row.process_id), processes.get(row.object_id)])
  return {
    id: row.id,
    time: textAt(document, '@timestamp') ?? String(row.time_us),
    timeUs: row.time_us,
    host: hosts.get(row.host_id) ?? { id: row.host_id, name: textAt(document, 'host.name') },
    kind: row.kind,
    process: partyOf(row.process_id, actor, document, 'process'),
    object: partyOf(row.object_id, object, document, 'win11mon.object'),
    // Scripts and privileges come on lines of their own.
    what: whatOf(row.kind, document).replaceAll(/\s+/g, ' ').trim(),
  }
}

export function documentOf(row: { readonly id: string; readonly doc: string }): JsonObject {
  return readStored(row, (document: JsonObject) => document)
}

function partyOf(id: string | null, row: StoredRow<'processes'> | undefined, document: JsonObject, at: string): Party | null {
  const pid = row?.pid ?? numberAt(document, `${at}.pid`)
  const executable = row?.executable ?? textAt(document, `${at}.executable`)
  return id === null && pid === null && executable === null ? null : { entity_id: id, pid, executable }
}

/** What an event's document says beyond who and whom. */
export function whatOf(kind: string, document: JsonObject): string {
  const values = fieldValues(kind, document, tellingFields(kind as EventKind))
  return [
    rightsOf(document),
    ...rolesOf(document),
    ...values.flatMap((value, index) => telling(value, values[index - 1])),
    parentOf(kind, document),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** Names and paths speak for themselves, numbers need their name. */
function telling(one: FieldValue, before: FieldValue | undefined): string[] {
  const { field, value } = one
  if (value === 'unknown' || value === 'none' || value === 0) return []
  const text = valueText(one, null)
  if (field.name.endsWith('_port')) return [`port ${text}`]
  if (typeof value !== 'string') return [`${field.name.replaceAll('_', ' ')} ${text}`]
  const role = sideWords.find(([prefix]) => field.name.startsWith(prefix))
  if (role === undefined || before?.field.name.startsWith(role[0]) === true) return [text]
  return [`${role[1]} ${text}`]
}

/** What stands before the first field of a party that is neither actor nor object. */
const sideWords = [
  ['destination_', '→'],
  ['subject_', 'by'],
  ['target_', 'as'],
] as const

function rightsOf(document: JsonObject): string {
  const access = numberAt(document, 'win11mon.handle.granted_access') ?? numberAt(document, 'win11mon.handle.desired_access')
  return access === null ? '' : `${hex(access)} ${accessText(access, textAt(document, 'win11mon.object.type'))}`
}

/** A copy of a handle has two more parties than its actor and its object. */
function rolesOf(document: JsonObject): string[] {
  return (['source', 'recipient'] as const).flatMap((role) => {
    const pid = numberAt(document, `win11mon.${role}.pid`)
    return pid === null ? [] : [`${role === 'source' ? 'copied from' : 'into'} pid ${pid}`]
  })
}

function parentOf(kind: string, document: JsonObject): string {
  if (kind !== 'process_create') return ''
  const pid = numberAt(document, 'process.parent.pid')
  const name = textAt(document, 'process.parent.executable')?.split(/[\\/]/).at(-1)
  return pid === null && name === undefined ? '' : `by ${[name, pid].filter((part) => part !== undefined && part !== null).join(' ')}`
}
