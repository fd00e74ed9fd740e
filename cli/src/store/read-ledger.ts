import type { DocumentReader } from '@win11mon/pipeline'

import type { HostName, ReportLedger } from '../analysis/report.ts'

export interface StreamLedger extends ReportLedger {
  readonly host: HostName
  readonly stream: string
  /** Events of the stream that the store really holds. */
  readonly stored: number
}

/** The ledger of every stream, by the name of its host. */
export async function readLedger(reader: Pick<DocumentReader, 'hosts' | 'streams' | 'countEvents'>): Promise<StreamLedger[]> {
  const hosts = await reader.hosts()
  const stored = await reader.countEvents()
  const places = new Map(hosts.map(({ id, name }, place) => [id, { name, place }] as const))
  const placeOf = (hostId: string): number => places.get(hostId)?.place ?? hosts.length
  const streams = (await reader.streams()).toSorted((left, right) => placeOf(left.host_id) - placeOf(right.host_id))
  const known = new Set(streams.map(({ id }) => id))
  const unaccounted = [...stored].filter(([id]) => !known.has(id)).map(([id, count]) => withoutLedger(id, count))
  const accounted = streams.map(({ id, host_id: hostId, issued, indexed, dead_lettered, gaps, in_flight, unexplained }) => ({
    host: { id: hostId, name: places.get(hostId)?.name ?? null },
    stream: id,
    issued,
    indexed,
    dead_lettered,
    gaps,
    in_flight,
    unexplained,
    stored: stored.get(id) ?? 0,
  }))
  return [...accounted, ...unaccounted]
}

/** A run that was killed leaves events and no account of them. */
function withoutLedger(stream: string, stored: number): StreamLedger {
  const none = { issued: 0, indexed: 0, dead_lettered: 0, gaps: 0, in_flight: 0, unexplained: 0 }
  return { host: { id: '(no ledger)', name: null }, stream, ...none, stored }
}
