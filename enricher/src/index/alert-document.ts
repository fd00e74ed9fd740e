import type { TextDocumentOf } from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'

import type { Alert, AlertEntity, AlertStep } from '../alert/alert.ts'

export function alertDocument(alert: Alert, hostName: string | null): TextDocumentOf<'alerts'> {
  return {
    family: 'alerts',
    id: alert.id,
    columns: {
      host_id: alert.hostId,
      rule_id: alert.ruleId,
      severity: alert.severity,
      status: alert.status,
      time_us: alert.firstTimeUs,
      process_id: alert.actor?.entityId ?? '',
      object_id: alert.object?.entityId ?? null,
      occurrences: alert.occurrences,
    },
    doc: JSON.stringify(alertBody(alert, hostName)),
  }
}

function alertBody(alert: Alert, hostName: string | null): object {
  return {
    '@timestamp': isoTime(alert.firstTimeUs),
    event: { kind: 'alert', start: isoTime(alert.firstTimeUs), end: isoTime(alert.lastTimeUs) },
    rule: { id: alert.ruleId, name: alert.ruleName },
    host: { id: alert.hostId, name: hostName },
    process: alert.actor === null ? null : processBody(alert.actor),
    threat: { technique: alert.techniques },
    win11mon: {
      alert_id: alert.id,
      severity: alert.severity,
      status: alert.status,
      occurrences: alert.occurrences,
      object: objectBody(alert),
      reasons: alert.reasons,
      evidence_ids: alert.evidenceIds,
      meaning: alert.meaning,
      what_to_do: alert.whatToDo,
      ...historyBody(alert.history),
    },
  }
}

/** Only of an alert that was withdrawn or changed its severity: of any other it says nothing that the alert does not. */
function historyBody(history: readonly AlertStep[]): object {
  if (history.length < 2) return {}
  return { history: history.map(({ status, severity, timeUs }) => ({ '@timestamp': isoTime(timeUs), status, severity })) }
}

/** The object as far as the events name it. */
function objectBody({ object, objectPath }: Alert): object | null {
  if (object !== null) return processBody(object)
  return objectPath === null ? null : { entity_id: null, pid: null, executable: objectPath, command_line: null }
}

function processBody({ entityId, processId, executable, commandLine }: AlertEntity): object {
  return { entity_id: entityId, pid: processId, executable, command_line: commandLine }
}
