import type { CommandContext } from '../command-context.ts'
import { csvLine } from '../terminal/csv.ts'
import type { EventLine } from '../store/event-line.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { eventCsvColumns, eventCsvRow, eventObject } from './event-objects.ts'
import { createLineDrawing } from './line-layout.ts'

export type EventFormat = 'table' | 'ndjson' | 'csv'

interface Printing {
  readonly format: EventFormat
  readonly showsHost: boolean
  readonly showsIds: boolean
}

/** Prints events as they come. On a terminal lines keep to its width; in a pipe nothing is cut, and each line has its date. */
export function createEventPrinter(
  { format, showsHost, showsIds }: Printing,
  { stdout, environment }: CommandContext,
): (line: EventLine) => void {
  if (format === 'ndjson') return (line) => stdout.write(`${safeJson(eventObject(line))}\n`)
  if (format === 'csv') {
    stdout.write(`${csvLine(eventCsvColumns)}\n`)
    return (line) => stdout.write(`${csvLine(eventCsvRow(line))}\n`)
  }
  const screen = screenOf(stdout, environment)
  const columns = stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen.columns : Infinity
  const draw = createLineDrawing({ screen: { ...screen, columns }, showsHost, showsIds, splitsDays: stdout.isTerminal })
  return (line) => stdout.write(`${draw(line).join('\n')}\n`)
}
