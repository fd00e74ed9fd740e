import { formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'
import { drawForest } from './draw-forest.ts'
import { type Folded, foldRepeated } from './fold-children.ts'
import type { ForestNode } from './forest.ts'
import { integrityName, processName } from './process-name.ts'
import { bothScores } from './score-lines.ts'

const mostAlike = 3

function fold(node: ForestNode, isAll: boolean): Folded {
  return foldRepeated(node.children, isAll ? Infinity : mostAlike)
}

/** Every process of a host; unless all are asked for, repetitions are folded, and so are processes that nothing is known of. */
export function drawHostTree(roots: readonly ForestNode[], screen: Screen, isAll: boolean): string[] {
  const isEmpty = ({ view, children, leadsToSuspicion }: ForestNode): boolean =>
    !isAll && view.status === 'placeholder' && children.length === 0 && !leadsToSuspicion
  const drawn = drawForest(
    roots.filter((root) => !isEmpty(root)),
    { screen, fold: (node) => fold(node, isAll) },
  )
  const hidden = roots.filter(isEmpty).length
  return hidden === 0 ? drawn : [...drawn, screen.colours.dim(`… ${hidden} more that were only mentioned (--all)`)]
}

/** One process with its ancestors in a line, its facts, its scores with their reasons, and its descendants. */
export function drawProcess(node: ForestNode, screen: Screen, isAll: boolean): string[] {
  const lineage: string[] = []
  for (let above = node.parent; above !== undefined; above = above.parent) {
    lineage.unshift(`${processName({ executable: above.view.executable, pid: above.view.processId })} ›`)
  }
  const above = lineage.length === 0 ? [] : wrap(lineage.join(' '), screen.columns).map(screen.colours.dim)
  const details = (shown: ForestNode, width: number): readonly string[] => (shown === node ? facts(node, width, screen) : [])
  return [...above, ...drawForest([node], { screen, fold: (shown) => fold(shown, isAll), details })]
}

function facts({ view }: ForestNode, width: number, screen: Screen): string[] {
  const { dim } = screen.colours
  const times = [
    view.startUs === null ? 'start not seen' : `started ${formatTime(view.startUs)} UTC`,
    ...(view.endUs === null ? [] : [`ended ${formatTime(view.endUs)} UTC`]),
    ...(view.integrityLevel === null ? [] : [`integrity ${integrityName(view.integrityLevel)}`]),
    ...(view.userName === null ? [] : [`as ${sanitize(view.userName)}`]),
    `entity ${view.entityId}`,
    `parent edge ${view.edgeConfidence}`,
  ]
  const command = view.commandLine ?? view.executable
  return [
    ...wrap(times.join(' · '), width).map(dim),
    ...(command === null ? [] : wrap(sanitize(command), width).map(dim)),
    ...bothScores(view, width, screen),
  ]
}
