import type { Document } from '@win11mon/pipeline'

import type { Alert } from '../alert/alert.ts'
import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { isoTime } from './time.ts'

/** Where the alert was raised. */
export interface AlertHost {
  readonly hostName: string | null
  readonly tree: HostTree
}

export function alertDocument(alert: Alert, host: AlertHost): Document {
  return {
    family: 'alerts',
    id: alert.id,
    values: [
      alert.hostId,
      alert.ruleId,
      alert.severity,
      alert.firstTimeUs,
      alert.actor.entityId,
      alert.object?.entityId ?? null,
      alert.occurrences,
    ],
    doc: JSON.stringify(alertBody(alert, host)),
  }
}

function alertBody(alert: Alert, { hostName, tree }: AlertHost): object {
  return {
    '@timestamp': isoTime(alert.firstTimeUs),
    event: { kind: 'alert', start: isoTime(alert.firstTimeUs), end: isoTime(alert.lastTimeUs) },
    rule: { id: alert.ruleId, name: alert.ruleName },
    host: { id: alert.hostId, name: hostName },
    process: processBody(alert.actor, tree),
    threat: { technique: alert.techniques },
    win11mon: {
      alert_id: alert.id,
      severity: alert.severity,
      occurrences: alert.occurrences,
      object: objectBody(alert, tree),
      reasons: alert.reasons,
      evidence_ids: alert.evidenceIds,
      meaning: alert.meaning,
      what_to_do: alert.whatToDo,
    },
  }
}

/** The object as far as the events name it. */
function objectBody({ object, objectPath }: Alert, tree: HostTree): object | null {
  if (object !== null) return processBody(object, tree)
  return objectPath === null ? null : { entity_id: null, pid: null, executable: objectPath, command_line: null }
}

function processBody(node: ProcessNode, tree: HostTree): object {
  return {
    entity_id: node.entityId,
    pid: node.processId,
    executable: tree.executableOf(node),
    command_line: node.description?.commandLine ?? null,
  }
}
