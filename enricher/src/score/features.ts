/**
 * The features of both scores with their weights in nats. `basis` names where the number comes from: `measured` on
 * 2,020 process creates of public captures and seven public IoRing programs, `elicited` an expert's estimate that a
 * measurement should replace. A feature that the events do not carry is absent, never negative.
 */
export type Basis = 'measured' | 'elicited' | 'fact'

export const featureIds = [
  'A1',
  'A2',
  'A4',
  'A6',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'B7',
  'B8',
  'B9',
  'B10',
  'B11',
  'B12',
  'B13',
  'B14',
  'B15',
  'B17',
  'B18',
  'B19',
  'B20',
] as const
export type FeatureId = (typeof featureIds)[number]

export interface Feature {
  readonly id: FeatureId
  readonly score: 'loader' | 'abuse'
  /** Nats added to the log-odds; for deterministic features the probability is fixed instead. */
  readonly weightNats: number
  readonly isDeterministic?: true
  /** Features of one group describe the same thing: see `groupWeight`. */
  readonly group?: string
  /** A consequence opens the gate of the abuse score by itself. */
  readonly isConsequence?: true
  readonly basis: Basis
  /** How many of the two probabilities behind the weight are elicited: each may be off by a factor of three. */
  readonly elicitedProbabilities: 0 | 1 | 2
  /** Completes "The process …". */
  readonly reason: string
}

export const features: readonly Feature[] = [
  {
    id: 'A1',
    score: 'loader',
    weightNats: 0,
    isDeterministic: true,
    basis: 'fact',
    elicitedProbabilities: 0,
    reason: 'holds an I/O ring handle (driver scan)',
  },
  {
    id: 'A2',
    score: 'loader',
    weightNats: 0,
    isDeterministic: true,
    basis: 'fact',
    elicitedProbabilities: 0,
    reason: 'made I/O ring operations (driver profile)',
  },
  {
    id: 'A4',
    score: 'loader',
    weightNats: 5,
    basis: 'fact',
    elicitedProbabilities: 1,
    reason: 'loaded DirectStorage, which uses I/O rings on Windows 11',
  },
  {
    id: 'A6',
    score: 'loader',
    weightNats: -12,
    basis: 'fact',
    elicitedProbabilities: 0,
    reason: 'runs on a build of Windows that has no I/O rings',
  },
  {
    id: 'B1',
    score: 'abuse',
    weightNats: 10.8,
    isConsequence: true,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'has an I/O ring whose registered buffers point into user memory',
  },
  {
    id: 'B2',
    score: 'abuse',
    weightNats: 8.8,
    isConsequence: true,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'runs at a higher integrity level than it was created with',
  },
  {
    id: 'B3',
    score: 'abuse',
    weightNats: 7.8,
    isConsequence: true,
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'runs at medium integrity or below and created a System process',
  },
  {
    id: 'B4',
    score: 'abuse',
    weightNats: 4.3,
    isConsequence: true,
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'runs at high integrity and created a System process without a broker',
  },
  {
    id: 'B5',
    score: 'abuse',
    weightNats: 2.2,
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'created a process of higher integrity without a consent prompt',
  },
  { id: 'B6', score: 'abuse', weightNats: 4.1, basis: 'elicited', elicitedProbabilities: 2, reason: 'holds ten or more I/O ring handles' },
  {
    id: 'B7',
    score: 'abuse',
    weightNats: 5.7,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'has a driver anomaly score of 60 or more',
  },
  {
    id: 'B8',
    score: 'abuse',
    weightNats: 3.5,
    group: 'G1',
    basis: 'measured',
    elicitedProbabilities: 0,
    reason: 'runs from an unsigned image',
  },
  {
    id: 'B9',
    score: 'abuse',
    weightNats: 3.3,
    group: 'G1',
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'runs from a directory that any user can write',
  },
  {
    id: 'B10',
    score: 'abuse',
    weightNats: 3,
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'opened a critical system process for query',
  },
  {
    id: 'B11',
    score: 'abuse',
    weightNats: 3.2,
    group: 'G2',
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'opened another process with the right to create children of it',
  },
  {
    id: 'B12',
    score: 'abuse',
    weightNats: 2.7,
    group: 'G2',
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'created a process under a parent that it chose',
  },
  {
    id: 'B13',
    score: 'abuse',
    weightNats: 5.2,
    basis: 'measured',
    elicitedProbabilities: 1,
    reason: 'brought a driver that was then loaded, or was started by what did',
  },
  {
    id: 'B14',
    score: 'abuse',
    weightNats: 2.7,
    basis: 'measured',
    elicitedProbabilities: 0,
    reason: 'created a thread in another process',
  },
  {
    id: 'B15',
    score: 'abuse',
    weightNats: 1.9,
    basis: 'measured',
    elicitedProbabilities: 0,
    reason: 'opened a critical system process for handle duplication',
  },
  {
    id: 'B17',
    score: 'abuse',
    weightNats: 4.6,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'had I/O rings shortly before the machine restarted without a clean stop',
  },
  {
    id: 'B18',
    score: 'abuse',
    weightNats: -3.7,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'is a trusted system or publisher image in a protected directory',
  },
  {
    id: 'B19',
    score: 'abuse',
    weightNats: -4.4,
    basis: 'elicited',
    elicitedProbabilities: 2,
    reason: 'uses I/O rings through DirectStorage',
  },
  {
    id: 'B20',
    score: 'abuse',
    weightNats: 0,
    basis: 'fact',
    elicitedProbabilities: 0,
    reason: 'holds I/O rings that the driver could not look into: their buffers may be anything',
  },
]

/** Raised whenever a feature, a weight or a rule of combination changes, so that scores can be told apart. */
export const modelVersion = '2'

/** Share of processes that use I/O rings, and of those that abuse one: elicited. */
export const priors = { loader: 0.002, abuse: 1e-5 } as const
