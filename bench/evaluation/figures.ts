/** What an evaluation found: the JSON that `docs/evaluation.md` is drawn from. Keys are those of the JSON. */
export interface EvaluationFigures {
  readonly model: string
  readonly captures: readonly CaptureFigures[]
  readonly totals: CaptureTotals
  readonly scenarios: readonly ScenarioFigures[]
  /** Null where only captures were evaluated. */
  readonly ordinary: OrdinaryFigures | null
  readonly sensitivity: readonly SensitivityFigures[]
}

/**
 * How a try ended: `critical` a score of 0.9 or a critical alert; `named` every rule that the scenario is for; `high` an alert
 * of that severity; `lower` one below; `silent` none.
 */
export const trialVerdicts = ['critical', 'named', 'high', 'lower', 'silent'] as const
export type TrialVerdict = (typeof trialVerdicts)[number]

export interface TrialFigures {
  readonly ablation: string
  /** Tries by how they ended. */
  readonly verdicts: Readonly<Partial<Record<TrialVerdict, number>>>
  /** Scores of the suspect; the lowest of several tries. */
  readonly loader: number
  readonly abuse: number
  /** Rules and severities of the alerts about it, its shell and their children. */
  readonly rules: readonly string[]
}

export interface ScenarioFigures {
  readonly name: string
  readonly story: string
  /** The public program that it is made after. */
  readonly resembles: string | null
  /** Rules that must fire. */
  readonly rules: readonly string[]
  readonly isHarmless: boolean
  readonly trials: readonly TrialFigures[]
}

export interface CaptureAlert {
  readonly rule: string
  readonly severity: string
  readonly time: string
  readonly actor: string | null
  readonly object: string | null
  readonly occurrences: number
  /** The step of the attack that it shows, by our label; null without one. */
  readonly step: string | null
}

export interface TopScore {
  readonly capture: string
  readonly process: string | null
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly isReported: boolean
  readonly reasons: readonly string[]
}

export interface CaptureFigures {
  readonly name: string
  /** What the capture is of, by our label. */
  readonly technique: string | null
  readonly events: number
  readonly processes: number
  readonly activeHostHours: number
  readonly alerts: readonly CaptureAlert[]
  /** Labelled steps that no alert shows. */
  readonly missedSteps: readonly string[]
  /** Why it was not read to its end; null when it was. */
  readonly problem: string | null
}

export interface Histogram {
  /** Upper ends of the bins. */
  readonly upTo: readonly number[]
  readonly counts: readonly number[]
}

export interface CaptureTotals {
  readonly captures: number
  /** Those of which nobody has said what they show. */
  readonly unlabelled: number
  readonly events: number
  readonly processes: number
  readonly activeHostHours: number
  readonly gravest: { readonly labelled: number; readonly others: number }
  readonly abuse: Histogram
  readonly reportedAbuse: Histogram
  readonly loader: Histogram
  readonly top: readonly TopScore[]
  readonly baseline: BaselineFigures
}

/** The plan's rule: whoever loads KernelBase.dll or ntdll.dll may use I/O rings. */
export interface BaselineFigures {
  /** Processes whose image loads were recorded from their start. */
  readonly processes: number
  readonly flagged: number
}

export interface OrdinaryFigures {
  readonly programs: number
  readonly highestAbuse: number
  readonly highestProgram: string
  readonly alertsHighOrAbove: number
}

export interface SensitivityFigures {
  readonly parameter: string
  readonly direction: 'x 3' | '/ 3'
  /** Processes whose band changes, of captures and of scenarios in full. */
  readonly changedBands: readonly string[]
  /** Of the twenty highest abuse scores, those still among them. */
  readonly keptOfTop: number
}
