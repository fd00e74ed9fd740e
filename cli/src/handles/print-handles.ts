import { isoTime } from '@win11mon/enricher'

import type { CommandContext } from '../command-context.ts'
import { processName } from '../report/process-name.ts'
import { hex } from '../store/event-fields.ts'
import type { Party } from '../store/event-line.ts'
import { hostText } from '../store/host-names.ts'
import { csvLine } from '../terminal/csv.ts'
import { formatCount, formatTime } from '../terminal/format.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
import type { HandleRow } from './handle-rows.ts'

export type HandleFormat = 'table' | 'json' | 'ndjson' | 'csv'

export function printHandles(
  rows: readonly HandleRow[],
  { format, showsHost }: { format: HandleFormat; showsHost: boolean },
  context: CommandContext,
): void {
  const { stdout, environment } = context
  if (format === 'json') stdout.write(`${safeJson(rows.map(handleObject), 2)}\n`)
  else if (format === 'ndjson') for (const row of rows) stdout.write(`${safeJson(handleObject(row))}\n`)
  else if (format === 'csv') for (const line of [csvColumns, ...rows.map(csvCells)]) stdout.write(`${csvLine(line)}\n`)
  else if (rows.length > 0) {
    const screen = screenOf(stdout, environment)
    const columns = stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen.columns : Infinity
    stdout.write(`${handleLines(rows, { screen: { ...screen, columns }, showsHost }).join('\n')}\n`)
  }
}

/** Lines of a table; rights give way where the screen is narrow, as the mask stands before them. */
export function handleLines(rows: readonly HandleRow[], { screen, showsHost }: { screen: Screen; showsHost: boolean }): string[] {
  const { dim, yellow, red } = screen.colours
  const columns = [
    ...(showsHost ? [{ title: 'host', cut: 'end' } as const] : []),
    { title: 'actor', cut: 'middle' } as const,
    { title: 'object', cut: 'middle' } as const,
    { title: 'events', align: 'right' } as const,
    { title: 'first', paint: dim },
    { title: 'last', paint: dim },
    { title: 'access', align: 'right' } as const,
    {
      title: 'rights',
      cut: 'end',
      paint: (text: string) => (text.startsWith('▲') ? red(text) : text.startsWith('duplicated') ? yellow(text) : text),
    } as const,
  ]
  const cells = rows.map((row) => [
    ...(showsHost ? [hostText(row.host).split('.')[0] ?? ''] : []),
    processName(row.actor),
    row.object.executable === null && row.object.pid === null ? '–' : processName(row.object),
    formatCount(row.events),
    ...timesOf(row),
    row.access === null ? '–' : hex(row.access),
    rightsText(row),
  ])
  return drawTable(columns, cells, screen)
}

/** Of the last time only what differs from the first. */
function timesOf({ firstUs, lastUs }: HandleRow): [string, string] {
  const [first, last] = [formatTime(firstUs), formatTime(lastUs)]
  if (first === last) return [first, '']
  return [first, first.slice(0, 10) === last.slice(0, 10) ? last.slice(11) : last]
}

function rightsText({ operation, rights, source, recipient, object_type: type, rule_ids: rules }: HandleRow): string {
  const roles = operation === 'opened' ? '' : `duplicated${roleText('from', source)}${roleText('into', recipient)}`
  const what = type === 'thread' || type === 'desktop' ? `${type}: ` : ''
  const alerts = rules.length === 0 ? '' : `▲ ${rules.join(' ')}  `
  return `${alerts}${[roles, rights === null ? '' : `${what}${rights}`].filter((part) => part !== '').join('; ') || 'not recorded'}`
}

function roleText(word: string, party: Party | null): string {
  if (party === null) return ''
  return party.executable === null ? ` ${word} pid ${party.pid}` : ` ${word} ${processName(party)}`
}

export function handleObject({ firstUs, lastUs, access, ...row }: HandleRow): Readonly<Record<string, unknown>> {
  return { ...row, access: access === null ? null : hex(access), first: isoTime(firstUs), last: isoTime(lastUs) }
}

const csvColumns =
  'host,operation,actor,actor_pid,actor_id,object,object_pid,object_id,object_type,access,rights,source_pid,recipient_pid,events,first,last,rules'.split(
    ',',
  )

function csvCells(row: HandleRow): (string | number | null)[] {
  const who = [row.host.name ?? row.host.id, row.operation, ...partyCells(row.actor), ...partyCells(row.object)]
  const rights = [row.object_type, row.access === null ? null : hex(row.access), row.rights]
  return [
    ...who,
    ...rights,
    row.source?.pid ?? null,
    row.recipient?.pid ?? null,
    row.events,
    isoTime(row.firstUs),
    isoTime(row.lastUs),
    row.rule_ids.join(' '),
  ]
}

function partyCells({ executable, pid, entity_id: id }: Party): (string | number | null)[] {
  return [executable, pid, id]
}
