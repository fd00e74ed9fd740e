import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import { readReference, writeReference } from '../tree/save-tree.ts'
import type { EvidenceStore } from './evidence-store.ts'
import { featureIds } from './features.ts'

export function writeEvidence(writer: StateWriter, evidence: EvidenceStore): void {
  writer.list(evidence.entries(), ([key, { featureId, actor, object, eventId }]) => {
    writer.text(key)
    writer.text(featureId)
    writeReference(writer, actor)
    writer.boolean(object !== null)
    if (object !== null) writeReference(writer, object)
    writer.text(eventId)
  })
  writer.list(evidence.kept(), ([entityId, features]) => {
    writer.text(entityId)
    writer.list(features, (featureId) => writer.text(featureId))
  })
}

export function readEvidence(reader: StateReader, evidence: EvidenceStore): void {
  reader.list(() => {
    const key = reader.text()
    const featureId = reader.word(featureIds)
    const actor = readReference(reader)
    const object = reader.boolean() ? readReference(reader) : null
    evidence.restore(key, { featureId, actor, object, eventId: reader.text() })
  })
  reader.list(() => {
    const entityId = reader.text()
    evidence.keepFeatures(
      entityId,
      reader.list(() => reader.word(featureIds)),
    )
  })
}
