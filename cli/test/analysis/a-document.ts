import { type MemoryDocumentStore, type Row, type VersionedDocument, createMemoryDocumentStore } from '@win11mon/pipeline'

/** A store in memory with these documents. */
export async function aStoreOf(documents: readonly VersionedDocument[]): Promise<MemoryDocumentStore> {
  const store = createMemoryDocumentStore()
  await store.bulk(documents.map((document) => ({ operation: 'put', document, version: 1 })))
  return store
}

export function aHostDocument(id: string, name: string | null, doc = '{}'): VersionedDocument {
  return { family: 'hosts', id, columns: { name }, doc }
}

/** The part of a process document with the scores, the same reasons for both. */
export function aScoreDoc(weightsNats: readonly number[] = []): string {
  const reasons = weightsNats.map((weight) => ({
    feature: 'B9',
    weight_nats: weight,
    text: 'looks so',
    basis: 'measured',
    evidence_ids: [],
  }))
  const score = { low: 0.125, high: 0.5, reasons }
  return JSON.stringify({ win11mon: { score: { loader: score, abuse: { ...score, is_reported: true } } } })
}

export function aProcessDocument(id: string, columns: Partial<Row<'processes'>> = {}, doc = aScoreDoc()): VersionedDocument {
  return {
    family: 'processes',
    id,
    columns: {
      host_id: 'host',
      pid: 7,
      parent_id: null,
      creator_id: null,
      edge_confidence: 'unknown',
      status: 'created',
      started_us: null,
      ended_us: null,
      executable: null,
      command_line: null,
      integrity_level: null,
      loader_score: 0.25,
      abuse_score: 0.25,
      source_guid: null,
      source_parent_guid: null,
      ...columns,
    },
    doc,
  }
}

export function anAlertDocument(id: string, { severity = 'high', status = 'raised', host = 'host', second = 0 }): VersionedDocument {
  const time = `2025-01-15T08:00:0${second}.000000Z`
  const doc = {
    event: { start: time, end: time },
    rule: { id: 'HD-08', name: 'Access to lsass' },
    host: { id: host, name: null },
    process: { entity_id: 'actor', pid: 7, executable: null, command_line: null },
    threat: { technique: [] },
    win11mon: { alert_id: id, severity, status, occurrences: 1, object: null, reasons: [], evidence_ids: [], meaning: '', what_to_do: '' },
  }
  return {
    family: 'alerts',
    id,
    columns: {
      host_id: host,
      rule_id: 'HD-08',
      severity,
      status,
      time_us: second * 1_000_000,
      process_id: 'actor',
      object_id: null,
      occurrences: 1,
    },
    doc: JSON.stringify(doc),
  }
}
