import { type IndexType, indexFields } from '@win11mon/schemas'

import { columnPath } from './column-paths.ts'
import { type Column, type FamilyName, columnsOf } from './families.ts'

/** A field of a family's documents: its dotted name and what it is searched as. */
export type DocumentField = readonly [path: string, type: IndexType]

const actor: readonly DocumentField[] = [
  ['process.entity_id', 'keyword'],
  ['process.pid', 'long'],
  ['process.executable', 'wildcard'],
  ['process.command_line', 'wildcard'],
]
const object: readonly DocumentField[] = [
  ['win11mon.object.entity_id', 'keyword'],
  ['win11mon.object.pid', 'long'],
  ['win11mon.object.executable', 'wildcard'],
  ['win11mon.object.command_line', 'wildcard'],
]

function score(name: 'loader' | 'abuse'): readonly DocumentField[] {
  const numbers = ['probability', 'low', 'high', 'nats', 'reasons.weight_nats']
  return [
    ...numbers.map((field) => [`win11mon.score.${name}.${field}`, 'double'] as const),
    [`win11mon.score.${name}.reasons.feature`, 'keyword'],
    [`win11mon.score.${name}.reasons.text`, 'keyword'],
    [`win11mon.score.${name}.reasons.basis`, 'keyword'],
    [`win11mon.score.${name}.reasons.evidence_ids`, 'keyword'],
  ]
}

/** Fields beside those of the columns and, of events, of the catalogue. Those of the catalogue have its types where they come again. */
const furtherFields: Readonly<Record<FamilyName, readonly DocumentField[]>> = {
  events: [
    ['event.id', 'keyword'],
    ['host.name', 'keyword'],
  ],
  processes: [
    ...actor,
    ['host.name', 'keyword'],
    ['process.exit_code', 'long'],
    ['process.working_directory', 'wildcard'],
    ['process.session_id', 'long'],
    ['process.code_signature.exists', 'boolean'],
    ['process.code_signature.subject_name', 'keyword'],
    ['process.parent.pid', 'long'],
    ['process.parent.executable', 'wildcard'],
    ['process.parent.command_line', 'wildcard'],
    ['user.name', 'keyword'],
    ['win11mon.is_partial', 'boolean'],
    ['win11mon.end_cause', 'keyword'],
    ['win11mon.is_partial', 'boolean'],
    ['win11mon.start_event_ids', 'keyword'],
    ['win11mon.prevalence.hosts', 'long'],
    ['win11mon.prevalence.error_percent', 'double'],
    ['win11mon.score.model_version', 'keyword'],
    ...score('loader'),
    ...score('abuse'),
    ['win11mon.score.abuse.is_reported', 'boolean'],
  ],
  alerts: [
    ...actor,
    ...object,
    ['event.kind', 'keyword'],
    ['event.start', 'date_us'],
    ['event.end', 'date_us'],
    ['rule.name', 'keyword'],
    ['host.name', 'keyword'],
    ['threat.technique.id', 'keyword'],
    ['threat.technique.name', 'keyword'],
    ['win11mon.alert_id', 'keyword'],
    ['win11mon.reasons', 'keyword'],
    ['win11mon.evidence_ids', 'keyword'],
    ['win11mon.meaning', 'none'],
    ['win11mon.what_to_do', 'none'],
    ['win11mon.history.@timestamp', 'date_us'],
    ['win11mon.history.status', 'keyword'],
    ['win11mon.history.severity', 'keyword'],
  ],
  hosts: [
    ['host.id', 'keyword'],
    ['win11mon.last_event', 'date_us'],
    ['win11mon.is_partial', 'boolean'],
    ['win11mon.boots', 'date_us'],
    ['win11mon.is_partial', 'boolean'],
    ['win11mon.alerts.raised', 'long'],
    ['win11mon.alerts.repeated', 'long'],
    ['win11mon.alerts.excepted', 'long'],
    ['win11mon.alerts.suppressed', 'long'],
    ['win11mon.alerts.exceptions.key', 'keyword'],
    ['win11mon.alerts.exceptions.hits', 'long'],
  ],
  gaps: [
    ['@timestamp', 'date_us'],
    ['win11mon.gap.detail', 'keyword'],
  ],
  streams: [['win11mon.boot_id', 'keyword']],
  dead_letters: [['win11mon.bytes', 'long']],
  inputs: [],
}

/** Every field of a family's documents, each once, by name. */
export function documentFields(family: FamilyName): readonly DocumentField[] {
  const fields = new Map<string, IndexType>()
  for (const column of columnsOf(family)) fields.set(columnPath(family, column.name) ?? `stored.${column.name}`, columnType(column))
  for (const [path, type] of furtherFields[family]) fields.set(path, type)
  if (family === 'events') for (const { index, indexType } of indexFields) fields.set(index, indexType)
  return [...fields].toSorted(([left], [right]) => (left < right ? -1 : 1))
}

function columnType({ name, type }: Column): IndexType {
  if (name.endsWith('_us')) return 'date_us'
  const types = { TEXT: 'keyword', INTEGER: 'long', REAL: 'double', BLOB: 'binary' } as const
  return types[type]
}
