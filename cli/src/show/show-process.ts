import type { Activity, DocumentReader, DocumentSearch, StoredRow } from '@win11mon/pipeline'

import { viewProcess } from '../analysis/process-view.ts'
import { readAlerts } from '../analysis/read-alerts.ts'
import type { HostName, ReportAlert } from '../analysis/report.ts'
import { type HandleRow, type Handles, type RankedUse, readHandles } from '../handles/handle-rows.ts'
import { handleLines, handleObject } from '../handles/print-handles.ts'
import { alertLines } from '../report/alert-lines.ts'
import { processName } from '../report/process-name.ts'
import { bothScores } from '../report/score-lines.ts'
import { type EventLine, eventLine } from '../store/event-line.ts'
import { ancestorsOf } from '../store/find-stored-processes.ts'
import { hostText } from '../store/host-names.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import { countOf, formatClock, formatCount, formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { cutEnd, wrap } from '../terminal/width.ts'
import { eventObject } from '../timeline/event-objects.ts'
import { createLineDrawing } from '../timeline/line-layout.ts'
import { lineageText } from './find-subject.ts'
import { factLines, nextLines, quoted, section, showCommandLine } from './page-lines.ts'
import { type ProcessFacts, briefFacts, factsObject, furtherFacts, parentOf, readFacts } from './process-facts.ts'

type ProcessRow = StoredRow<'processes'>

/** The gravest of them, and how many there are. */
interface KindsOfHandles {
  readonly rows: readonly HandleRow[]
  readonly total: number
}

/** Everything that the store knows of a process. */
export interface ProcessPage {
  readonly facts: ProcessFacts
  readonly host: HostName
  readonly parent: ProcessRow | undefined
  readonly ancestors: readonly ProcessRow[]
  readonly children: readonly ProcessRow[]
  readonly alerts: readonly ReportAlert[]
  readonly activity: readonly Activity[]
  /** The first and the last event of it; one when there is no other. */
  readonly ends: readonly EventLine[]
  readonly held: KindsOfHandles
  readonly onIt: KindsOfHandles
}

const shownChildren = 20
const shownHandles = 8
/** In JSON. */
const mostHandles = 1000

export async function readProcessPage(
  row: ProcessRow,
  reader: DocumentReader & DocumentSearch,
  hosts: ReadonlyMap<string, HostName>,
): Promise<ProcessPage> {
  const activity = await reader.activity(row.id)
  const handles = await readHandles(reader, { entityIds: [row.id] }, { hosts, processes: createStoredProcesses(reader) })
  return {
    facts: await readFacts(row, reader),
    host: hosts.get(row.host_id) ?? { id: row.host_id, name: null },
    parent: await parentOf(row, reader),
    ancestors: await ancestorsOf(row, reader),
    children: (await reader.subtree(row.id, 1)).processes.slice(1),
    alerts: await readAlerts(reader, { entityId: row.id }),
    activity,
    ends: await readEnds(row.id, activity, reader, hosts),
    held: await gravest(handles, ({ actorId }) => actorId === row.id),
    onIt: await gravest(handles, ({ actorId }) => actorId !== row.id),
  }
}

async function readEnds(
  entityId: string,
  activity: readonly Activity[],
  reader: DocumentReader,
  hosts: ReadonlyMap<string, HostName>,
): Promise<EventLine[]> {
  const processes = createStoredProcesses(reader)
  const sinceUs = Math.max(...activity.map(({ lastUs }) => lastUs))
  const first = await reader.events({ entityId }, { limit: 1 })
  const last = activity.length === 0 ? first : await reader.events({ entityId, sinceUs }, { limit: 1000 })
  const rows = [first.items[0], last.items.at(-1)].filter((row) => row !== undefined)
  return Promise.all(rows.filter(({ id }, index) => index === 0 || id !== rows[0]?.id).map((row) => eventLine(row, hosts, processes)))
}

async function gravest(handles: Handles, isMeant: (use: RankedUse) => boolean): Promise<KindsOfHandles> {
  const uses = handles.uses.filter(isMeant)
  return { rows: await handles.rows(uses.slice(0, mostHandles)), total: uses.length }
}

