import type { AnalysisReport } from '../analysis/report.ts'
import { countOf } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'
import type { Forest, ForestNode } from './forest.ts'

const shownHosts = 6

/** Suspicious processes that stand in other trees than the one that is drawn, by host, and how to see them. */
export function notDrawnLines(
  { hosts }: AnalysisReport,
  forests: ReadonlyMap<string, Forest>,
  { suspect, screen }: { readonly suspect: ForestNode; readonly screen: Screen },
): string[] {
  const drawnRoot = rootOf(suspect)
  const counts = [...forests].flatMap(([hostId, { nodes }]) => {
    const count = nodes.filter((node) => node.isSuspicious && rootOf(node) !== drawnRoot).length
    return count === 0 ? [] : [{ name: hosts.find(({ id }) => id === hostId)?.name ?? hostId, count }]
  })
  if (counts.length === 0) return []
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const shown = counts.slice(0, shownHosts).map(({ name, count }) => `${count} on ${sanitize(name)}`)
  const more = counts.length > shownHosts ? [`${counts.length - shownHosts} more hosts`] : []
  const text = `Not drawn: ${countOf(total, 'more suspicious process', 'more suspicious processes')} in other trees: ${[...shown, ...more].join(', ')}. With --host HOST the report is of one host; with --db FILE, win11mon tree HOST draws them all.`
  return wrap(text, screen.columns).map(screen.colours.dim)
}

function rootOf(node: ForestNode): ForestNode {
  let root = node
  while (root.parent !== undefined) root = root.parent
  return root
}
