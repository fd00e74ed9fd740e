import { isoTime } from '@win11mon/enricher'
import type { DocumentReader, DocumentSearch, StoredRow } from '@win11mon/pipeline'

import { integrityName, processName } from '../report/process-name.ts'
import { formatCount } from '../terminal/format.ts'
import { type JsonObject, hex, numberAt, textAt, valueAt } from '../store/event-fields.ts'
import { documentOf } from '../store/event-line.ts'

/** A fact with its label. Text of endpoints stands in it as it came. */
export type Fact = readonly [label: string, text: string]

/** What is known of a process itself. */
export interface ProcessFacts {
  readonly row: StoredRow<'processes'>
  readonly document: JsonObject
  /** Its create event, which has what no process document repeats; undefined when it was never seen. */
  readonly create: JsonObject | undefined
}

export async function readFacts(row: StoredRow<'processes'>, reader: DocumentSearch): Promise<ProcessFacts> {
  const document = documentOf(row)
  const ids = valueAt(document, 'win11mon.start_event_ids')
  for (const id of Array.isArray(ids) ? ids.map(String) : []) {
    const [event] = await reader.withIdPrefix('events', id, 1)
    if (event?.id === id) return { row, document, create: documentOf(event) }
  }
  return { row, document, create: undefined }
}

/** The facts that a person asks for first. */
export function briefFacts({ row, document }: ProcessFacts): Fact[] {
  return present([
    ['command line', row.command_line],
    ['image', row.executable],
    ['user', textAt(document, 'user.name')],
    ['integrity', row.integrity_level === null ? null : integrityName(row.integrity_level)],
    ['started', row.started_us === null ? 'not seen' : utc(row.started_us)],
    ['ended', endText(row, document)],
  ])
}

/** Everything else. */
export function furtherFacts({ row, document, create }: ProcessFacts, parent: StoredRow<'processes'> | undefined): Fact[] {
  const session = numberAt(document, 'process.session_id')
  return present([
    ['directory', textAt(document, 'process.working_directory')],
    ['session', session === null ? null : String(session)],
    ['signed', signatureText(document)],
    ['file name', create === undefined ? null : textAt(create, 'process.pe.original_file_name')],
    ['hashes', create === undefined ? null : (textAt(create, 'win11mon.hashes')?.replaceAll(',', ' ') ?? null)],
    ['parent', parentText(row, document, parent)],
    ['creator', row.creator_id === null || row.creator_id === row.parent_id ? null : `${row.creator_id} called for its creation`],
    ['known by', statusText[row.status] ?? row.status],
    ['seen on', prevalenceText(document)],
    ['entity id', row.id],
  ])
}

const statusText: Readonly<Record<string, string>> = {
  created: 'its create event',
  observed: 'its start time, its create event was not seen',
  placeholder: 'events that mention it, its start was not seen',
}

function present(facts: readonly (readonly [string, string | null])[]): Fact[] {
  return facts.flatMap(([label, text]) => (text === null || text === '' ? [] : [[label, text] as const]))
}

function utc(timeUs: number): string {
  return `${isoTime(timeUs).slice(0, 23).replace('T', ' ')} UTC`
}

function endText({ ended_us: endUs }: StoredRow<'processes'>, document: JsonObject): string | null {
  if (endUs === null) return null
  const code = numberAt(document, 'process.exit_code')
  const cause = textAt(document, 'win11mon.end_cause')
  const how = cause === null || cause === 'terminate' ? '' : `, known by ${cause.replaceAll('_', ' ')}`
  return `${utc(endUs)}${code === null ? '' : `, exit code ${hex(code)}`}${how}`
}

function signatureText(document: JsonObject): string | null {
  const subject = textAt(document, 'process.code_signature.subject_name')
  const exists = valueAt(document, 'process.code_signature.exists')
  if (subject !== null) return `by ${subject}`
  return typeof exists === 'boolean' ? (exists ? 'yes' : 'no') : null
}

/** As of when the document was written. */
function prevalenceText(document: JsonObject): string | null {
  const hosts = numberAt(document, 'win11mon.prevalence.hosts')
  const errorPercent = numberAt(document, 'win11mon.prevalence.error_percent') ?? 0
  if (hosts === null) return null
  const estimate = errorPercent === 0 ? '' : `, an estimate within ${errorPercent} %`
  return `${formatCount(hosts)} host${hosts === 1 ? '' : 's'} (its image${estimate})`
}

function parentText(row: StoredRow<'processes'>, document: JsonObject, parent: StoredRow<'processes'> | undefined): string | null {
  const pid = parent?.pid ?? numberAt(document, 'process.parent.pid')
  const executable = parent?.executable ?? textAt(document, 'process.parent.executable')
  if (pid === null && executable === null) return null
  const command = parent?.command_line ?? textAt(document, 'process.parent.command_line')
  return `${processName({ pid, executable })} (${row.edge_confidence})${command === null ? '' : `  ${command}`}`
}

/** Facts in JSON. */
export function factsObject({ row, document, create }: ProcessFacts): Readonly<Record<string, unknown>> {
  return {
    entity_id: row.id,
    pid: row.pid,
    executable: row.executable,
    command_line: row.command_line,
    user: textAt(document, 'user.name'),
    integrity: row.integrity_level === null ? null : integrityName(row.integrity_level),
    start: row.started_us === null ? null : isoTime(row.started_us),
    end: row.ended_us === null ? null : isoTime(row.ended_us),
    exit_code: numberAt(document, 'process.exit_code'),
    working_directory: textAt(document, 'process.working_directory'),
    session_id: numberAt(document, 'process.session_id'),
    code_signature: valueAt(document, 'process.code_signature') ?? null,
    hashes: create === undefined ? null : textAt(create, 'win11mon.hashes'),
    prevalence: valueAt(document, 'win11mon.prevalence') ?? null,
    status: row.status,
    edge_confidence: row.edge_confidence,
    parent_id: row.parent_id,
    creator_id: row.creator_id,
  }
}

/** Parent of a process, as far as the store has it. */
export async function parentOf(
  { parent_id: id }: StoredRow<'processes'>,
  reader: Pick<DocumentReader, 'process'>,
): Promise<StoredRow<'processes'> | undefined> {
  return id === null ? undefined : reader.process(id)
}
