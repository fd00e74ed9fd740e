import { type ScoreBand, scoreBands } from '@win11mon/enricher'

import { processName } from '../report/process-name.ts'
import { factLines, section } from '../show/page-lines.ts'
import { hostText } from '../store/host-names.ts'
import { countOf, formatCount, formatProbability } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import type { Replay, Rescored } from './replay.ts'

const shownFlips = 50

const flipColumns: readonly TableColumn[] = [
  { title: 'process', cut: 'end' },
  { title: 'host', cut: 'end' },
  { title: 'loader', align: 'right' },
  { title: 'now', align: 'right' },
  { title: 'abuse', align: 'right' },
  { title: 'now', align: 'right' },
  { title: 'band' },
  { title: 'now' },
  { title: 'entity id' },
]

export function replayLines(replay: Replay, screen: Screen): string[] {
  const { model, storedModels, processes, withoutScore, flipped } = replay
  const made = [...storedModels].map(([version, count]) => `model ${version}: ${countOf(count, 'process', 'processes')}`)
  const facts = [
    ['scored with', `model ${model.version}`],
    ['before', made.length === 0 ? 'no process has a score' : made.join(', ')],
    ['processes', `${formatCount(processes)}${withoutScore === 0 ? '' : `, ${formatCount(withoutScore)} of them without a score`}`],
    ['flipped', flipped.length === 0 ? 'none' : formatCount(flipped.length)],
  ] as const
  const shown = flipped.slice(0, shownFlips)
  const rest = flipped.length - shown.length
  return [
    ...factLines([...facts], screen),
    ...section('BANDS', 'before, and what became of them', bandLines(replay, screen), screen),
    ...section(
      'FLIPPED',
      '',
      [...flipLines(shown, screen), ...(rest > 0 ? [`  … ${formatCount(rest)} more; -o json has all`] : [])],
      screen,
    ),
  ]
}

function bandLines({ bands }: Replay, screen: Screen): string[] {
  const columns: TableColumn[] = [{ title: 'before' }, ...scoreBands.map((title) => ({ title, align: 'right' as const }))]
  const cell = (before: ScoreBand, after: ScoreBand): string => {
    const count = bands.get(before)?.get(after) ?? 0
    return count === 0 ? '–' : formatCount(count)
  }
  const rows = scoreBands.map((before) => [before, ...scoreBands.map((after) => cell(before, after))])
  return drawTable(columns, rows, screen).map((line) => `  ${line}`)
}

function flipLines(flipped: readonly Rescored[], screen: Screen): string[] {
  if (flipped.length === 0) return []
  const rows = flipped.map(({ row, host, before, after }) => [
    processName(row),
    hostText(host),
    formatProbability(before.loader),
    formatProbability(after.loader),
    formatProbability(before.abuse),
    formatProbability(after.abuse),
    before.band,
    after.band,
    row.id,
  ])
  return drawTable(flipColumns, rows, { ...screen, columns: Math.max(screen.columns - 2, 40) }).map((line) => `  ${line}`)
}

export function replayObject({ model, storedModels, processes, withoutScore, bands, flipped }: Replay): object {
  return {
    model_version: model.version,
    stored_models: Object.fromEntries(storedModels),
    processes,
    without_score: withoutScore,
    bands: Object.fromEntries([...bands].map(([before, after]) => [before, Object.fromEntries(after)])),
    flipped: flipped.map(({ row, host, before, after }) => ({
      entity_id: row.id,
      pid: row.pid,
      executable: row.executable,
      host,
      before,
      after,
    })),
  }
}
