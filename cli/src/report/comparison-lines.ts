import type { ReportComparison, ReportDisagreement } from '../analysis/report.ts'
import { countOf, formatCount } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'

/** How many references agree with the capture's GUIDs, and every one that does not with its cause. */
export function comparisonLines(comparison: ReportComparison, screen: Screen): string[] {
  const { references, agreeing, parent_edges: edges, disagreements } = comparison
  if (references === 0) return ['The captures give no process GUIDs: nothing to compare.']
  return [
    `${formatCount(agreeing)} of ${formatCount(references)} references agree (${percentOf(agreeing, references)})`,
    `${formatCount(edges.agreeing)} of ${formatCount(edges.compared)} parent edges between created processes agree`,
    ...disagreements.flatMap((item) => disagreementLines(item, screen)),
  ]
}

function disagreementLines(item: ReportDisagreement, { columns, colours }: Screen): string[] {
  const { host, pid, executable, references, guid, example, meaning } = item
  const process = `${host.name ?? host.id}  ${executable ?? 'unknown image'} ${pid}  GUID ${guid}`
  const where = example === null ? '' : `  such as ${example}`
  const indent = '  '
  return [
    ...wrap(sanitize(`${countOf(references, 'reference')}  ${process}${where}`), columns),
    ...wrap(meaning, columns - indent.length).map((line) => colours.dim(indent + line)),
  ]
}

/** Rounded down, so that 100 % means all of them. */
function percentOf(part: number, whole: number): string {
  return `${(Math.floor((part / whole) * 1e6) / 1e4).toFixed(4)} %`
}
