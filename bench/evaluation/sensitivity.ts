import {
  type PresentFeatures,
  type ProcessScores,
  type ScoreModel,
  bandOf,
  builtInModel,
  combineFeatures,
  logit,
  probabilityOf,
} from '@win11mon/enricher'

import type { EvaluatedCapture } from './captures.ts'
import type { SensitivityFigures } from './figures.ts'

/** Scores under the name that a change of their band is reported under. */
export interface NamedScores {
  readonly name: string
  readonly scores: ProcessScores
}

interface Candidate {
  readonly name: string
  readonly present: PresentFeatures
}

interface Shift {
  readonly parameter: string
  readonly direction: SensitivityFigures['direction']
  readonly model: ScoreModel
}

const factorNats = Math.log(3)
const topScores = 20

/** Bands of every process of the captures and of the attacks with each elicited number three times as high, and a third. */
export function measureSensitivity(captures: readonly EvaluatedCapture[], attacks: readonly NamedScores[]): SensitivityFigures[] {
  const ofCaptures = captures.flatMap(({ name, processes }) =>
    processes.map(({ host, node, scores }) => ({ name: `${name} ${host.tree.executableOf(node) ?? node.processId}`, scores })),
  )
  const candidates = [...ofCaptures, ...attacks].map(({ name, scores }) => ({ name, present: presentIn(scores) }))
  const top = topOf(candidates, builtInModel)
  return shifts().map(({ parameter, direction, model }) => ({
    parameter,
    direction,
    changedBands: candidates.flatMap((candidate) => changeOf(candidate, model)),
    keptOfTop: topOf(candidates, model).filter((candidate) => top.includes(candidate)).length,
  }))
}

function presentIn({ loader, abuse }: ProcessScores): PresentFeatures {
  const present = new Map([...loader.reasons, ...abuse.reasons].map(({ featureId, evidenceIds }) => [featureId, evidenceIds]))
  const directStorage = present.get('A4')
  // It is left out of a score as long as no rings are seen, which another number may change.
  if (directStorage !== undefined) present.set('B19', directStorage)
  return present
}

function changeOf({ name, present }: Candidate, model: ScoreModel): string[] {
  const [before, after] = [builtInModel, model].map((one) => bandOf(combineFeatures(present, one)))
  return before === after ? [] : [`${name.slice(name.lastIndexOf('\\') + 1)}: ${before} to ${after}`]
}

/** The order of equal scores is that of the candidates. */
function topOf(candidates: readonly Candidate[], model: ScoreModel): Candidate[] {
  const scored = candidates.map((candidate) => ({ candidate, nats: combineFeatures(candidate.present, model).abuse.nats }))
  return scored
    .toSorted((left, right) => right.nats - left.nats)
    .slice(0, topScores)
    .map(({ candidate }) => candidate)
}

/** One number at a time: it is the one estimate that is off. */
function shifts(): Shift[] {
  const { features, priors } = builtInModel
  return (['x 3', '/ 3'] as const).flatMap((direction) => {
    const nats = direction === 'x 3' ? factorNats : -factorNats
    const ofPriors = (['loader', 'abuse'] as const).map((name) => {
      const shifted = { ...priors, [name]: probabilityOf(logit(priors[name]) + nats) }
      return { parameter: `prior of ${name}`, direction, model: { ...builtInModel, priors: shifted } }
    })
    const ofFeatures = features
      .filter(({ elicitedProbabilities }) => elicitedProbabilities > 0)
      .map(({ id }) => {
        const shifted = features.map((feature) => (feature.id === id ? { ...feature, weightNats: feature.weightNats + nats } : feature))
        return { parameter: id, direction, model: { ...builtInModel, features: shifted } }
      })
    return [...ofPriors, ...ofFeatures]
  })
}
