import { type FeatureId, type PresentFeatures, type ScoreBand, bandOf, featureIds } from '@win11mon/enricher'
import { PipelineError, type StoredRow } from '@win11mon/pipeline'

import { readStored } from '../analysis/stored-document.ts'

/** One score of a document. */
export interface StoredScore {
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly nats: number
}

/** The scores of a process as a store has them, and what they were made of. */
export interface StoredScores {
  readonly modelVersion: string
  readonly loader: StoredScore
  readonly abuse: StoredScore
  readonly isAbuseReported: boolean
  readonly band: ScoreBand
  readonly present: PresentFeatures
  /** Features that this version does not know. */
  readonly unknownFeatures: readonly string[]
}

interface ReasonDocument {
  readonly feature: string
  readonly evidence_ids: readonly string[]
}

type ScoreDocument = StoredScore & { readonly reasons: readonly ReasonDocument[] }

interface ProcessDocument {
  readonly win11mon: {
    readonly score?: {
      readonly model_version: string
      readonly loader: ScoreDocument
      readonly abuse: ScoreDocument & { readonly is_reported: boolean }
    }
  }
}

const known: ReadonlySet<string> = new Set(featureIds)

/** Undefined when the process has none. Fails with STORE_DAMAGED when its document cannot be read. */
export function storedScores(row: StoredRow<'processes'>): StoredScores | undefined {
  return readStored(row, ({ win11mon: { score } }: ProcessDocument) => {
    if (score === undefined) return undefined
    const { loader, abuse, model_version: modelVersion } = score
    const reasons = [...loader.reasons, ...abuse.reasons]
    const isAbuseReported = abuse.is_reported
    return {
      modelVersion,
      loader: scoreOf(loader),
      abuse: scoreOf(abuse),
      isAbuseReported,
      band: bandOf({ abuse, isAbuseReported }),
      present: presentFeatures(reasons),
      unknownFeatures: reasons.flatMap(({ feature }) => (known.has(feature) ? [] : [feature])),
    }
  })
}

/** Fails with INPUT_MISSING when the process has none. */
export function requireScores(row: StoredRow<'processes'>): StoredScores {
  const scores = storedScores(row)
  if (scores !== undefined) return scores
  const message = `The process ${row.id} has no score in this store: what wrote it made none. Analyse the captures again into a new store.`
  throw new PipelineError('INPUT_MISSING', message)
}

function scoreOf({ probability, low, high, nats }: ScoreDocument): StoredScore {
  return { probability, low, high, nats }
}

/** DirectStorage is left out of an abuse score where it explains nothing; it was seen all the same. */
function presentFeatures(reasons: readonly ReasonDocument[]): PresentFeatures {
  const present = new Map<FeatureId, readonly string[]>()
  for (const { feature, evidence_ids: ids } of reasons) if (known.has(feature)) present.set(feature as FeatureId, ids)
  const directStorage = present.get('A4')
  if (directStorage !== undefined && !present.has('B19')) present.set('B19', directStorage)
  return present
}
