import type { Activity } from '../model/agenda.ts'
import type { Host } from '../model/host.ts'

export const scenarioNames = [
  'ioring_escalation',
  'self_duplication',
  'lsass_duplication',
  'parent_spoofing',
  'injection',
  'duplication_burst',
  'directstorage_game',
  'ioring_hevd',
  'ioring_afd',
  'ioring_afd_cleanup',
  'ioring_afd_variant',
  'ioring_mskssrv',
  'ioring_dotnet',
  'ioring_own_shell',
  'previous_mode',
] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** A scenario on one of the hosts, some time after the start; it waits for the user's logon when that is later. */
export interface ScenarioPlacement {
  readonly name: ScenarioName
  readonly hostIndex: number
  readonly offsetUs: number
  readonly variant?: ScenarioVariant
}

/** How the exploits among the scenarios are played when not as they are written; the others have one way only. */
export interface ScenarioVariant {
  /** The shell that starts them was started by an administrator. */
  readonly isElevated?: boolean
  /** They run as .NET code inside that shell. */
  readonly isManaged?: boolean
  /** Their pauses are this many times as long. */
  readonly slowness?: number
}

/** What an observer should conclude. Data for tests; no part of the pipeline reads it. */
export interface ScenarioExpectation {
  /** One sentence: what happens. */
  readonly story: string
  /** The public program that it is made after, where there is one. */
  readonly resembles?: string
  /** File name of the process the findings are about. */
  readonly suspect: string
  /** Ids of the rules that must fire, whether or not they are implemented yet. */
  readonly rules: readonly string[]
  /** Ids of rules that may fire as well without being wrong. */
  readonly otherRules: readonly string[]
  /** Least probability of the loader and the abuse score, where the scenario is about them. */
  readonly leastLoaderScore: number | null
  readonly leastAbuseScore: number | null
  /** Most probability of the abuse score, for what looks unusual and is harmless. */
  readonly mostAbuseScore: number | null
}

export interface Scenario {
  readonly expected: ScenarioExpectation
  /** Plays on a machine whose user is logged on. */
  play(host: Host, variant: ScenarioVariant): Activity
}
