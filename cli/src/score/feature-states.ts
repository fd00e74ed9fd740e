import { type FeatureId, type FeatureSource, type PresentFeatures, featureSources } from '@win11mon/enricher'
import type { DocumentReader, DocumentSearch, StoredRow } from '@win11mon/pipeline'

import { type JsonObject, numberAt, valueAt } from '../store/event-fields.ts'
import { documentOf } from '../store/event-line.ts'

/** `unknown` is not absent: nothing that could have shown the feature is in the store. */
export interface FeatureState {
  readonly state: 'present' | 'absent' | 'unknown'
  /** What is missing, of a feature that is unknown. */
  readonly missing: string | null
}

/** How each feature stands of one process. */
export async function featureStates(
  row: StoredRow<'processes'>,
  present: PresentFeatures,
  reader: DocumentReader & DocumentSearch,
): Promise<ReadonlyMap<FeatureId, FeatureState>> {
  const lacks = await lackOf(row, reader)
  const states = new Map<FeatureId, FeatureState>()
  for (const [id, sources] of Object.entries(featureSources) as [FeatureId, readonly FeatureSource[]][]) {
    const missing = present.has(id) ? [] : [...new Set((await Promise.all(sources.map(lacks))).filter((text) => text !== null))]
    const state = present.has(id) ? 'present' : missing.length > 0 ? 'unknown' : 'absent'
    states.set(id, { state, missing: missing.length > 0 ? missing.join(', ') : null })
  }
  return states
}

/** Says what a source would need that the store does not have; null when it has it. */
async function lackOf(
  row: StoredRow<'processes'>,
  reader: DocumentReader & DocumentSearch,
): Promise<(source: FeatureSource) => Promise<string | null>> {
  const own = new Set((await reader.activity(row.id)).filter(({ role }) => role === 'actor').map(({ kind }) => kind))
  const ofHost = new Map<string, Promise<boolean>>()
  const hasHostEvents = (kind: string): Promise<boolean> => {
    const known =
      ofHost.get(kind) ?? reader.events({ hostId: row.host_id, kinds: [kind] }, { limit: 1 }).then(({ items }) => items.length > 0)
    ofHost.set(kind, known)
    return known
  }
  const document = documentOf(row)
  const hasProfile = await isProfiled(row.id, reader)
  return async (source) => {
    if (source.needs === 'process events') return own.has(source.kind) ? null : `no ${source.kind} of it`
    if (source.needs === 'host events') return (await hasHostEvents(source.kind)) ? null : `no ${source.kind} of the host`
    return isKnown(source.needs, row, document, hasProfile) ? null : `no ${source.needs}`
  }
}

type Fact = Exclude<FeatureSource['needs'], 'process events' | 'host events'>

function isKnown(fact: Fact, row: StoredRow<'processes'>, document: JsonObject, hasProfile: boolean): boolean {
  if (fact === 'driver profile') return hasProfile
  if (fact === 'image') return row.executable !== null
  if (fact === 'signature') return typeof valueAt(document, 'process.code_signature.exists') === 'boolean'
  return row.integrity_level !== null
}

/** Only a driver counts what a process does with rings. */
async function isProfiled(entityId: string, reader: Pick<DocumentReader, 'events'>): Promise<boolean> {
  const { items } = await reader.events({ entityId, kinds: ['process_terminate', 'process_profile'] }, { limit: 100 })
  return items.some((row) => row.kind === 'process_profile' || numberAt(documentOf(row), 'ioring.operation_count') !== null)
}
