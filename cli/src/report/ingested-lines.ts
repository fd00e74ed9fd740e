import type { AnalysisReport, ReportInput } from '../analysis/report.ts'
import { countOf, formatBytes, formatCount, formatSeconds, formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'

const shownInputs = 12
const shownHosts = 5

/** What was read, from which hosts, and how fast. */
export function ingestedLines(report: AnalysisReport, screen: Screen): string[] {
  return [...inputLines(report.inputs, screen), ...hostLines(report, screen), ...eventLine(report, screen), speedLine(report, screen)]
}

function inputLines(inputs: readonly ReportInput[], screen: Screen): string[] {
  const rows = inputs
    .slice(0, shownInputs)
    .map((input) => [
      input.path,
      input.format,
      input.bytes === 0 ? '' : formatBytes(input.bytes),
      countOf(input.accepted, 'event'),
      withReasons('skipped', input.skipped),
      withReasons('rejected', input.rejected),
    ])
  const { colours } = screen
  const columns = [
    { title: '', cut: 'middle', paint: colours.bold },
    { title: '', cut: 'end' },
    { title: '', align: 'right' },
    { title: '', align: 'right' },
    { title: '', paint: colours.dim },
    { title: '', paint: colours.yellow },
  ] as const
  const used = columns.filter((_, index) => rows.some((row) => row[index] !== ''))
  const usedRows = rows.map((row) => row.filter((_, index) => rows.some((other) => other[index] !== '')))
  const hidden = inputs.length - shownInputs
  return [...drawTable(used, usedRows, screen), ...(hidden > 0 ? [colours.dim(`… ${formatCount(hidden)} more inputs`)] : [])]
}

function withReasons(word: string, counts: Readonly<Record<string, number>>): string {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0)
  return sum === 0 ? '' : `${formatCount(sum)} ${word}`
}

function hostLines({ hosts, processes }: AnalysisReport, screen: Screen): string[] {
  if (hosts.length === 0) return ['no events']
  const names = hosts.slice(0, shownHosts).map((host) => sanitize(host.name ?? host.id))
  const more = hosts.length > shownHosts ? [`${formatCount(hosts.length - shownHosts)} more`] : []
  const count = hosts.length === 1 ? '' : `${countOf(hosts.length, 'host')}: `
  const processText = `${countOf(processes.total, 'process', 'processes')}, ${formatCount(processes.created)} with their start`
  return wrap(`${count}${[...names, ...more].join(', ')} · ${processText} · ${spanText(hosts)}`, screen.columns)
}

function spanText(hosts: AnalysisReport['hosts']): string {
  const first = hosts.flatMap((host) => host.first_time ?? []).toSorted()[0]
  const last = hosts
    .flatMap((host) => host.last_time ?? [])
    .toSorted()
    .at(-1)
  if (first === undefined || last === undefined) return 'no events'
  const [from, to] = [formatTime(Date.parse(first) * 1000), formatTime(Date.parse(last) * 1000)]
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to} UTC`
}

/** Every kind with its count, the most frequent first. */
function eventLine({ events }: AnalysisReport, screen: Screen): string[] {
  const kinds = Object.entries(events).map(([kind, count]) => `${kind} ${formatCount(count)}`)
  return wrap(kinds.join(' · '), screen.columns).map(screen.colours.dim)
}

function speedLine({ performance }: AnalysisReport, { colours }: Screen): string {
  const { events, seconds, events_per_cpu_second: rate, peak_rss_bytes: peak } = performance
  const speed = `${formatCount(rate)} per CPU-second · peak memory ${formatBytes(peak)}`
  return colours.dim(`${countOf(events, 'event')} in ${formatSeconds(seconds)} · ${speed}`)
}
