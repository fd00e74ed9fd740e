import { eventKinds } from '@win11mon/schemas'

import { accessSql, fieldSql, hexSql, integritySql, nameSql, timeSql } from './sqlite-view-expressions.ts'
import { tellingFields } from './telling-fields.ts'

/** A column of a view: its name, the SQL behind it, and one sentence. */
export interface ViewColumn {
  readonly name: string
  readonly sql: string
  readonly doc: string
}

export interface View {
  readonly doc: string
  readonly columns: readonly ViewColumn[]
  /** SQL behind the columns: `FROM …`. */
  readonly from: string
}

type Row = readonly [name: string, sql: string, doc: string]

function columnsOf(rows: readonly Row[]): ViewColumn[] {
  return rows.map(([name, sql, doc]) => ({ name, sql, doc }))
}

const executable = (row: string, doc: string, path: string): string => `coalesce(${row}.executable, ${fieldSql(doc, path)})`
const actorPath = (doc: string): string => executable('actor', doc, 'process.executable')
const objectPath = (doc: string): string => executable('object', doc, 'win11mon.object.executable')

/** Who acted: the same columns in every view about something that happened. */
function actorRows(doc: string): Row[] {
  return [
    ['actor', nameSql(actorPath(doc)), "Name of the actor's image."],
    ['actor_pid', `coalesce(actor.pid, ${fieldSql(doc, 'process.pid')})`, 'Its process id.'],
    ['actor_executable', actorPath(doc), 'Path of its image.'],
    ['actor_command_line', 'actor.command_line', 'Its command line.'],
    ['actor_user', fieldSql('actor', 'user.name'), 'Account it runs as.'],
    ['actor_integrity', integritySql('actor.integrity_level'), 'Its integrity level in words.'],
  ]
}

function objectRows(doc: string): Row[] {
  return [
    ['object', nameSql(objectPath(doc)), 'Name of the image of the process acted on; null when there is none.'],
    ['object_pid', `coalesce(object.pid, ${fieldSql(doc, 'win11mon.object.pid')})`, 'Its process id.'],
    ['object_executable', objectPath(doc), 'Path of its image.'],
  ]
}

function joined(table: string, name: string): string {
  return `FROM ${table} AS ${name} LEFT JOIN hosts ON hosts.id = ${name}.host_id
  LEFT JOIN processes AS actor ON actor.id = ${name}.process_id
  LEFT JOIN processes AS object ON object.id = ${name}.object_id`
}

const hostName = (table: string): string => `coalesce(hosts.name, ${table}.host_id)`
const maskSql = `coalesce(${fieldSql('event', 'win11mon.handle.granted_access')}, ${fieldSql('event', 'win11mon.handle.desired_access')})`
const objectTypeSql = fieldSql('event', 'win11mon.object.type')

/** What happened, by kind; of handle events the rights. Texts, names and ports stand one after the other. */
function detailSql(): string {
  const cases = eventKinds.flatMap((kind) => {
    const fields = tellingFields(kind).filter(
      ({ type, name }) => type === 'string' || type === 'enum' || name.endsWith('_port') || name === 'event_id',
    )
    const values = fields.map(({ index }) => `coalesce(' ' || ${fieldSql('event', index)}, '')`)
    return values.length === 0 ? [] : [`WHEN '${kind}' THEN nullif(substr(${values.join(' || ')}, 2), '')`]
  })
  const handles = `WHEN 'handle_create' THEN ${accessSql(maskSql, objectTypeSql)} WHEN 'handle_duplicate' THEN ${accessSql(maskSql, objectTypeSql)}`
  return `CASE event.kind ${cases.join(' ')} ${handles} END`
}

const keyRows = (table: string): Row[] => [
  ['host_id', `${table}.host_id`, 'Host, `hosts.id`.'],
  ['process_id', `${table}.process_id`, "The actor's entity, `processes.id`."],
  ['object_id', `${table}.object_id`, "The object's entity, `processes.id`."],
  ['time_us', `${table}.time_us`, 'The time as the tables have it: filter by it, it has an index.'],
  ['doc', `${table}.doc`, 'The whole document as JSON.'],
]

export const viewNames = ['v_events', 'v_handles', 'v_processes', 'v_alerts'] as const
export type ViewName = (typeof viewNames)[number]

