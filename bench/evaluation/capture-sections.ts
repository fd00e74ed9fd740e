import { isGrave } from './captures.ts'
import { falseAlertGate } from './gates.ts'
import type { CaptureAlert, CaptureFigures, CaptureTotals, Histogram } from './figures.ts'
import { markdownTable, shownFile } from './markdown-table.ts'
import { perCent, plain } from './rounding.ts'

export function captureSections(captures: readonly CaptureFigures[], totals: CaptureTotals): string[] {
  return [
    '## Captures',
    captureIntroduction(totals),
    markdownTable(
      ['Capture', 'Technique', 'Events', 'Host-hours', 'High or above', 'Of the attack', 'Steps found', 'Steps missed'],
      captures.map(captureRow),
    ),
    ...problems(captures),
    '## Attack steps',
    'The technique is what the name of the file says, or the page of its data set; the step is our label. Labels are in `bench/evaluation/attack-labels.ts` and no part of the product.',
    markdownTable(['Technique', 'Step', 'Raised'], captures.flatMap(stepRows)),
    '## Alerts of each rule',
    markdownTable(['Rule', 'Severity', 'Alerts', 'Of the attack', 'Others'], ruleRows(captures)),
    '## Every alert',
    markdownTable(
      ['Capture', 'Rule', 'Severity', 'Actor', 'Object', 'Times', 'Of the attack'],
      captures.flatMap(({ name, alerts }) => alerts.map((alert) => alertRow(name, alert))),
    ),
  ]
}

function captureIntroduction({ captures, unlabelled, events, processes, activeHostHours, gravest }: CaptureTotals): string {
  const perHour = gravest.others / Math.max(activeHostHours, 1e-9)
  const verdict = perHour <= falseAlertGate ? 'met' : 'NOT met'
  return [
    `${captures} captures, ${events} events of ${processes} processes, each capture a run of its own. A host is active in a minute in which anything was recorded:`,
    `${plain(activeHostHours)} host-hours in all. Alerts of severity high or above: ${gravest.labelled + gravest.others}, of which ${gravest.labelled} show a step of the attack`,
    `and ${gravest.others} do not: ${plain(perHour)} a host-hour; at most ${falseAlertGate} are allowed (${verdict}).`,
    ...(unlabelled === 0
      ? []
      : [`Nobody has said what ${unlabelled} of the captures show: their alerts are counted as those that do not.`]),
  ].join('\n')
}

function problems(captures: readonly CaptureFigures[]): string[] {
  const unread = captures.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]]))
  return unread.length === 0 ? [] : ['Not read to their end:', markdownTable(['Capture', 'Why'], unread)]
}

function captureRow({ name, technique, events, activeHostHours, alerts, missedSteps }: CaptureFigures): string[] {
  const grave = alerts.filter(({ severity }) => isGrave(severity))
  const steps = new Set(alerts.flatMap(({ step }) => step ?? []))
  const labelled = grave.filter(({ step }) => step !== null).length
  return [name, technique ?? 'no label', ...[events, activeHostHours, grave.length, labelled, steps.size, missedSteps.length].map(String)]
}

function stepRows({ technique, alerts, missedSteps }: CaptureFigures): string[][] {
  const found = new Set(alerts.flatMap(({ step }) => step ?? []))
  const shownBy = (step: string): string =>
    [...new Set(alerts.flatMap((alert) => (alert.step === step ? [`${alert.rule} ${alert.severity}`] : [])))].join(', ')
  return [...found]
    .map((step) => [technique ?? '', step, shownBy(step)])
    .concat(missedSteps.map((step) => [technique ?? '', step, 'nothing']))
}

function ruleRows(captures: readonly CaptureFigures[]): string[][] {
  const all = captures.flatMap(({ alerts }) => alerts)
  const keys = [...new Set(all.map(ruleKey))].toSorted()
  return keys.map((key) => {
    const alerts = all.filter((alert) => ruleKey(alert) === key)
    const ofAttack = alerts.filter(({ step }) => step !== null).length
    return [...key.split(' '), ...[alerts.length, ofAttack, alerts.length - ofAttack].map(String)]
  })
}

function ruleKey({ rule, severity }: CaptureAlert): string {
  return `${rule} ${severity}`
}

function alertRow(capture: string, { rule, severity, actor, object, occurrences, step }: CaptureAlert): string[] {
  return [capture, rule, severity, shownFile(actor), shownFile(object), String(occurrences), step === null ? 'no' : 'yes']
}

export function scoreSections({ abuse, reportedAbuse, loader, top, baseline, processes }: CaptureTotals): string[] {
  return [
    '## Scores on the captures',
    `All ${processes} processes by their probability. An abuse score is reported when a ring or a consequence was seen.`,
    histogramTable([
      ['Score A', loader],
      ['Score B', abuse],
      ['Score B, reported', reportedAbuse],
    ]),
    "The plan's own rule, that whoever loads KernelBase.dll or ntdll.dll may use I/O rings, on the same captures: " +
      `${baseline.flagged} of ${baseline.processes} processes whose start and first loads were recorded (${perCent(baseline.flagged, baseline.processes)}).`,
    '### The twenty highest abuse scores',
    markdownTable(
      ['Capture', 'Process', 'Score B', 'Low', 'High', 'Reported', 'Features'],
      top.map(({ capture, process, probability, low, high, isReported, reasons }) => [
        capture,
        shownFile(process),
        ...[probability, low, high].map(plain),
        isReported ? 'yes' : 'no',
        reasons.join(', '),
      ]),
    ),
  ]
}

function histogramTable(histograms: readonly (readonly [string, Histogram])[]): string {
  const ends = histograms[0]?.[1].upTo ?? []
  return markdownTable(
    ['', ...ends.map((end) => `to ${plain(end)}`)],
    histograms.map(([name, { counts }]) => [name, ...counts.map(String)]),
  )
}
