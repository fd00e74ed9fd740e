import type { ProcessView } from '../../src/analysis/process-view.ts'
import type { ReportAlert } from '../../src/analysis/report.ts'

const nothing = { probability: 0.002, low: 0.001, high: 0.006, reasons: [] }

/** A harmless process whose id is its pid. */
export function aProcess(processId: number, parentId: number | null, fields: Partial<ProcessView> = {}): ProcessView {
  return {
    entityId: String(processId),
    processId,
    parentId: parentId === null ? null : String(parentId),
    status: 'created',
    edgeConfidence: parentId === null ? 'unknown' : 'observed',
    executable: `C:\\Windows\\p${processId}.exe`,
    commandLine: null,
    integrityLevel: null,
    startUs: processId * 1_000_000,
    endUs: null,
    loader: nothing,
    abuse: nothing,
    isAbuseReported: false,
    userName: null,
    namedParent: null,
    ...fields,
  }
}

export function anAlert(actorId: number, fields: Partial<ReportAlert> = {}): ReportAlert {
  const actor = {
    entity_id: String(actorId),
    pid: actorId,
    executable: `C:\\Windows\\p${actorId}.exe`,
    command_line: null,
    user: null,
    parent: null,
  }
  return {
    id: `alert-${actorId}`,
    rule_id: 'HD-08',
    rule_name: 'Access to lsass',
    severity: 'high',
    time: '2025-01-15T08:00:00.000000Z',
    last_time: '2025-01-15T08:00:00.000000Z',
    host: { id: 'host', name: 'DESK1' },
    actor,
    object: null,
    reasons: ['reads memory'],
    evidence_ids: [],
    occurrences: 1,
    attack: [{ id: 'T1003', name: 'OS Credential Dumping' }],
    meaning: 'It reads memory.',
    what_to_do: 'Look at it.',
    ...fields,
  }
}
