import type { StoredRow } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'
import { processName } from '../report/process-name.ts'
import { type JsonObject, textAt } from '../store/event-fields.ts'
import { documentOf } from '../store/event-line.ts'
import { hostText } from '../store/host-names.ts'
import { formatTime } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'

/** A process that was found. Text of endpoints stands in it as it came. */
export interface FoundProcess {
  readonly row: StoredRow<'processes'>
  readonly host: HostName
  readonly document: JsonObject
  readonly user: string | null
}

export function foundProcess(row: StoredRow<'processes'>, hosts: ReadonlyMap<string, HostName>): FoundProcess {
  const document = documentOf(row)
  return { row, host: hosts.get(row.host_id) ?? { id: row.host_id, name: null }, document, user: textAt(document, 'user.name') }
}

/** Lines of a table; the command line gives way where the screen is narrow. */
export function foundProcessLines(found: readonly FoundProcess[], { screen, showsHost }: { screen: Screen; showsHost: boolean }): string[] {
  const { dim } = screen.colours
  const columns = [
    { title: 'started', paint: dim },
    ...(showsHost ? [{ title: 'host', cut: 'end' } as const] : []),
    { title: 'process', cut: 'middle' } as const,
    { title: 'user', cut: 'end' } as const,
    { title: 'command line', cut: 'end' } as const,
    { title: 'entity id', paint: dim },
  ]
  const rows = found.map(({ row, host, user }) => [
    row.started_us === null ? 'not seen' : formatTime(row.started_us),
    ...(showsHost ? [hostText(host).split('.')[0] ?? ''] : []),
    processName(row),
    user ?? '',
    row.command_line ?? row.executable ?? '',
    row.id,
  ])
  return drawTable(columns, rows, screen)
}

export function foundProcessObject(
  { row, host, user }: FoundProcess,
  isoTime: (timeUs: number) => string,
): Readonly<Record<string, unknown>> {
  return {
    entity_id: row.id,
    host,
    pid: row.pid,
    executable: row.executable,
    command_line: row.command_line,
    user,
    parent_id: row.parent_id,
    start: row.started_us === null ? null : isoTime(row.started_us),
    end: row.ended_us === null ? null : isoTime(row.ended_us),
  }
}
