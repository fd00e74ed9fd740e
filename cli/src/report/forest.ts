import type { ProcessView } from '../analysis/process-view.ts'
import type { ReportAlert } from '../analysis/report.ts'

/** A process in its tree, with what was found about it. */
export interface ForestNode {
  readonly view: ProcessView
  readonly alerts: readonly ReportAlert[]
  readonly parent: ForestNode | undefined
  readonly children: readonly ForestNode[]
  /** Found in itself: an alert or a score worth a look. */
  readonly isSuspicious: boolean
  /** Found in itself or in any descendant. */
  readonly leadsToSuspicion: boolean
}

export interface Forest {
  readonly roots: readonly ForestNode[]
  /** Every node, parents before children. */
  readonly nodes: readonly ForestNode[]
}

const suspiciousProbability = 0.5

interface MutableNode extends ForestNode {
  parent: MutableNode | undefined
  readonly children: MutableNode[]
  leadsToSuspicion: boolean
}

/** Processes of one host as trees, siblings in the order of their start. */
export function growForest(views: readonly ProcessView[], alerts: readonly ReportAlert[]): Forest {
  const alertsByActor = groupByActor(alerts)
  const byId = new Map<string, MutableNode>()
  for (const view of views.toSorted(compareViews)) byId.set(view.entityId, plant(view, alertsByActor.get(view.entityId) ?? []))
  for (const node of byId.values()) {
    node.parent = node.view.parentId === null ? undefined : byId.get(node.view.parentId)
    node.parent?.children.push(node)
  }
  const roots = [...byId.values()].filter((node) => node.parent === undefined)
  const nodes = topDown(roots, byId)
  for (const node of nodes.toReversed()) {
    if (node.leadsToSuspicion && node.parent !== undefined) node.parent.leadsToSuspicion = true
  }
  return { roots, nodes }
}

function groupByActor(alerts: readonly ReportAlert[]): Map<string, ReportAlert[]> {
  const groups = new Map<string, ReportAlert[]>()
  for (const alert of alerts) {
    if (alert.actor === null) continue
    const group = groups.get(alert.actor.entity_id)
    if (group === undefined) groups.set(alert.actor.entity_id, [alert])
    else group.push(alert)
  }
  return groups
}

function plant(view: ProcessView, alerts: readonly ReportAlert[]): MutableNode {
  const isSuspicious = alerts.length > 0 || isProbable(view)
  return { view, alerts, parent: undefined, children: [], isSuspicious, leadsToSuspicion: isSuspicious }
}

/** Looks at the probabilities first: they tell of most processes, and nothing else of them need be read. */
function isProbable(view: ProcessView): boolean {
  const { loader, abuse } = view
  return loader.probability >= suspiciousProbability || (abuse.probability >= suspiciousProbability && view.isAbuseReported)
}

/** Parents before children. A circle, which no store should hold, is cut open at its first member and becomes a root. */
function topDown(roots: MutableNode[], byId: ReadonlyMap<string, MutableNode>): MutableNode[] {
  const nodes = [...roots]
  const walk = (from: number): void => {
    for (let index = from; index < nodes.length; index += 1) {
      for (const child of nodes[index]?.children ?? []) nodes.push(child)
    }
  }
  walk(0)
  if (nodes.length === byId.size) return nodes
  const reached = new Set(nodes)
  for (const node of byId.values()) {
    if (reached.has(node)) continue
    const siblings = node.parent?.children
    siblings?.splice(siblings.indexOf(node), 1)
    node.parent = undefined
    roots.push(node)
    const from = nodes.push(node) - 1
    walk(from)
    for (const found of nodes.slice(from)) reached.add(found)
  }
  return nodes
}

function compareViews(left: ProcessView, right: ProcessView): number {
  return (left.startUs ?? 0) - (right.startUs ?? 0) || left.processId - right.processId || (left.entityId < right.entityId ? -1 : 1)
}
