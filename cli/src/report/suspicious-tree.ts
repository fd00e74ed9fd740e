import { severities } from '@win11mon/enricher'

import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'
import { drawForest } from './draw-forest.ts'
import { foldBenign, foldRepeated } from './fold-children.ts'
import type { Forest, ForestNode } from './forest.ts'
import { processName } from './process-name.ts'
import { scoresWorthShowing } from './score-lines.ts'

/** The process that most deserves a look, or undefined: by its gravest alert, then its scores, then the first to start. */
export function findSuspect(forests: readonly Forest[]): ForestNode | undefined {
  const suspects = forests.flatMap(({ nodes }) => nodes.filter((node) => node.isSuspicious))
  return suspects.toSorted((left, right) => rank(right) - rank(left) || startOf(left) - startOf(right))[0]
}

function rank({ view, alerts }: ForestNode): number {
  const severity = Math.max(-1, ...alerts.map((alert) => severities.indexOf(alert.severity)))
  const abuse = view.isAbuseReported ? view.abuse.probability : 0
  return severity * 100 + abuse * 10 + view.loader.probability
}

function startOf({ view }: ForestNode): number {
  return view.startUs ?? Infinity
}

const mostAlike = 2

/** The suspect from its root down, with its reasons and descendants; other suspects of the same tree on their lines. */
export function drawSuspiciousTree(suspect: ForestNode, screen: Screen): string[] {
  const below = new Set<ForestNode>([suspect])
  const { lineage, top } = shorten(suspect)
  const tree = drawForest([top], {
    screen,
    fold(node) {
      if (!below.has(node)) return foldBenign(node.children)
      for (const child of node.children) below.add(child)
      return foldRepeated(node.children, mostAlike)
    },
    details: (node, width) => (node === suspect ? scoresWorthShowing(node.view, width, screen) : []),
  })
  const above = lineage.map((node) => `${processNameOf(node)} ›`).join(' ')
  return [...(above === '' ? [] : wrap(above, screen.columns).map(screen.colours.dim)), ...tree]
}

/** Ancestors that lead to nothing else stand in one line; the tree starts at the last of them. */
function shorten(suspect: ForestNode): { readonly lineage: readonly ForestNode[]; readonly top: ForestNode } {
  const path = [suspect]
  for (let above = suspect.parent; above !== undefined; above = above.parent) path.unshift(above)
  const isDull = (node: ForestNode): boolean => !node.isSuspicious && node.children.filter((child) => child.leadsToSuspicion).length === 1
  const branching = path.findIndex((node) => !isDull(node))
  const start = Math.max(Math.min(branching, path.length - 2), 0)
  return { lineage: path.slice(0, start), top: path[start] ?? suspect }
}

function processNameOf({ view }: ForestNode): string {
  return processName({ executable: view.executable, pid: view.processId })
}
