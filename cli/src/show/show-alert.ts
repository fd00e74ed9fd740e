import type { DocumentReader, DocumentSearch, StoredRow } from '@win11mon/pipeline'

import { readAlert } from '../analysis/read-alerts.ts'
import type { HostName, ReportAlert } from '../analysis/report.ts'
import { readStored } from '../analysis/stored-document.ts'
import { processName } from '../report/process-name.ts'
import { ruleTitle } from '../report/rule-label.ts'
import { paintSeverity } from '../report/severity-colour.ts'
import { type EventLine, eventLine } from '../store/event-line.ts'
import { ancestorsOf } from '../store/find-stored-processes.ts'
import { hostText } from '../store/host-names.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import { countOf, formatCount } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'
import { eventObject } from '../timeline/event-objects.ts'
import { createLineDrawing } from '../timeline/line-layout.ts'
import { lineageText } from './find-subject.ts'
import { bulletLines, factLines, nextLines, quoted, section, showCommandLine } from './page-lines.ts'
import { type Fact, type ProcessFacts, briefFacts, factsObject, readFacts } from './process-facts.ts'

/** A step in the life of an alert. */
interface Step {
  readonly '@timestamp': string
  readonly status: string
  readonly severity: string
}

interface Party {
  readonly facts: ProcessFacts
  readonly ancestors: readonly StoredRow<'processes'>[]
}

/** An alert with everything it rests on. */
export interface AlertPage {
  readonly alert: ReportAlert
  readonly status: string
  readonly history: readonly Step[]
  readonly actor: Party | undefined
  readonly object: Party | undefined
  readonly evidence: readonly EventLine[]
}

export async function readAlertPage(
  row: StoredRow<'alerts'>,
  reader: DocumentReader & DocumentSearch,
  hosts: ReadonlyMap<string, HostName>,
): Promise<AlertPage> {
  const alert = readAlert(row)
  const processes = createStoredProcesses(reader)
  const evidence: EventLine[] = []
  for (const id of alert.evidence_ids) {
    const [event] = await reader.withIdPrefix('events', id, 1)
    if (event?.id === id) evidence.push(await eventLine(event, hosts, processes))
  }
  return {
    alert,
    status: row.status,
    history: readStored(row, ({ win11mon }: { win11mon: { history?: readonly Step[] } }) => win11mon.history ?? []),
    actor: await partyOf(row.process_id, reader),
    object: await partyOf(row.object_id, reader),
    evidence: evidence.toSorted((left, right) => left.timeUs - right.timeUs),
  }
}

async function partyOf(id: string | null, reader: DocumentReader & DocumentSearch): Promise<Party | undefined> {
  const row = id === null ? undefined : await reader.process(id)
  return row === undefined ? undefined : { facts: await readFacts(row, reader), ancestors: await ancestorsOf(row, reader) }
}

export function alertPageLines(page: AlertPage, screen: Screen, store: string): string[] {
  const { alert, status, evidence } = page
  const { bold, dim } = screen.colours
  const techniques = alert.attack.map(({ id, name }) => `${id} ${name}`.trim()).join(', ')
  return [
    `${paintSeverity(alert.severity, alert.severity.toUpperCase(), screen.colours)}  ${bold(sanitize(ruleTitle(alert)))}`,
    ...(techniques === '' ? [] : wrap(sanitize(techniques), screen.columns).map(dim)),
    ...factLines(
      [
        ['status', status],
        ['host', hostText(alert.host)],
        ['time', timeText(alert)],
        ['happened', countOf(alert.occurrences, 'time')],
        ['alert id', alert.id],
        ...page.history.map((step): Fact => ['history', `${stepTime(step)} ${step.status}, ${step.severity}`]),
      ],
      screen,
    ),
    ...section('WHY', '', bulletLines(alert.reasons, screen), screen),
    ...section(
      'MEANS',
      '',
      wrap(sanitize(alert.meaning), screen.columns - 2).map((line) => `  ${line}`),
      screen,
    ),
    ...section(
      'DO',
      '',
      wrap(sanitize(alert.what_to_do), screen.columns - 2).map((line) => `  ${line}`),
      screen,
    ),
    ...(alert.actor === null ? [] : partySection('ACTOR', page.actor, alert.actor, screen)),
    ...(alert.object === null ? [] : partySection('OBJECT', page.object, alert.object, screen)),
    ...section('EVIDENCE', evidenceNote(alert, evidence), evidenceLines(evidence, screen), screen),
    ...nextLines(commandsFor(page, quoted(store)), screen),
  ]
}

function partySection(
  title: string,
  party: Party | undefined,
  named: { pid: number | null; executable: string | null },
  screen: Screen,
): string[] {
  const lineage = party === undefined ? '' : lineageText(party.ancestors)
  const lines = [
    ...(lineage === '' ? [] : wrap(lineage, screen.columns - 2).map((line) => `  ${screen.colours.dim(line)}`)),
    ...(party === undefined ? [] : factLines([...briefFacts(party.facts), ['entity id', party.facts.row.id]], screen)),
  ]
  return ['', `${screen.colours.bold(title)}  ${processName(named)}`, ...lines]
}

/** A part of them is enough to see what happened, and all that is kept. */
function evidenceNote({ occurrences }: ReportAlert, evidence: readonly EventLine[]): string {
  return occurrences > evidence.length
    ? `${countOf(evidence.length, 'event')} of what happened ${formatCount(occurrences)} times`
    : countOf(evidence.length, 'event')
}

function evidenceLines(evidence: readonly EventLine[], screen: Screen): string[] {
  const draw = createLineDrawing({
    screen: { ...screen, columns: screen.columns - 2 },
    showsHost: false,
    showsIds: false,
    splitsDays: true,
  })
  return evidence.flatMap((line) => draw(line).map((drawn) => `  ${drawn}`))
}

function timeText({ time, last_time: last }: ReportAlert): string {
  const text = (iso: string): string => iso.slice(0, 23).replace('T', ' ')
  return `${text(time)}${last === time ? '' : ` – ${last.slice(0, 10) === time.slice(0, 10) ? text(last).slice(11) : text(last)}`} UTC`
}

function stepTime(step: Step): string {
  return step['@timestamp'].slice(0, 19).replace('T', ' ')
}

function commandsFor({ alert, evidence }: AlertPage, store: string): string[] {
  const [first] = evidence
  return [
    ...(alert.actor === null ? [] : [showCommandLine(alert.actor.entity_id, store)]),
    ...(alert.object?.entity_id == null ? [] : [showCommandLine(alert.object.entity_id, store)]),
    ...(first === undefined ? [] : [showCommandLine(first.id, store)]),
    ...(alert.actor === null ? [] : [`win11mon timeline --process ${alert.actor.entity_id} --db ${store}`]),
  ]
}

export function alertPageObject({ alert, status, history, actor, object, evidence }: AlertPage): Readonly<Record<string, unknown>> {
  const party = (found: Party | undefined): object | null => (found === undefined ? null : factsObject(found.facts))
  return {
    type: 'alert',
    ...alert,
    status,
    history,
    actor_facts: party(actor),
    object_facts: party(object),
    evidence: evidence.map(eventObject),
  }
}
