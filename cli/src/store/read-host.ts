import type { EdgeConfidence, ProcessStatus } from '@win11mon/enricher'
import type { Database, SqliteValue } from '@win11mon/pipeline'

import type { ProcessView, ScoreView } from '../analysis/process-view.ts'
import { compareAlerts, parseAlert } from '../analysis/read-alerts.ts'
import type { ReportAlert, ReportReason } from '../analysis/report.ts'

/** Every process of a host as the store has it. */
export function readProcesses(database: Database, hostId: string): ProcessView[] {
  const rows = database
    .prepare(
      `SELECT id, pid, parent_id, status, edge_confidence, executable, command_line, integrity_level, started_us, ended_us, doc
       FROM processes WHERE host_id = ?`,
    )
    .all(hostId)
  return rows.map(viewRow)
}

/** Every alert of a host, the gravest first. */
export function readHostAlerts(database: Database, hostId: string): ReportAlert[] {
  const rows = database.prepare("SELECT doc FROM alerts WHERE host_id = ? AND status = 'raised'").all(hostId)
  return rows.map((row) => parseAlert(String(row['doc']))).toSorted(compareAlerts)
}

type Row = Readonly<Record<string, SqliteValue>>

function viewRow(row: Row): ProcessView {
  const { score } = (JSON.parse(String(row['doc'])) as ProcessDocument).win11mon
  return {
    entityId: String(row['id']),
    processId: Number(row['pid']),
    parentId: textOf(row['parent_id']),
    status: String(row['status']) as ProcessStatus,
    edgeConfidence: String(row['edge_confidence']) as EdgeConfidence,
    executable: textOf(row['executable']),
    commandLine: textOf(row['command_line']),
    integrityLevel: numberOf(row['integrity_level']),
    startUs: numberOf(row['started_us']),
    endUs: numberOf(row['ended_us']),
    loader: viewScore(score.loader),
    abuse: viewScore(score.abuse),
    isAbuseReported: score.abuse.is_reported,
  }
}

interface ScoreDocument {
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly reasons: readonly ReportReason[]
}

/** As far as the process document of the enricher is read here. */
interface ProcessDocument {
  readonly win11mon: {
    readonly score: { readonly loader: ScoreDocument; readonly abuse: ScoreDocument & { readonly is_reported: boolean } }
  }
}

function viewScore({ probability, low, high, reasons }: ScoreDocument): ScoreView {
  return { probability, low, high, reasons }
}

function textOf(value: SqliteValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: SqliteValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
