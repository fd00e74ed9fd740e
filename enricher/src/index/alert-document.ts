import type { Document } from '@win11mon/pipeline'

import type { Alert } from '../alert/alert.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { executableOf } from './process-document.ts'
import { isoTime } from './time.ts'

export function alertDocument(alert: Alert, hostName: string | null): Document {
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
    doc: JSON.stringify(alertBody(alert, hostName)),
  }
}

function alertBody(alert: Alert, hostName: string | null): object {
  return {
    '@timestamp': isoTime(alert.firstTimeUs),
    event: { kind: 'alert', start: isoTime(alert.firstTimeUs), end: isoTime(alert.lastTimeUs) },
    rule: { id: alert.ruleId, name: alert.ruleName },
    host: { id: alert.hostId, name: hostName },
    process: processBody(alert.actor),
    threat: { technique: alert.techniques },
    win11mon: {
      alert_id: alert.id,
      severity: alert.severity,
      occurrences: alert.occurrences,
      object: objectBody(alert),
      reasons: alert.reasons,
      evidence_ids: alert.evidenceIds,
      meaning: alert.meaning,
      what_to_do: alert.whatToDo,
    },
  }
}

/** The object as far as the events name it. */
function objectBody({ object, objectPath }: Alert): object | null {
  if (object !== null) return processBody(object)
  return objectPath === null ? null : { entity_id: null, pid: null, executable: objectPath, command_line: null }
}

function processBody(node: ProcessNode): object {
  return {
    entity_id: node.entityId,
    pid: node.processId,
    executable: executableOf(node),
    command_line: node.description?.commandLine ?? null,
  }
}
