import { isoTime } from '@win11mon/enricher'

import type { ScoreView } from '../analysis/process-view.ts'
import type { ForestNode } from './forest.ts'

/** The processes of a tree as flat objects, parents before children: depth has no bound that way. */
export function* treeObjects(roots: readonly ForestNode[]): Generator<Readonly<Record<string, unknown>>> {
  const stack = roots.toReversed()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield treeObject(node)
    for (const child of node.children.toReversed()) stack.push(child)
  }
}

function treeObject({ view, alerts }: ForestNode): Readonly<Record<string, unknown>> {
  return {
    entity_id: view.entityId,
    parent_id: view.parentId,
    edge_confidence: view.edgeConfidence,
    pid: view.processId,
    status: view.status,
    executable: view.executable,
    command_line: view.commandLine,
    user: view.userName,
    parent: view.namedParent,
    integrity_level: view.integrityLevel,
    start: view.startUs === null ? null : isoTime(view.startUs),
    end: view.endUs === null ? null : isoTime(view.endUs),
    loader: scoreObject(view.loader, true),
    abuse: scoreObject(view.abuse, view.isAbuseReported),
    alerts: alerts.map(({ id, rule_id: ruleId, severity }) => ({ id, rule_id: ruleId, severity })),
  }
}

function scoreObject({ probability, low, high, reasons }: ScoreView, reported: boolean): Readonly<Record<string, unknown>> {
  return { probability, low, high, reported, reasons }
}
