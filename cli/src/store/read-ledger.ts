import type { Database } from '@win11mon/pipeline'

import type { HostName, ReportLedger } from '../analysis/report.ts'

export interface StreamLedger extends ReportLedger {
  readonly host: HostName
  readonly stream: string
  /** Events of the stream that the store really holds. */
  readonly stored: number
}

/** The ledger of every stream, by host. */
export function readLedger(database: Database): StreamLedger[] {
  const rows = database
    .prepare(
      `SELECT s.id, s.host_id, h.name, s.issued, s.indexed, s.dead_lettered, s.gaps, s.in_flight, s.unexplained, coalesce(e.stored, 0) AS stored
       FROM streams s LEFT JOIN hosts h ON h.id = s.host_id
       LEFT JOIN (SELECT boot_id, count(*) AS stored FROM events GROUP BY boot_id) e ON e.boot_id = s.id
       ORDER BY h.name, s.host_id, s.id`,
    )
    .all()
  return rows.map((row) => {
    const numberOf = (column: string): number => Number(row[column])
    return {
      host: { id: String(row['host_id']), name: typeof row['name'] === 'string' ? row['name'] : null },
      stream: String(row['id']),
      issued: numberOf('issued'),
      indexed: numberOf('indexed'),
      dead_lettered: numberOf('dead_lettered'),
      gaps: numberOf('gaps'),
      in_flight: numberOf('in_flight'),
      unexplained: numberOf('unexplained'),
      stored: numberOf('stored'),
    }
  })
}
