import type { FamilyName, Row } from './families.ts'

/**
 * Where a document says the same as its columns, times as ISO text; null where it does not. A store may keep the document alone and
 * read its columns from there.
 */
export const columnPaths: { readonly [Name in FamilyName]: Readonly<Record<keyof Row<Name>, string | null>> } = {
  events: {
    host_id: 'host.id',
    boot_id: 'win11mon.boot_id',
    sequence: 'event.sequence',
    time_us: '@timestamp',
    kind: 'event.action',
    process_id: 'process.entity_id',
    object_id: 'win11mon.object.entity_id',
    source_guid: 'win11mon.source_guid',
    source_object_guid: 'win11mon.source_object_guid',
    source_record: 'win11mon.source_record',
  },
  processes: {
    host_id: 'host.id',
    pid: 'process.pid',
    parent_id: 'process.parent.entity_id',
    creator_id: 'win11mon.creator.entity_id',
    edge_confidence: 'win11mon.edge_confidence',
    status: 'win11mon.status',
    started_us: 'process.start',
    ended_us: 'process.end',
    executable: 'process.executable',
    command_line: 'process.command_line',
    integrity_level: 'process.integrity_level',
    loader_score: 'win11mon.score.loader.probability',
    abuse_score: 'win11mon.score.abuse.probability',
    source_guid: 'win11mon.source_guid',
    source_parent_guid: 'win11mon.source_parent_guid',
  },
  alerts: {
    host_id: 'host.id',
    rule_id: 'rule.id',
    severity: 'win11mon.severity',
    status: 'win11mon.status',
    time_us: '@timestamp',
    process_id: 'process.entity_id',
    object_id: 'win11mon.object.entity_id',
    occurrences: 'win11mon.occurrences',
  },
  hosts: { name: 'host.name' },
  gaps: {
    host_id: 'host.id',
    boot_id: 'win11mon.boot_id',
    kind: 'win11mon.gap.kind',
    reason: 'win11mon.gap.reason',
    count: 'win11mon.gap.count',
    first_time_us: 'win11mon.gap.first_time',
    last_time_us: 'win11mon.gap.last_time',
  },
  streams: {
    host_id: 'host.id',
    issued: 'win11mon.ledger.issued',
    indexed: 'win11mon.ledger.indexed',
    dead_lettered: 'win11mon.ledger.dead_lettered',
    gaps: 'win11mon.ledger.gaps',
    in_flight: 'win11mon.ledger.in_flight',
    unexplained: 'win11mon.ledger.unexplained',
  },
  dead_letters: { host_id: 'host.id', reason: 'error.message', count: 'win11mon.events', bytes: null },
  inputs: { path: null, format: null, bytes: null, events: null, rejected: null },
}

export function columnPath(family: FamilyName, column: string): string | null {
  return (columnPaths[family] as Readonly<Record<string, string | null>>)[column] ?? null
}

/** Where a document says its id; null where it does not. */
export const idPaths: Readonly<Record<FamilyName, string | null>> = {
  events: 'event.id',
  processes: 'process.entity_id',
  alerts: 'win11mon.alert_id',
  hosts: 'host.id',
  gaps: null,
  streams: 'win11mon.boot_id',
  dead_letters: null,
  inputs: null,
}
