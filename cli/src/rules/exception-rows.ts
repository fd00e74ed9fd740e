import { type Exception, exceptionKey } from '@win11mon/enricher'
import { isoTime } from '@win11mon/schemas'
import type { DocumentReader } from '@win11mon/pipeline'

import { readStored } from '../analysis/stored-document.ts'
import { countOf } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'

/** An exception of the settings, and what it has done. */
export interface ExceptionRow {
  readonly rule: string
  readonly actor: string | null
  readonly object: string | null
  readonly host: string | null
  readonly reason: string
  readonly expires: string | null
  /** By the clock of this machine; findings are held against the time of their events. */
  readonly is_expired: boolean
  /** Findings that it explained; null where nobody looked. */
  readonly hits: number | null
}

/** Findings explained, by the key of the exception. */
export type ExceptionHits = ReadonlyMap<string, number>

export function exceptionRows(exceptions: readonly Exception[], hits: ExceptionHits | undefined, nowUs: number): ExceptionRow[] {
  return exceptions.map((exception) => {
    const { rule, actor = null, object = null, host = null, reason, expiresUs } = exception
    return {
      rule,
      actor,
      object,
      host,
      reason,
      expires: expiresUs === undefined ? null : isoTime(expiresUs),
      is_expired: expiresUs !== undefined && expiresUs < nowUs,
      hits: hits === undefined ? null : (hits.get(exceptionKey(exception)) ?? 0),
    }
  })
}

interface HostDocument {
  readonly win11mon: { readonly alerts?: { readonly exceptions?: readonly { readonly key: string; readonly hits: number }[] } }
}

/** The hits of all hosts of a store. */
export async function readExceptionHits(reader: Pick<DocumentReader, 'hosts'>): Promise<ExceptionHits> {
  const hits = new Map<string, number>()
  for (const row of await reader.hosts()) {
    const found = readStored(row, ({ win11mon }: HostDocument) => win11mon.alerts?.exceptions ?? [])
    for (const { key, hits: count } of found) hits.set(key, (hits.get(key) ?? 0) + count)
  }
  return hits
}

const columns: readonly TableColumn[] = [
  { title: 'rule', cut: 'end' },
  { title: 'hits' },
  { title: 'actor', cut: 'middle' },
  { title: 'object', cut: 'middle' },
  { title: 'host', cut: 'end' },
  { title: 'expires' },
  { title: 'reason', cut: 'end' },
]

/** One line an exception. */
export function exceptionLines(rows: readonly ExceptionRow[], screen: Screen): string[] {
  const cells = rows.map((row) => [
    row.rule,
    hitsText(row),
    row.actor ?? '*',
    row.object ?? '*',
    row.host ?? '*',
    expiryText(row),
    row.reason,
  ])
  return rows.length === 0 ? [] : drawTable(columns, cells, screen)
}

/** How many there are, and which of them do nothing. */
export function exceptionSummary(rows: readonly ExceptionRow[]): string {
  const idle = rows.filter(({ hits, is_expired: isExpired }) => hits === 0 && !isExpired).length
  const expired = rows.filter(({ is_expired: isExpired }) => isExpired).length
  return [
    countOf(rows.length, 'exception'),
    ...(idle > 0 ? [`${idle} never hit`] : []),
    ...(expired > 0 ? [`${expired} expired`] : []),
  ].join(' · ')
}

function hitsText({ hits }: ExceptionRow): string {
  if (hits === null) return '–'
  return hits === 0 ? 'never' : String(hits)
}

function expiryText({ expires, is_expired: isExpired }: ExceptionRow): string {
  if (expires === null) return 'never'
  return isExpired ? `expired ${expires.slice(0, 10)}` : expires.slice(0, 10)
}
