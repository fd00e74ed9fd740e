import { type PresentFeatures, combineFeatures } from './combine-features.ts'
import type { FeatureId } from './features.ts'
import { type ScoreBand, bandOf, scoreBands } from './score-band.ts'
import type { ScoreModel } from './score-model.ts'
import type { ProcessScores } from './score.ts'

/** What would have to be otherwise for another band: the features that would be gone, or there beside the others. */
export interface Counterfactual {
  readonly band: ScoreBand
  readonly change: 'without' | 'with'
  readonly features: readonly FeatureId[]
  /** The abuse score then. */
  readonly probability: number
}

/** Features that no process shows together. */
const exclusive: readonly (readonly [FeatureId, FeatureId])[] = [
  ['B3', 'B4'],
  ['B4', 'B5'],
  ['B4', 'B18'],
  ['B8', 'B18'],
  ['B9', 'B18'],
  ['B12', 'B18'],
]

const mostFeatures = 3
const shownPerBand = 3

/**
 * The smallest changes that lead to each other band, at most three a band and direction: those of fewest features, then of least
 * weight. Empty for a band that no change of three features reaches.
 */
export function counterfactuals(present: PresentFeatures, model: ScoreModel): Counterfactual[] {
  const current = bandOf(combineFeatures(present, model))
  const others = scoreBands.filter((band) => band !== current)
  const known = model.features.filter(isChangeable).map(({ id }) => id)
  const added = known.filter((id) => !present.has(id) && [...present.keys()].every((other) => !areExclusive(id, other)))
  const removed = known.filter((id) => present.has(id))
  const against = new Set(model.features.filter(({ weightNats }) => weightNats < 0).map(({ id }) => id))
  // What speaks for and what speaks against are no one story.
  const inOneDirection = (candidates: readonly FeatureId[], change: Counterfactual['change']): Counterfactual[] => {
    const scoresWith = change === 'with' ? moreOf : lessOf
    const parts = [candidates.filter((id) => !against.has(id)), candidates.filter((id) => against.has(id))]
    return parts.flatMap((part) => smallestChanges(part, others, change, (ids) => combineFeatures(scoresWith(present, ids), model)))
  }
  return [...inOneDirection(removed, 'without'), ...inOneDirection(added, 'with')]
}

/** What weighs nothing changes nothing; DirectStorage is seen, or not, as one thing. */
function isChangeable({ id, weightNats, isDeterministic }: ScoreModel['features'][number]): boolean {
  return id !== 'B19' && (isDeterministic === true || weightNats !== 0)
}

function smallestChanges(
  candidates: readonly FeatureId[],
  bands: readonly ScoreBand[],
  change: Counterfactual['change'],
  scoresWith: (ids: readonly FeatureId[]) => ProcessScores,
): Counterfactual[] {
  const found: Counterfactual[] = []
  for (let size = 1; size <= mostFeatures; size += 1) {
    const missing = new Set(bands.filter((band) => !found.some((one) => one.band === band)))
    if (missing.size === 0) break
    for (const ids of combinations(candidates, size)) {
      const scores = scoresWith(ids)
      const band = bandOf(scores)
      if (missing.has(band)) found.push({ band, change, features: ids, probability: scores.abuse.probability })
    }
  }
  return bands.flatMap((band) => leastFirst(found, band))
}

/** The nearest to where the process stands is on the near side of the band's probabilities. */
function leastFirst(found: readonly Counterfactual[], band: ScoreBand): Counterfactual[] {
  const ofBand = found.filter((one) => one.band === band)
  return ofBand
    .toSorted((left, right) => (left.change === 'with' ? left.probability - right.probability : right.probability - left.probability))
    .slice(0, shownPerBand)
}

function lessOf(present: PresentFeatures, ids: readonly FeatureId[]): PresentFeatures {
  const less = new Map(present)
  for (const id of ids) {
    less.delete(id)
    if (id === 'A4') less.delete('B19')
  }
  return less
}

function moreOf(present: PresentFeatures, ids: readonly FeatureId[]): PresentFeatures {
  const more = new Map(present)
  for (const id of ids) {
    more.set(id, [])
    if (id === 'A4') more.set('B19', [])
  }
  return more
}

function areExclusive(one: FeatureId, other: FeatureId): boolean {
  return exclusive.some(([left, right]) => (left === one && right === other) || (left === other && right === one))
}

/** Every set of so many candidates, none of which exclude each other. */
function* combinations(candidates: readonly FeatureId[], size: number, from = 0): Generator<readonly FeatureId[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let index = from; index <= candidates.length - size; index += 1) {
    const id = candidates[index] as FeatureId
    for (const rest of combinations(candidates, size - 1, index + 1)) {
      if (rest.every((other) => !areExclusive(id, other))) yield [id, ...rest]
    }
  }
}
