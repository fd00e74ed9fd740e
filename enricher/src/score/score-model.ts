import { type Feature, features, modelVersion, priors } from './features.ts'

/** How a fitted model corrects the log-odds of a score: `slope · nats + offset`. */
export interface Calibration {
  readonly slope: number
  readonly offset: number
}

export type ScoreName = Feature['score']

/** Everything that the arithmetic of the scores takes its numbers from. */
export interface ScoreModel {
  /** Stands beside every score, so that scores of different models can be told apart. */
  readonly version: string
  readonly priors: Readonly<Record<ScoreName, number>>
  readonly features: readonly Feature[]
  /** Fitted on labels that somebody had; none for the built-in numbers. */
  readonly calibration: Readonly<Partial<Record<ScoreName, Calibration>>>
}

/** The numbers that every score of a run is made with. */
export const builtInModel: ScoreModel = { version: modelVersion, priors, features, calibration: {} }
