import {
  type Calibration,
  type LabelledScore,
  type Reliability,
  type ScoreModel,
  type ScoreName,
  builtInModel,
  combineFeatures,
  crossValidatedBrier,
  fitCalibration,
  reliabilityOf,
} from '@win11mon/enricher'
import type { DocumentReader } from '@win11mon/pipeline'

import { type Label, badLines } from './read-labels.ts'
import { requireScores } from './stored-scores.ts'

/** How far a score can be taken at its word on labelled processes, before and after a fit. */
export interface CalibrationReport {
  readonly score: ScoreName
  readonly labels: number
  readonly positives: number
  /** Of always saying the share of positives: what any score has to be below. */
  readonly baseBrier: number
  readonly asGiven: Reliability
  /** Undefined when all labels are of one kind. */
  readonly fit: Calibration | undefined
  /** On the labels that it was fitted on. */
  readonly fitted: Reliability | undefined
  /** On labels that it was not fitted on; undefined when there are too few. */
  readonly crossValidated: number | undefined
}

/** Fails with INPUT_UNREADABLE that names the lines whose process the store does not have. */
export async function calibrate(
  labels: readonly Label[],
  path: string,
  { score, reader, model = builtInModel }: { score: ScoreName; reader: Pick<DocumentReader, 'process'>; model?: ScoreModel },
): Promise<CalibrationReport> {
  const scores = await labelledScores(labels, path, score, { reader, model })
  const share = scores.filter(({ isPositive }) => isPositive).length / scores.length
  const fit = fitCalibration(scores)
  return {
    score,
    labels: scores.length,
    positives: scores.filter(({ isPositive }) => isPositive).length,
    baseBrier: share * (1 - share),
    asGiven: reliabilityOf(scores, { slope: 1, offset: 0 }),
    fit,
    fitted: fit === undefined ? undefined : reliabilityOf(scores, fit),
    crossValidated: fit === undefined ? undefined : crossValidatedBrier(scores),
  }
}

async function labelledScores(
  labels: readonly Label[],
  path: string,
  score: ScoreName,
  { reader, model }: { reader: Pick<DocumentReader, 'process'>; model: ScoreModel },
): Promise<LabelledScore[]> {
  const problems: string[] = []
  const scores: LabelledScore[] = []
  for (const { entityId, isPositive, line } of labels) {
    const row = await reader.process(entityId)
    if (row === undefined) problems.push(`line ${line}: the store has no process ${entityId.slice(0, 80)}; labels name whole entity ids`)
    else scores.push({ entityId, isPositive, nats: combineFeatures(requireScores(row).present, model)[score].nats })
  }
  if (problems.length > 0) throw badLines(path, problems)
  return scores
}

/** The model with the fit in it, as a file can hold it. */
export function calibratedModel({ score, fit }: CalibrationReport, model: ScoreModel = builtInModel): ScoreModel {
  return {
    ...model,
    version: `${model.version}-calibrated`,
    calibration: { ...model.calibration, ...(fit === undefined ? {} : { [score]: fit }) },
  }
}
