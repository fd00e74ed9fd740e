import { type Counterfactual, type ScoreName, bandOf, combineFeatures, logit } from '@win11mon/enricher'

import { processName } from '../report/process-name.ts'
import { factLines, nextLines, quoted, section } from '../show/page-lines.ts'
import { hostText } from '../store/host-names.ts'
import { formatProbability, formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'
import type { ExplainedFeature, Explanation } from './explanation.ts'

/** The page about one score. */
export function explanationLines(explanation: Explanation, screen: Screen, store: string): string[] {
  const { row, host, scores, model } = explanation
  const { bold, dim } = screen.colours
  const facts = [
    ['band', bandText(explanation)],
    ['gate', explanation.gate],
    ['model', modelText(explanation)],
    ['entity id', row.id],
  ] as const
  return [
    `${bold(processName(row))}  ${dim(`on ${sanitize(hostText(host))}`)}`,
    ...factLines([...facts], screen),
    ...scoreSection('loader', explanation, screen),
    ...scoreSection('abuse', explanation, screen),
    ...section('EVIDENCE', '', evidenceLines(explanation), screen),
    ...section('WHAT WOULD CHANGE THE BAND', scores.band, counterfactualLines(explanation, screen), screen),
    ...(model.version === scores.modelVersion ? [] : otherModelLines(explanation, screen)),
    ...nextLines([`win11mon show ${row.id} --db ${quoted(store)}`, `win11mon timeline --process ${row.id} --db ${quoted(store)}`], screen),
  ]
}

const bandMeanings = {
  unreported: 'unreported: the abuse score says what the process looks like, not what it did',
  low: 'low: reported, below the 10.0 % of an alert',
  medium: 'medium: an alert of severity medium, from 10.0 %',
  high: 'high: an alert of severity high, from 50.0 %',
  critical: 'critical: an alert of severity critical, from 90.0 %',
} as const

function bandText({ scores }: Explanation): string {
  return bandMeanings[scores.band]
}

function modelText({ scores }: Explanation): string {
  const unknown = scores.unknownFeatures
  return `${scores.modelVersion}${unknown.length === 0 ? '' : `; features that this version does not know are left out: ${unknown.join(', ')}`}`
}

const columns: readonly TableColumn[] = [
  { title: 'feature' },
  { title: 'state' },
  { title: 'adds', align: 'right' },
  { title: 'nats', align: 'right' },
  { title: 'low', align: 'right' },
  { title: 'high', align: 'right' },
  { title: 'group' },
  { title: 'basis' },
  { title: 'the process …', cut: 'end' },
]

function scoreSection(name: ScoreName, explanation: Explanation, screen: Screen): string[] {
  const { probability, low, high } = explanation.scores[name]
  const range = `${formatProbability(probability)}, ${formatProbability(low)} to ${formatProbability(high)}`
  const ofScore = explanation.features.filter(({ feature }) => feature.score === name)
  const table = drawTable(columns, ofScore.toSorted(byState).map(cellsOf), { ...screen, columns: screen.columns - 2 })
  return section(name.toUpperCase(), range, [...table, '', ...wrap(sumText(name, explanation), screen.columns - 2)].map(indented), screen)
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`
}

const stateOrder = ['present', 'unknown', 'absent'] as const

function byState(left: ExplainedFeature, right: ExplainedFeature): number {
  return stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state)
}

function cellsOf({ feature, state, missing, addedNats, lowNats, highNats }: ExplainedFeature): string[] {
  const { id, weightNats, group, basis, reason, isDeterministic, isConsequence } = feature
  const bounds = isDeterministic === true ? ['decides', '', ''] : [weightNats, lowNats, highNats].map((nats) => natsText(nats))
  const more = [...(isConsequence === true ? ['consequence'] : []), ...(missing === null ? [] : [missing])]
  const text = more.length === 0 ? reason : `${reason} (${more.join('; ')})`
  return [id, state, addedNats === null ? '' : natsText(addedNats), ...bounds, group ?? '', basis, text]
}

/** `−11.5 + 3.5 B8 + 1.0 B9 = −7.0 nats`. */
function sumText(name: ScoreName, { features, model, scores }: Explanation): string {
  const deciding = features.find(({ feature, state }) => feature.score === name && feature.isDeterministic === true && state === 'present')
  if (deciding !== undefined) return `${deciding.feature.id} alone decides: 0.999`
  const terms = features.filter(({ feature, addedNats }) => feature.score === name && addedNats !== null && addedNats !== 0)
  const sum = terms.map(
    ({ feature, addedNats }) => `${(addedNats ?? 0) < 0 ? '−' : '+'} ${Math.abs(addedNats ?? 0).toFixed(1)} ${feature.id}`,
  )
  const start = `${natsText(logit(model.priors[name]), '')} prior`
  return `${[start, ...sum].join(' ')} = ${natsText(combineFeatures(scores.present, model)[name].nats, '')} nats`
}

function natsText(nats: number, plus = '+'): string {
  const text = Math.abs(nats).toFixed(1)
  return text === '0.0' ? text : `${nats < 0 ? '−' : plus}${text}`
}

function evidenceLines({ features, events }: Explanation): string[] {
  return features.flatMap(({ feature, evidenceIds }) =>
    evidenceIds.map((id, index) => {
      const event = events.get(id)
      const what = event === undefined ? 'not in this store' : `${formatTime(event.timeUs)}  ${event.kind}`
      return sanitize(`  ${(index === 0 ? feature.id : '').padEnd(4)}${id}  ${what}`)
    }),
  )
}

function counterfactualLines({ counterfactuals, features }: Explanation, screen: Screen): string[] {
  if (counterfactuals.length === 0) return ['  no change of three features or fewer would']
  const unknown = new Set(features.filter(({ state }) => state === 'unknown').map(({ feature }) => feature.id))
  return counterfactuals.flatMap((one) => {
    const isOpen = one.change === 'with' && one.features.some((id) => unknown.has(id))
    const text = `${one.band} (${formatProbability(one.probability)})  ${one.change} ${changeText(one)}${isOpen ? ', which is not known' : ''}`
    return wrap(text, screen.columns - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`)
  })
}

function changeText({ features }: Counterfactual): string {
  return features.join(' and ')
}

function otherModelLines({ scores, model }: Explanation, screen: Screen): string[] {
  const now = combineFeatures(scores.present, model)
  const text = `The store has the score of model ${scores.modelVersion}; weights, sums and changes above are those of model ${model.version}, which makes it ${formatProbability(now.abuse.probability)} (${bandOf(now)}).`
  return ['', ...wrap(text, screen.columns)]
}