/** What people read instead of the tables. `docs/store.md` explains them; a test compares the two. */
export const views: Readonly<Record<ViewName, View>> = {
  v_events: {
    doc: 'The events, readable.',
    from: joined('events', 'event'),
    columns: columnsOf([
      ['id', 'event.id', 'Event id.'],
      ['time', timeSql('event.time_us'), 'When it happened, ISO 8601, UTC.'],
      ['host', hostName('event'), 'Name of the host.'],
      ['kind', 'event.kind', 'Kind of event.'],
      ...actorRows('event'),
      ...objectRows('event'),
      ['detail', detailSql(), 'What the event is about: image loaded, registry path, command line, rights of a handle, and so on by kind.'],
      ['access', hexSql(maskSql), 'Handle events: the rights of the handle as a hexadecimal mask; granted, else asked for.'],
      ['rights', accessSql(maskSql, objectTypeSql), 'The same in words, by the type of the object.'],
      ['source_record', 'event.source_record', 'Record in the capture.'],
      ...keyRows('event'),
    ]),
  },
  v_handles: {
    doc: 'Handles opened and duplicated, one row per event.',
    from: `${joined('events', 'event')} WHERE event.kind IN ('handle_create', 'handle_duplicate')`,
    columns: columnsOf([
      ['id', 'event.id', 'Event id.'],
      ['time', timeSql('event.time_us'), 'When it happened, ISO 8601, UTC.'],
      ['host', hostName('event'), 'Name of the host.'],
      ['kind', 'event.kind', '`handle_create` (opened) or `handle_duplicate`.'],
      ...actorRows('event'),
      ...objectRows('event'),
      ['object_type', objectTypeSql, '`process`, `thread`, `desktop` or `unknown`; unknown is read as a process.'],
      ['access', hexSql(maskSql), 'The rights of the handle as a hexadecimal mask; granted, else asked for.'],
      ['rights', accessSql(maskSql, objectTypeSql), 'The same in words, by the type of the object.'],
      ['source_pid', fieldSql('event', 'win11mon.source.pid'), 'Duplicates: process whose handle was copied.'],
      ['recipient_pid', fieldSql('event', 'win11mon.recipient.pid'), 'Duplicates: process that received the copy.'],
      ['status', hexSql(fieldSql('event', 'win11mon.handle.status')), 'NTSTATUS, hexadecimal.'],
      ['call_trace', fieldSql('event', 'win11mon.handle.call_trace'), 'User-mode call stack as the source writes it.'],
      ...keyRows('event'),
    ]),
  },
  v_processes: {
    doc: 'The processes, readable.',
    from: `FROM processes AS process LEFT JOIN hosts ON hosts.id = process.host_id
  LEFT JOIN processes AS parent ON parent.id = process.parent_id`,
    columns: columnsOf([
      ['id', 'process.id', 'Entity id.'],
      ['host', hostName('process'), 'Name of the host.'],
      ['pid', 'process.pid', 'Process id; not an identity.'],
      ['name', nameSql('process.executable'), 'Name of the main image.'],
      ['executable', 'process.executable', 'Path of the main image.'],
      ['command_line', 'process.command_line', 'Command line.'],
      ['user', fieldSql('process', 'user.name'), 'Account it runs as.'],
      ['integrity', integritySql('process.integrity_level'), 'Integrity level in words.'],
      ['started', timeSql('process.started_us'), 'Start, ISO 8601, UTC; null when never seen.'],
      ['ended', timeSql('process.ended_us'), 'End, ISO 8601, UTC; null while it runs or when never seen.'],
      ['exit_code', hexSql(fieldSql('process', 'process.exit_code')), 'NTSTATUS it ended with, hexadecimal.'],
      ['working_directory', fieldSql('process', 'process.working_directory'), 'Directory it was started in.'],
      ['session_id', fieldSql('process', 'process.session_id'), 'Terminal session.'],
      ['signed_by', fieldSql('process', 'process.code_signature.subject_name'), 'Who signed the main image.'],
      [
        'parent',
        nameSql(`coalesce(parent.executable, ${fieldSql('process', 'process.parent.executable')})`),
        "Name of the parent's image.",
      ],
      ['parent_pid', `coalesce(parent.pid, ${fieldSql('process', 'process.parent.pid')})`, "The parent's process id."],
      [
        'parent_executable',
        `coalesce(parent.executable, ${fieldSql('process', 'process.parent.executable')})`,
        "Path of the parent's image.",
      ],
      [
        'parent_command_line',
        `coalesce(parent.command_line, ${fieldSql('process', 'process.parent.command_line')})`,
        "The parent's command line.",
      ],
      ['parent_id', 'process.parent_id', "The parent's entity, `processes.id`."],
      ['edge_confidence', 'process.edge_confidence', 'How sure the parent is: `observed`, `inferred`, `unknown`.'],
      ['status', 'process.status', '`created`, `observed` or `placeholder`.'],
      ['loader_score', 'process.loader_score', 'Probability that it uses I/O rings, 0 to 1.'],
      ['abuse_score', 'process.abuse_score', 'Probability that it abuses one, 0 to 1.'],
      [
        'alerts',
        "(SELECT count(*) FROM alerts WHERE alerts.process_id = process.id AND alerts.status = 'raised')",
        'Alerts that stand and whose actor it is.',
      ],
      ['host_id', 'process.host_id', 'Host, `hosts.id`.'],
      ['started_us', 'process.started_us', 'Start as the tables have it.'],
      ['ended_us', 'process.ended_us', 'End as the tables have it.'],
      ['doc', 'process.doc', 'The whole document as JSON.'],
    ]),
  },
  v_alerts: {
    doc: 'The alerts, readable.',
    from: joined('alerts', 'alert'),
    columns: columnsOf([
      ['id', 'alert.id', 'Alert id.'],
      ['time', timeSql('alert.time_us'), 'First event that raised it, ISO 8601, UTC.'],
      ['last_time', fieldSql('alert', 'event.end'), 'Last such event.'],
      ['host', hostName('alert'), 'Name of the host.'],
      ['severity', 'alert.severity', '`informational`, `low`, `medium`, `high` or `critical`.'],
      ['rule_id', 'alert.rule_id', 'Rule, `docs/rules/`.'],
      ['rule', fieldSql('alert', 'rule.name'), 'Its name.'],
      ['status', 'alert.status', '`raised`, or `withdrawn` when later events explained it.'],
      ['occurrences', 'alert.occurrences', 'How often the rule fired for this cause.'],
      ...actorRows('alert'),
      ...objectRows('alert'),
      ['reasons', listSql('win11mon.reasons'), 'Why, separated by semicolons.'],
      ['techniques', listSql('threat.technique', "json_extract(value, '$.id')"), 'ATT&CK techniques, separated by semicolons.'],
      ['meaning', fieldSql('alert', 'win11mon.meaning'), 'What it means.'],
      ['what_to_do', fieldSql('alert', 'win11mon.what_to_do'), 'What to do about it.'],
      ...keyRows('alert'),
    ]),
  },
}

function listSql(path: string, item = 'value'): string {
  return `(SELECT group_concat(${item}, '; ') FROM json_each(alert.doc, '$.${path}'))`
}
