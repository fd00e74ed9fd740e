import { type DocumentReader, type DocumentSearch, PipelineError, type StoredRow } from '@win11mon/pipeline'

import { processName } from '../report/process-name.ts'
import type { HostName } from '../analysis/report.ts'
import { findStoredProcesses } from '../store/find-stored-processes.ts'
import { hostText } from '../store/host-names.ts'
import { formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Output } from '../terminal/screen.ts'

/** What a person wants to see. */
export type Subject =
  | { readonly type: 'alert'; readonly row: StoredRow<'alerts'> }
  | { readonly type: 'process'; readonly row: StoredRow<'processes'> }
  | { readonly type: 'event'; readonly row: StoredRow<'events'> }

/** Shorter beginnings of ids are words. */
const leastPrefix = 4

/** Found of each kind at most. */
const mostOfAKind = 200

/**
 * Everything that a text may mean: an id or the beginning of one, the process id or the name of a process. One whole id means
 * one thing. Empty when there is nothing.
 */
export async function findSubjects(reader: DocumentReader & DocumentSearch, wanted: string, hostId?: string): Promise<Subject[]> {
  const byId = /^[\w-]+$/.test(wanted) && wanted.length >= leastPrefix ? await subjectsById(reader, wanted) : []
  const exact = byId.find(({ row }) => row.id === wanted)
  if (exact !== undefined) return [exact]
  const processes = (await findStoredProcesses(reader, wanted, hostId)).map((row): Subject => ({ type: 'process', row }))
  const known = new Set(processes.map(({ row }) => row.id))
  return [...processes, ...byId.filter(({ row }) => !known.has(row.id) && (hostId === undefined || row.host_id === hostId))]
}

async function subjectsById(reader: DocumentSearch, prefix: string): Promise<Subject[]> {
  const [alerts, processes, events] = await Promise.all([
    reader.withIdPrefix('alerts', prefix, mostOfAKind),
    reader.withIdPrefix('processes', prefix, mostOfAKind),
    reader.withIdPrefix('events', prefix, mostOfAKind),
  ])
  return [
    ...alerts.map((row) => ({ type: 'alert', row }) as const),
    ...processes.map((row) => ({ type: 'process', row }) as const),
    ...events.map((row) => ({ type: 'event', row }) as const),
  ]
}

export function missingSubject(wanted: string, hostId: string | undefined): PipelineError {
  const where = hostId === undefined ? 'The store has' : 'The host has'
  const message = `${where} no alert, process or event ${wanted}. Give an id, the beginning of one (${leastPrefix} characters or more), a process id, or the name of an image; \`win11mon search\` finds more.`
  return new PipelineError('INPUT_MISSING', message)
}

const shownCandidates = 20

/** Several may be meant: the first of them are listed on `stderr`. */
export function ambiguousSubject(
  wanted: string,
  subjects: readonly Subject[],
  hosts: ReadonlyMap<string, HostName>,
  stderr: Output,
): PipelineError {
  for (const subject of subjects.slice(0, shownCandidates)) stderr.write(`  ${sanitize(subjectText(subject, hosts))}\n`)
  const rest = subjects.length > shownCandidates ? `, of which ${shownCandidates} are listed above` : ', listed above'
  const count = subjects.length >= mostOfAKind ? `${mostOfAKind} or more` : String(subjects.length)
  return new PipelineError('INPUT_MISSING', `${wanted} may be any of ${count}${rest}. Give the id of one, or --host.`)
}

/** One line about one of several that may be meant. */
function subjectText(subject: Subject, hosts: ReadonlyMap<string, HostName>): string {
  const host = hostText(hosts.get(subject.row.host_id) ?? { id: subject.row.host_id, name: null })
  if (subject.type === 'process') {
    const { started_us: startUs } = subject.row
    return `process  ${subject.row.id}  ${processName(subject.row)} on ${host}, ${startUs === null ? 'start not seen' : `started ${formatTime(startUs)}`}`
  }
  if (subject.type === 'event') return `event    ${subject.row.id}  ${subject.row.kind} on ${host}, ${formatTime(subject.row.time_us)}`
  return `alert    ${subject.row.id}  ${subject.row.rule_id} on ${host}, ${formatTime(subject.row.time_us)}`
}

/** `explorer.exe 4188 ›` for each ancestor, the eldest first. */
export function lineageText(ancestors: readonly StoredRow<'processes'>[]): string {
  return ancestors
    .toReversed()
    .map((row) => `${processName(row)} ›`)
    .join(' ')
}
