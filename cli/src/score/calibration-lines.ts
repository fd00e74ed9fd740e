import type { Reliability } from '@win11mon/enricher'

import { factLines, section } from '../show/page-lines.ts'
import { formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'
import type { CalibrationReport } from './calibration-report.ts'

const columns: readonly TableColumn[] = [
  { title: 'scores from' },
  { title: 'to' },
  { title: 'labels', align: 'right' },
  { title: 'expected', align: 'right' },
  { title: 'observed', align: 'right' },
]

/** Labels below which a fit says little. */
const fewLabels = 30

export function calibrationLines(report: CalibrationReport, screen: Screen): string[] {
  const { score, labels, positives, baseBrier, asGiven, fit, fitted, crossValidated } = report
  const facts = [
    ['score', score],
    ['labels', `${formatCount(labels)}, ${formatCount(positives)} of them positive`],
    ['Brier score', `${asGiven.brier.toFixed(4)} as given; ${baseBrier.toFixed(4)} of always saying the share of positives`],
    ...(fit === undefined || fitted === undefined
      ? []
      : ([
          ['fit', `slope ${fit.slope.toFixed(3)}, offset ${fit.offset.toFixed(3)} (Platt, in nats)`],
          ['after the fit', `${fitted.brier.toFixed(4)} on the same labels; ${crossText(crossValidated)}`],
        ] as const)),
  ] as const
  return [
    ...factLines([...facts], screen),
    ...section('RELIABILITY AS GIVEN', '', binLines(asGiven, screen), screen),
    ...(fitted === undefined ? [] : section('RELIABILITY AFTER THE FIT', '', binLines(fitted, screen), screen)),
    ...warnings(report).flatMap((text) => ['', ...wrap(text, screen.columns)]),
  ]
}

function crossText(brier: number | undefined): string {
  return brier === undefined
    ? 'too few labels of one kind to tell on others'
    : `${brier.toFixed(4)} on labels left out of it, in five parts`
}

function binLines({ bins }: Reliability, screen: Screen): string[] {
  const rows = bins.map(({ lowest, highest, count, expected, observed }) => [
    percent(lowest),
    percent(highest),
    formatCount(count),
    percent(expected),
    percent(observed),
  ])
  return drawTable(columns, rows, { ...screen, columns: screen.columns - 2 }).map((line) => `  ${line}`)
}

function percent(share: number): string {
  return share > 0 && share < 0.0001 ? '<0.01 %' : `${(share * 100).toFixed(2)} %`
}

function warnings({ labels, positives, fit }: CalibrationReport): string[] {
  return [
    ...(fit === undefined ? [`All labels are ${positives === 0 ? 'negative' : 'positive'}: nothing can be fitted to them.`] : []),
    ...(fit !== undefined && fit.slope <= 0
      ? ['The slope is not positive: on these labels a higher score does not mean more. Do not use the fit.']
      : []),
    ...(fit !== undefined && Math.min(positives, labels - positives) < fewLabels
      ? [`Fewer than ${fewLabels} labels of one kind: the fit may be chance.`]
      : []),
  ]
}

/** The same for programs. */
export function calibrationObject(report: CalibrationReport): object {
  const { score, labels, positives, baseBrier, asGiven, fit, fitted, crossValidated } = report
  return {
    score,
    labels,
    positives,
    base_brier: baseBrier,
    as_given: asGiven,
    fit: fit ?? null,
    fitted: fitted ?? null,
    cross_validated_brier: crossValidated ?? null,
  }
}
