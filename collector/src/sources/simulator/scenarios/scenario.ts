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
] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** A scenario on one of the hosts, some time after the start; it waits for the user's logon when that is later. */
export interface ScenarioPlacement {
  readonly name: ScenarioName
  readonly hostIndex: number
  readonly offsetUs: number
}

/** What an observer should conclude. Data for tests; no part of the pipeline reads it. */
export interface ScenarioExpectation {
  /** One sentence: what happens. */
  readonly story: string
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
  play(host: Host): Activity
}
