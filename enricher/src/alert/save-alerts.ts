import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import { severities } from '../detect/severity.ts'
import type { Alert, AlertEntity } from './alert.ts'
import type { AlertLedger } from './alert-ledger.ts'

const statuses = ['raised', 'withdrawn'] as const

export function writeAlerts(writer: StateWriter, alerts: AlertLedger): void {
  const { raised, repeated, excepted, suppressed } = alerts.counts
  for (const count of [raised, repeated, excepted, suppressed]) writer.long(count)
  writer.list(alerts.exceptions.hits, ([key, hits]) => {
    writer.text(key)
    writer.long(hits)
  })
  writer.list(alerts.exceptions.scores, (entityId) => writer.text(entityId))
  writer.list(alerts.alertsPerRule(), ([key, count]) => {
    writer.text(key)
    writer.long(count)
  })
  writer.list(alerts.alerts(), (alert) => {
    writer.boolean(alerts.isScoreAlert(alert))
    writeAlert(writer, alert)
  })
}

export function readAlerts(reader: StateReader, alerts: AlertLedger): void {
  for (const count of ['raised', 'repeated', 'excepted', 'suppressed'] as const) alerts.counts[count] = reader.long()
  reader.list(() => alerts.exceptions.hits.set(reader.text(), reader.long()))
  reader.list(() => alerts.exceptions.scores.add(reader.text()))
  reader.list(() => alerts.restoreCount(reader.text(), reader.long()))
  reader.list(() => {
    const isScore = reader.boolean()
    alerts.restore(readAlert(reader), isScore)
  })
}

function writeAlert(writer: StateWriter, alert: Alert): void {
  for (const text of [alert.id, alert.hostId, alert.ruleId, alert.ruleName, alert.status, alert.severity]) writer.text(text)
  for (const number of [alert.firstTimeUs, alert.lastTimeUs, alert.occurrences]) writer.long(number)
  writeEntity(writer, alert.actor)
  writeEntity(writer, alert.object)
  writer.optionalText(alert.objectPath)
  writer.list(alert.reasons, (reason) => writer.text(reason))
  writer.list(alert.evidenceIds, (id) => writer.text(id))
  writer.list(alert.techniques, ({ id, name }) => {
    writer.text(id)
    writer.text(name)
  })
  writer.text(alert.meaning)
  writer.text(alert.whatToDo)
  writer.list(alert.history, ({ status, severity, timeUs }) => {
    writer.text(status)
    writer.text(severity)
    writer.long(timeUs)
  })
}

function readAlert(reader: StateReader): Alert {
  return {
    id: reader.text(),
    hostId: reader.text(),
    ruleId: reader.text(),
    ruleName: reader.text(),
    status: reader.word(statuses),
    severity: reader.word(severities),
    firstTimeUs: reader.long(),
    lastTimeUs: reader.long(),
    occurrences: reader.long(),
    actor: readEntity(reader),
    object: readEntity(reader),
    objectPath: reader.optionalText(),
    reasons: reader.list(() => reader.text()),
    evidenceIds: reader.list(() => reader.text()),
    techniques: reader.list(() => ({ id: reader.text(), name: reader.text() })),
    meaning: reader.text(),
    whatToDo: reader.text(),
    history: reader.list(() => ({ status: reader.word(statuses), severity: reader.word(severities), timeUs: reader.long() })),
  }
}

function writeEntity(writer: StateWriter, entity: AlertEntity | null): void {
  writer.boolean(entity !== null)
  if (entity === null) return
  const { entityId, processId, startUs, image, executable, commandLine } = entity
  writer.text(entityId)
  writer.long(processId)
  writer.optionalLong(startUs)
  for (const text of [image, executable, commandLine]) writer.optionalText(text)
}

function readEntity(reader: StateReader): AlertEntity | null {
  if (!reader.boolean()) return null
  return {
    entityId: reader.text(),
    processId: reader.long(),
    startUs: reader.optionalLong(),
    image: reader.optionalText(),
    executable: reader.optionalText(),
    commandLine: reader.optionalText(),
  }
}
