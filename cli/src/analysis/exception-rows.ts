import { type Exception, exceptionKey } from '@win11mon/enricher'
import { isoTime } from '@win11mon/schemas'
import type { DocumentReader } from '@win11mon/pipeline'

import { readStored } from './stored-document.ts'

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
