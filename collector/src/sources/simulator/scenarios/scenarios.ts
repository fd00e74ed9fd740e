import type { Activity } from '../model/agenda.ts'
import type { Host } from '../model/host.ts'
import { directStorageGame } from './directstorage-game.ts'
import { duplicationBurst } from './duplication-burst.ts'
import { injection } from './injection.ts'
import { ioringEscalation } from './ioring-escalation.ts'
import { lsassDuplication } from './lsass-duplication.ts'
import { parentSpoofing } from './parent-spoofing.ts'
import { publicExploits } from './public-exploits.ts'
import type { Scenario, ScenarioExpectation, ScenarioName, ScenarioPlacement } from './scenario.ts'
import { selfDuplication } from './self-duplication.ts'

const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  ioring_escalation: ioringEscalation,
  self_duplication: selfDuplication,
  lsass_duplication: lsassDuplication,
  parent_spoofing: parentSpoofing,
  injection,
  duplication_burst: duplicationBurst,
  directstorage_game: directStorageGame,
  ...publicExploits,
}

/** What each scenario should make an observer conclude. */
export const scenarioExpectations: Readonly<Record<ScenarioName, ScenarioExpectation>> = Object.fromEntries(
  Object.entries(scenarios).map(([name, { expected }]) => [name, expected]),
) as Record<ScenarioName, ScenarioExpectation>

/** Five attacks on the first host, spread over ten minutes. */
export const defaultScenarios: readonly ScenarioPlacement[] = [
  { name: 'ioring_escalation', hostIndex: 0, offsetUs: 120_000_000 },
  { name: 'self_duplication', hostIndex: 0, offsetUs: 210_000_000 },
  { name: 'lsass_duplication', hostIndex: 0, offsetUs: 300_000_000 },
  { name: 'parent_spoofing', hostIndex: 0, offsetUs: 390_000_000 },
  { name: 'injection', hostIndex: 0, offsetUs: 480_000_000 },
]

const logonPollUs = 500_000

/** Plays a scenario once everything it needs is up. */
export function* playScenario(host: Host, { name, variant = {} }: ScenarioPlacement): Activity {
  while (!host.landmarks.has('browser')) yield logonPollUs
  yield* scenarios[name].play(host, variant)
}
