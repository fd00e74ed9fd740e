import type { SqliteValue } from '../sqlite/open-database.ts'
import type { HandleUse } from './document-search.ts'
import { fieldSql } from './sqlite-view-expressions.ts'

const field = (path: string): string => fieldSql('events', path)

/** With OFFSET SQLite keeps the inner query apart and takes each value out of a document once. */
export function handleUsesSql(where: string): string {
  return `SELECT host_id, kind, process_id, object_id, object_path, object_type, access, source_pid, recipient_pid,
    count(*) AS events, min(time_us) AS first_us, max(time_us) AS last_us
  FROM (
    SELECT host_id, kind, process_id, object_id, time_us,
      CASE WHEN object_id IS NULL THEN ${field('win11mon.object.executable')} END AS object_path,
      ${field('win11mon.object.type')} AS object_type,
      coalesce(${field('win11mon.handle.granted_access')}, ${field('win11mon.handle.desired_access')}) AS access,
      ${field('win11mon.source.pid')} AS source_pid,
      ${field('win11mon.recipient.pid')} AS recipient_pid
    FROM events ${where} LIMIT -1 OFFSET 0
  )
  GROUP BY host_id, kind, process_id, object_id, object_path, object_type, access, source_pid, recipient_pid
  ORDER BY first_us, process_id, object_id`
}

export function toHandleUse(row: Readonly<Record<string, SqliteValue>>): HandleUse {
  return {
    hostId: String(row['host_id']),
    kind: row['kind'] === 'handle_duplicate' ? 'handle_duplicate' : 'handle_create',
    actorId: textOf(row['process_id']),
    objectId: textOf(row['object_id']),
    objectPath: textOf(row['object_path']),
    objectType: textOf(row['object_type']),
    access: numberOf(row['access']),
    sourcePid: numberOf(row['source_pid']),
    recipientPid: numberOf(row['recipient_pid']),
    events: Number(row['events']),
    firstUs: Number(row['first_us']),
    lastUs: Number(row['last_us']),
  }
}

function textOf(value: SqliteValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: SqliteValue | undefined): number | null {
  return typeof value === 'number' ? value : null
}
