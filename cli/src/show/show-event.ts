import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

import { readAlerts } from '../analysis/read-alerts.ts'
import type { HostName, ReportAlert } from '../analysis/report.ts'
import { processName } from '../report/process-name.ts'
import { type FieldValue, type JsonObject, fieldValues, textAt, valueText } from '../store/event-fields.ts'
import { type EventLine, documentOf, eventLine } from '../store/event-line.ts'
import { hostText } from '../store/host-names.ts'
import { type ScriptBlock, createScriptBlocks, partsText, scriptText } from '../store/script-blocks.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { pad, wrap } from '../terminal/width.ts'
import { eventObject } from '../timeline/event-objects.ts'
import { factLines, nextLines, quoted, section, showCommandLine } from './page-lines.ts'
import type { Fact } from './process-facts.ts'

/** An event with every field of it. */
export interface EventPage {
  readonly line: EventLine
  readonly document: JsonObject
  readonly fields: readonly FieldValue[]
  readonly objectType: string | null
  /** The script that the event is a part of. */
  readonly script: ScriptBlock | undefined
  /** Alerts that rest on it. */
  readonly alerts: readonly ReportAlert[]
}

export async function readEventPage(
  row: StoredRow<'events'>,
  reader: DocumentReader,
  hosts: ReadonlyMap<string, HostName>,
): Promise<EventPage> {
  const document = documentOf(row)
  const alerts = row.process_id === null ? [] : await readAlerts(reader, { entityId: row.process_id })
  return {
    line: await eventLine(row, hosts, createStoredProcesses(reader)),
    document,
    fields: fieldValues(row.kind, document),
    objectType: textAt(document, 'win11mon.object.type'),
    script: await createScriptBlocks(reader).of(row),
    alerts: alerts.filter(({ evidence_ids: ids }) => ids.includes(row.id)),
  }
}

export function eventPageLines({ line, fields, objectType, script, alerts }: EventPage, screen: Screen, store: string): string[] {
  const { bold, dim } = screen.colours
  const who: Fact[] = [
    ['time', `${line.time.slice(0, -1).replace('T', ' ')} UTC`],
    ['host', hostText(line.host)],
    ...(line.process === null ? [] : [['actor', partyText(line.process)] as const]),
    ...(line.object === null ? [] : [['object', partyText(line.object)] as const]),
    ['event id', line.id],
  ]
  const db = quoted(store)
  return [
    `${bold(sanitize(line.kind))}  ${dim(`docs/events/${sanitize(line.kind)}.md`)}`,
    ...factLines(who, screen),
    ...section('FIELDS', '', fieldLines(fieldsBeside(script, fields), objectType, screen), screen),
    ...(script === undefined ? [] : section('SCRIPT', partsText(script), scriptLines(script, screen), screen)),
    ...section(
      'ALERTS',
      '',
      factLines(
        alerts.map((alert): Fact => [alert.rule_id, `${alert.rule_name}  ${alert.id}`]),
        screen,
      ),
      screen,
    ),
    ...nextLines(
      [
        ...alerts.slice(0, 2).map(({ id }) => showCommandLine(id, db)),
        ...(line.process?.entity_id == null ? [] : [showCommandLine(line.process.entity_id, db)]),
        ...(line.object?.entity_id == null ? [] : [showCommandLine(line.object.entity_id, db)]),
      ],
      screen,
    ),
  ]
}

/** The text of one part stands in the script. */
function fieldsBeside(script: ScriptBlock | undefined, fields: readonly FieldValue[]): readonly FieldValue[] {
  return script === undefined ? fields : fields.filter(({ field }) => field.index !== 'win11mon.script.text')
}

function scriptLines(script: ScriptBlock, { columns }: Screen): string[] {
  return scriptText(script)
    .split(/\r\n|[\n\r]/)
    .flatMap((text) => {
      const indent = '  '.repeat(1 + Math.min(text.search(/\S|$/), 40) / 2)
      return wrap(sanitize(text.trim()), columns - indent.length).map((line) => `${indent}${line}`.trimEnd())
    })
}

function partyText(party: NonNullable<EventLine['process']>): string {
  const name = processName(party)
  return `${name}${party.executable === null || party.executable === name ? '' : `  ${party.executable}`}${party.entity_id === null ? '' : `  ${party.entity_id}`}`
}

function fieldLines(fields: readonly FieldValue[], objectType: string | null, { columns, colours }: Screen): string[] {
  const width = fields.reduce((widest, { field }) => Math.max(widest, field.index.length), 0) + 2
  return fields.flatMap((one) =>
    wrap(sanitize(valueText(one, objectType)), columns - width - 2).map(
      (text, index) => `  ${colours.dim(pad(index === 0 ? one.field.index : '', width))}${text}`,
    ),
  )
}

export function eventPageObject({ line, document, fields, objectType, script, alerts }: EventPage): Readonly<Record<string, unknown>> {
  return {
    type: 'event',
    ...eventObject(line),
    fields: fields.map((one) => ({
      field: one.field.index,
      value: one.value,
      text: valueText(one, objectType),
      unit: one.field.unit ?? null,
    })),
    ...(script === undefined ? {} : { script: scriptObject(script) }),
    alerts: alerts.map(({ id, rule_id: ruleId, severity }) => ({ id, rule_id: ruleId, severity })),
    doc: document,
  }
}

function scriptObject(script: ScriptBlock): Readonly<Record<string, unknown>> {
  const { blockId, partCount, parts, missing, path } = script
  return {
    block_id: blockId,
    part_count: partCount,
    missing_parts: missing,
    path,
    text: scriptText(script),
    event_ids: parts.map(({ eventId }) => eventId),
  }
}
