import type { Document } from '@win11mon/pipeline'

import type { Alert } from '../alert/alert.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { executableOf } from './process-document.ts'
import { isoTime } from './time.ts'

export function alertDocument(alert: Alert, tree: HostTree, hostName: string | null): Document {
  return {
    family: 'alerts',
    id: alert.id,
    values: [alert.hostId, alert.ruleId, alert.severity, alert.firstTimeUs, alert.actorId, alert.objectId, alert.occurrences],
    doc: JSON.stringify(alertBody(alert, tree, hostName)),
  }
}

function alertBody(alert: Alert, tree: HostTree, hostName: string | null): object {
  return {
    '@timestamp': isoTime(alert.firstTimeUs),
    event: { kind: 'alert', start: isoTime(alert.firstTimeUs), end: isoTime(alert.lastTimeUs) },
    rule: { id: alert.ruleId, name: alert.ruleName },
    host: { id: alert.hostId, name: hostName },
    process: processBody(tree, alert.actorId),
    threat: { technique: alert.techniques },
    win11mon: {
      alert_id: alert.id,
      severity: alert.severity,
      occurrences: alert.occurrences,
      object: alert.objectId === null ? null : processBody(tree, alert.objectId),
      reasons: alert.reasons,
      evidence_ids: alert.evidenceIds,
      meaning: alert.meaning,
      what_to_do: alert.whatToDo,
    },
  }
}

function processBody(tree: HostTree, entityId: string): object {
  const node = tree.get(entityId)
  return {
    entity_id: entityId,
    pid: node?.processId ?? null,
    executable: node === undefined ? null : executableOf(node),
    command_line: node?.description?.commandLine ?? null,
  }
}
