import { type ScoreBand, type ScoreModel, bandOf, combineFeatures, loaderThreshold, scoreBands } from '@win11mon/enricher'
import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'
import { storedScores } from './stored-scores.ts'

/** A process as both models see it. */
export interface Rescored {
  readonly row: StoredRow<'processes'>
  readonly host: HostName
  readonly before: Verdict
  readonly after: Verdict
}

export interface Verdict {
  readonly loader: number
  readonly abuse: number
  readonly band: ScoreBand
}

export interface Replay {
  readonly model: ScoreModel
  /** Models that made the scores of the store, with how many each made. */
  readonly storedModels: ReadonlyMap<string, number>
  readonly processes: number
  readonly withoutScore: number
  /** Number of processes by band before and band after. */
  readonly bands: ReadonlyMap<ScoreBand, ReadonlyMap<ScoreBand, number>>
  /** Those of another band, or on the other side of the loader threshold; the gravest now first. */
  readonly flipped: readonly Rescored[]
}

/** Scores every process of a store with another model, from the features that the store has of it. */
export async function replayStore(
  model: ScoreModel,
  hosts: ReadonlyMap<string, HostName>,
  reader: Pick<DocumentReader, 'processes'>,
): Promise<Replay> {
  const storedModels = new Map<string, number>()
  const bands = new Map(scoreBands.map((band) => [band, new Map<ScoreBand, number>()] as const))
  const flipped: Rescored[] = []
  let [processes, withoutScore] = [0, 0]
  for (const host of hosts.values()) {
    for (const row of await reader.processes(host.id)) {
      const stored = storedScores(row)
      processes += 1
      if (stored === undefined) {
        withoutScore += 1
        continue
      }
      storedModels.set(stored.modelVersion, (storedModels.get(stored.modelVersion) ?? 0) + 1)
      const before = { loader: stored.loader.probability, abuse: stored.abuse.probability, band: stored.band }
      const scores = combineFeatures(stored.present, model)
      const after = { loader: scores.loader.probability, abuse: scores.abuse.probability, band: bandOf(scores) }
      const counts = bands.get(before.band)
      counts?.set(after.band, (counts.get(after.band) ?? 0) + 1)
      if (isFlip(before, after)) flipped.push({ row, host, before, after })
    }
  }
  return { model, storedModels, processes, withoutScore, bands, flipped: flipped.toSorted(gravestFirst) }
}

function isFlip(before: Verdict, after: Verdict): boolean {
  return before.band !== after.band || before.loader >= loaderThreshold !== after.loader >= loaderThreshold
}

function gravestFirst(left: Rescored, right: Rescored): number {
  const rank = ({ after, before }: Rescored): number => Math.max(scoreBands.indexOf(after.band), scoreBands.indexOf(before.band))
  return rank(right) - rank(left) || right.after.abuse - left.after.abuse || (left.row.id < right.row.id ? -1 : 1)
}
