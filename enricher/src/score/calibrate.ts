import { hashedId } from '@win11mon/schemas'

import type { Calibration } from './score-model.ts'
import { probabilityOf } from './log-odds.ts'

/** A process that somebody has judged, with the log-odds that it was given. */
export interface LabelledScore {
  readonly entityId: string
  readonly nats: number
  readonly isPositive: boolean
}

/** Scores of about the same size, and how many of them were right. */
export interface ReliabilityBin {
  readonly count: number
  readonly lowest: number
  readonly highest: number
  /** Mean of the probabilities that were given. */
  readonly expected: number
  /** Share that the labels call positive. */
  readonly observed: number
}

export interface Reliability {
  /** Mean square of probability less outcome: 0 is perfect, always saying the share of positives is `positives · negatives`. */
  readonly brier: number
  readonly bins: readonly ReliabilityBin[]
}

const mostBins = 10
const folds = 5
const mostSteps = 100

/** How far probabilities can be taken at their word, in bins of equal count. */
export function reliabilityOf(scores: readonly LabelledScore[], { slope, offset }: Calibration): Reliability {
  const rated = scores
    .map(({ nats, isPositive }) => ({ probability: probabilityOf(slope * nats + offset), outcome: Number(isPositive) }))
    .toSorted((left, right) => left.probability - right.probability)
  const bins: ReliabilityBin[] = []
  for (let index = 0; index < mostBins; index += 1) {
    const start = Math.floor((index * rated.length) / mostBins)
    const bin = rated.slice(start, Math.floor(((index + 1) * rated.length) / mostBins))
    const [first, last] = [bin[0], bin.at(-1)]
    if (first === undefined || last === undefined) continue
    bins.push({
      count: bin.length,
      lowest: first.probability,
      highest: last.probability,
      expected: meanOf(bin.map(({ probability }) => probability)),
      observed: meanOf(bin.map(({ outcome }) => outcome)),
    })
  }
  return { brier: meanOf(rated.map(({ probability, outcome }) => (probability - outcome) ** 2)), bins }
}

/**
 * Platt's scaling: the slope and offset of the log-odds that make the labels most likely, with his targets a little off 0 and 1, so
 * that labels which a threshold parts cleanly have a finite answer. Undefined when all labels are of one kind.
 */
export function fitCalibration(scores: readonly LabelledScore[]): Calibration | undefined {
  const positives = scores.filter(({ isPositive }) => isPositive).length
  const negatives = scores.length - positives
  if (positives === 0 || negatives === 0) return undefined
  const points = scores.map(({ nats, isPositive }) => ({
    nats,
    target: isPositive ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
  }))
  let fit: Calibration = { slope: 0, offset: Math.log((positives + 1) / (negatives + 1)) }
  for (let step = 0; step < mostSteps; step += 1) {
    const next = newtonStep(points, fit)
    const moved = Math.abs(next.slope - fit.slope) + Math.abs(next.offset - fit.offset)
    fit = next
    if (moved < 1e-9) break
  }
  return fit
}

interface Point {
  readonly nats: number
  readonly target: number
}

/** One step towards the likeliest fit, shortened until it is one. */
function newtonStep(points: readonly Point[], fit: Calibration): Calibration {
  const ridge = 1e-9
  let [slopeGradient, offsetGradient, slopeSlope, slopeOffset, offsetOffset] = [0, 0, ridge, 0, ridge]
  for (const { nats, target } of points) {
    const probability = probabilityOf(fit.slope * nats + fit.offset)
    const weight = probability * (1 - probability)
    slopeGradient += (probability - target) * nats
    offsetGradient += probability - target
    slopeSlope += weight * nats * nats
    slopeOffset += weight * nats
    offsetOffset += weight
  }
  const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset
  if (Math.abs(determinant) < 1e-15) return fit
  const slopeStep = (offsetOffset * slopeGradient - slopeOffset * offsetGradient) / determinant
  const offsetStep = (slopeSlope * offsetGradient - slopeOffset * slopeGradient) / determinant
  const before = lossOf(points, fit)
  for (let share = 1; share > 1e-8; share /= 2) {
    const next = { slope: fit.slope - share * slopeStep, offset: fit.offset - share * offsetStep }
    if (lossOf(points, next) <= before) return next
  }
  return fit
}

function lossOf(points: readonly Point[], { slope, offset }: Calibration): number {
  return points.reduce((sum, { nats, target }) => {
    const fitted = slope * nats + offset
    // log(1 + e^x) without overflow.
    return sum + Math.max(fitted, 0) + Math.log1p(Math.exp(-Math.abs(fitted))) - target * fitted
  }, 0)
}

/**
 * The Brier score of fits to scores that they were not fitted on: each fifth, chosen by a hash of the entity, is rated by the fit of
 * the others. Undefined when some four fifths hold labels of one kind only: then too few are labelled to say.
 */
export function crossValidatedBrier(scores: readonly LabelledScore[]): number | undefined {
  let squares = 0
  for (let fold = 0; fold < folds; fold += 1) {
    const held = scores.filter(({ entityId }) => foldOf(entityId) === fold)
    if (held.length === 0) continue
    const fit = fitCalibration(scores.filter(({ entityId }) => foldOf(entityId) !== fold))
    if (fit === undefined) return undefined
    squares += reliabilityOf(held, fit).brier * held.length
  }
  return squares / scores.length
}

function foldOf(entityId: string): number {
  return hashedId(['fold', entityId]).charCodeAt(0) % folds
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
