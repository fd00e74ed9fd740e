/** From here on a process is taken to use I/O rings. */
export const loaderThreshold = 0.5
const alertThreshold = 0.1
const highThreshold = 0.5
const criticalThreshold = 0.9

/**
 * What comes of an abuse score, from nothing to the gravest: `unreported` while neither a ring nor a consequence was seen,
 * `low` below the threshold of alerts, then the severity of the alert.
 */
export const scoreBands = ['unreported', 'low', 'medium', 'high', 'critical'] as const
export type ScoreBand = (typeof scoreBands)[number]

export interface BandedScores {
  readonly abuse: { readonly probability: number }
  readonly isAbuseReported: boolean
}

export function bandOf({ abuse: { probability }, isAbuseReported }: BandedScores): ScoreBand {
  if (!isAbuseReported) return 'unreported'
  if (probability >= criticalThreshold) return 'critical'
  if (probability >= highThreshold) return 'high'
  return probability >= alertThreshold ? 'medium' : 'low'
}
