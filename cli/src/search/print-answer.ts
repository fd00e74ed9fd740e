import { isoTime } from '@win11mon/enricher'
import type { SearchTerm } from '@win11mon/pipeline'

import type { CommandContext } from '../command-context.ts'
import { csvLine } from '../terminal/csv.ts'
import { formatCount } from '../terminal/format.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { cutEnd } from '../terminal/width.ts'
import { eventCsvColumns, eventCsvRow, eventObject } from '../timeline/event-objects.ts'
import { createLineDrawing } from '../timeline/line-layout.ts'
import { type FoundProcess, foundProcessLines, foundProcessObject } from './found-processes.ts'
import type { Answer, FoundEvent } from './run-search.ts'
import { whereFound } from './where-found.ts'

export type AnswerFormat = 'table' | 'json' | 'ndjson' | 'csv'

interface Printing {
  readonly format: AnswerFormat
  readonly terms: readonly SearchTerm[]
  readonly showsIds: boolean
}

export function printAnswer(answer: Answer, printing: Printing, context: CommandContext): void {
  const { stdout } = context
  const { processes, events } = answer
  const processObjects = (): object[] => processes.items.map((found) => foundProcessObject(found, isoTime))
  if (printing.format === 'json') {
    const found = { ...summaryOf(answer), processes: processObjects(), events: events.items.map(({ line }) => eventObject(line)) }
    stdout.write(`${safeJson(found, 2)}\n`)
  } else if (printing.format === 'ndjson') {
    for (const object of processObjects()) stdout.write(`${safeJson({ type: 'process', ...object })}\n`)
    for (const { line } of events.items) stdout.write(`${safeJson({ type: 'event', ...eventObject(line) })}\n`)
    stdout.write(`${safeJson({ type: 'summary', ...summaryOf(answer) })}\n`)
  } else if (printing.format === 'csv') {
    const lines = [
      ['type', ...eventCsvColumns],
      ...processes.items.map(processCells),
      ...events.items.map(({ line }) => ['event', ...eventCsvRow(line)]),
    ]
    for (const line of lines) stdout.write(`${csvLine(line)}\n`)
  } else printTables(answer, printing, context)
}

function summaryOf({ processes, events, isComplete }: Answer): Readonly<Record<string, unknown>> {
  return { complete: isComplete, total_processes: processes.total, total_events: events.total }
}

function processCells({ row, host }: FoundProcess): (string | number | null)[] {
  const start = row.started_us === null ? null : isoTime(row.started_us)
  return ['process', start, host.name ?? host.id, null, null, row.executable, row.pid, row.id, null, null, null, row.command_line]
}

function printTables(answer: Answer, { terms, showsIds }: Printing, { stdout, environment }: CommandContext): void {
  const screen = screenOf(stdout, environment)
  const isWide = !stdout.isTerminal && environment['COLUMNS'] === undefined
  const wide: Screen = isWide ? { ...screen, columns: Infinity } : screen
  const { processes, events, showsHost } = answer
  const lines: string[] = []
  if (processes.items.length > 0) {
    lines.push(heading('PROCESSES', processes, screen), ...foundProcessLines(processes.items, { screen: wide, showsHost }))
  }
  if (events.items.length > 0) {
    const draw = createLineDrawing({ screen: wide, showsHost, showsIds, splitsDays: stdout.isTerminal })
    lines.push(...(lines.length > 0 ? [''] : []), heading('EVENTS', events, screen))
    for (const event of events.items) {
      if (event.shown !== undefined) lines.push(...draw(event.shown), ...whereLines(event, terms, wide))
    }
  }
  if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`)
}

function heading(
  title: string,
  { items, total }: { readonly items: readonly unknown[]; readonly total: number },
  { colours }: Screen,
): string {
  const hidden = total - items.length
  const count =
    hidden === 0
      ? formatCount(total)
      : `${formatCount(total)}, the first ${formatCount(items.length)} of them; ${formatCount(hidden)} more with --limit`
  return `${colours.bold(title)}  ${colours.dim(count)}`
}

/** Where it was found, when the line itself does not show it. */
function whereLines(
  { line: own, shown: script, document }: FoundEvent,
  terms: readonly SearchTerm[],
  { columns, colours }: Screen,
): string[] {
  const line = script ?? own
  const shown = [
    line.time,
    line.kind,
    line.what,
    line.process?.executable,
    line.object?.executable,
    line.process?.pid,
    line.object?.pid,
    line.host.name,
  ].join(' ')
  return whereFound(document, terms, shown).map(({ field, value }) => colours.dim(cutEnd(`    ${sanitize(`${field} ${value}`)}`, columns)))
}