export function processPageLines(page: ProcessPage, screen: Screen, store: string): string[] {
  const { facts, host, ancestors, children, alerts, activity, held, onIt } = page
  const { row } = facts
  const { bold, dim } = screen.colours
  const lineage = lineageText(ancestors)
  const handleDrawing = { screen: { ...screen, columns: screen.columns - 2 }, showsHost: false }
  return [
    ...(lineage === '' ? [] : wrap(lineage, screen.columns).map(dim)),
    `${bold(processName(row))}  ${dim(`on ${sanitize(hostText(host))}`)}`,
    ...factLines([...briefFacts(facts), ...furtherFacts(facts, page.parent)], screen),
    ...section('SCORES', '', scores(row, screen), screen),
    ...section('ALERTS', formatCount(alerts.length), alertLines(alerts, { screen, showsHost: false, explainedId: row.id }), screen),
    ...section('CHILDREN', formatCount(children.length), childLines(children, screen), screen),
    ...section('EVENTS', spanText(activity), [...activityLines(activity, screen), ...endLines(page.ends, screen)], screen),
    ...section('HANDLES IT HOLDS', more(held), indent(handleLines(held.rows.slice(0, shownHandles), handleDrawing)), screen),
    ...section('HANDLES ON IT', more(onIt), indent(handleLines(onIt.rows.slice(0, shownHandles), handleDrawing)), screen),
    ...nextLines(commandsFor(page, quoted(store)), screen),
  ]
}

function scores(row: ProcessRow, screen: Screen): string[] {
  return indent(bothScores(viewProcess(row), screen.columns - 2, screen))
}

function childLines(children: readonly ProcessRow[], screen: Screen): string[] {
  const lines = children.slice(0, shownChildren).map((child) => {
    const time = child.started_us === null ? 'not seen' : formatClock(child.started_us)
    const command = child.command_line === null ? '' : `  ${sanitize(child.command_line)}`
    return cutEnd(`  ${time}  ${processName(child)}${command}`, screen.columns)
  })
  const hidden = children.length - shownChildren
  return hidden > 0 ? [...lines, `  … ${formatCount(hidden)} more: \`win11mon tree\` draws them all`] : lines
}

function activityLines(activity: readonly Activity[], screen: Screen): string[] {
  const roles = [
    ['did', activity.filter(({ role }) => role === 'actor')],
    ['on it', activity.filter(({ role }) => role === 'object')],
  ] as const
  return factLines(
    roles.flatMap(([label, found]) =>
      found.length === 0
        ? []
        : [
            [
              label,
              found
                .toSorted((left, right) => right.events - left.events)
                .map(({ kind, events }) => `${kind} ${formatCount(events)}`)
                .join(' · '),
            ] as const,
          ],
    ),
    screen,
  )
}

/** The first and the last event; what lies between is the timeline. */
function endLines(ends: readonly EventLine[], screen: Screen): string[] {
  const draw = createLineDrawing({
    screen: { ...screen, columns: screen.columns - 9 },
    showsHost: false,
    showsIds: false,
    splitsDays: false,
  })
  return ends.flatMap((line, index) => draw(line).map((text) => `  ${screen.colours.dim(index === 0 ? 'first' : 'last ')}  ${text}`))
}

function spanText(activity: readonly Activity[]): string {
  if (activity.length === 0) return ''
  const first = Math.min(...activity.map(({ firstUs }) => firstUs))
  const last = Math.max(...activity.map(({ lastUs }) => lastUs))
  const total = activity.reduce((sum, { events }) => sum + events, 0)
  return `${countOf(total, 'event')}, ${formatTime(first)} – ${formatTime(last)} UTC`
}

function more({ total }: KindsOfHandles): string {
  const kinds = countOf(total, 'kind of handle', 'kinds of handles')
  return total > shownHandles ? `${kinds}, the gravest ${shownHandles}` : kinds
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}

function commandsFor({ facts: { row }, host, alerts }: ProcessPage, store: string): string[] {
  return [
    ...alerts.slice(0, 3).map(({ id }) => showCommandLine(id, store)),
    `win11mon timeline --process ${row.id} --db ${store}`,
    `win11mon tree --db ${store} -- ${quoted(hostText(host))} ${row.id}`,
    `win11mon handles --process ${row.id} --db ${store}`,
  ]
}

export function processPageObject(page: ProcessPage): Readonly<Record<string, unknown>> {
  const { facts, host, ancestors, children, alerts, activity, held, onIt } = page
  const { loader, abuse, isAbuseReported } = viewProcess(facts.row)
  const score = ({ probability, low, high, reasons }: typeof loader): object => ({ probability, low, high, reasons })
  const brief = ({ id, pid, executable, command_line: commandLine }: ProcessRow): object => ({
    entity_id: id,
    pid,
    executable,
    command_line: commandLine,
  })
  return {
    type: 'process',
    host,
    process: factsObject(facts),
    lineage: ancestors.map(brief),
    children: children.map(brief),
    scores: { loader: score(loader), abuse: { ...score(abuse), reported: isAbuseReported } },
    alerts,
    first_event: page.ends[0] === undefined ? null : eventObject(page.ends[0]),
    last_event: page.ends.at(-1) === undefined ? null : eventObject(page.ends.at(-1) as EventLine),
    activity: activity.map(({ kind, role, events }) => ({ kind, role, events })),
    handles: { held: held.rows.map(handleObject), held_total: held.total, on_it: onIt.rows.map(handleObject), on_it_total: onIt.total },
  }
}
