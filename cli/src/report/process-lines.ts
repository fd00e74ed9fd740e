import type { ReportAlert } from '../analysis/report.ts'
import type { Screen } from '../terminal/screen.ts'
import { alertLines } from './alert-lines.ts'
import type { ForestNode } from './forest.ts'
import { drawHostTree, drawProcess } from './host-tree.ts'

interface Shown {
  readonly roots: readonly ForestNode[]
  readonly alerts: readonly ReportAlert[]
  /** The roots are all that the host has. */
  readonly isWhole: boolean
  /** Repetitions stand on one line. */
  readonly isFolded: boolean
}

/** The tree of a host, or each of some processes with its descendants and alerts. */
export function processLines({ roots, alerts, isWhole, isFolded }: Shown, screen: Screen): string[] {
  if (isWhole) return drawHostTree(roots, screen, !isFolded)
  return roots.flatMap((node, index) => {
    const own = alerts.filter(({ actor, object }) => [actor?.entity_id, object?.entity_id].includes(node.view.entityId))
    const drawn = [
      ...drawProcess(node, screen, !isFolded),
      ...alertLines(own, { screen, showsHost: false, explainedId: node.view.entityId }),
    ]
    return index === 0 ? drawn : ['', ...drawn]
  })
}
