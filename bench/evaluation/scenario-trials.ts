import { type ScenarioExpectation, type ScenarioName, scenarioExpectations, scenarioNames } from '@win11mon/collector'
import { type Alert, isAtLeast } from '@win11mon/enricher'
import type { Event } from '@win11mon/schemas'

import { type Ablation, ablations } from './ablations.ts'
import { type Enriched, type ScoredProcess, enrichBatches } from './enrich-batches.ts'
import type { ScenarioFigures, TrialFigures, TrialVerdict } from './figures.ts'
import { batchesFrom, recordHost } from './recorded-host.ts'
import { significant } from './rounding.ts'
import type { NamedScores } from './sensitivity.ts'

const managedSuspect = 'pwsh.exe'
const shellName = 'cmd.exe'
const criticalProbability = 0.9

export interface ScenarioTrials {
  readonly figures: readonly ScenarioFigures[]
  /** The suspects of the attacks that were seen in full. */
  readonly suspects: readonly NamedScores[]
}

/** Every scenario under every ablation that applies to it. */
export async function tryScenarios(names: readonly ScenarioName[] = scenarioNames): Promise<ScenarioTrials> {
  const figures: ScenarioFigures[] = []
  const suspects: NamedScores[] = []
  for (const name of names) {
    const { story, resembles = null, rules, mostAbuseScore } = scenarioExpectations[name]
    const trials: TrialFigures[] = []
    for (const ablation of ablationsOf(name)) {
      const trial = await tryAblation(name, ablation)
      trials.push(trial.figures)
      if (ablation.id === 'full') suspects.push(...trial.suspects)
    }
    figures.push({ name, story, resembles, rules, isHarmless: mostAbuseScore !== null, trials })
  }
  return { figures, suspects }
}

function ablationsOf(name: ScenarioName): Ablation[] {
  return ablations.filter(({ isOfExploits, variant }) => isApplicable(name, isOfExploits === true, variant?.isManaged === true))
}

/** What is .NET code already has no other form. */
function isApplicable(name: ScenarioName, isOfExploits: boolean, isManaged: boolean): boolean {
  const { resembles } = scenarioExpectations[name]
  if (name === 'ioring_dotnet' && isManaged) return false
  return !isOfExploits || resembles !== undefined
}

export interface Trial {
  readonly figures: TrialFigures
  readonly suspects: readonly NamedScores[]
}

/** Of several rounds the worst figures, and how many ended in which verdict. */
export async function tryAblation(name: ScenarioName, { id, variant = {}, reduce, rounds = 1 }: Ablation): Promise<Trial> {
  const host = await recordHost({ seed: `evaluation ${name}`, scenario: name, variant })
  const expected = variant.isManaged === true ? { ...scenarioExpectations[name], suspect: managedSuspect } : scenarioExpectations[name]
  const starts = suspectsOf(host.events, expected)
  const results: RoundResult[] = []
  for (let round = 0; round < rounds; round += 1) {
    const events = reduce?.(host.events, round) ?? host.events
    results.push(judge(await enrichBatches(batchesFrom({ ...host, events })), expected, starts))
  }
  const verdicts: Partial<Record<TrialVerdict, number>> = {}
  for (const { verdict } of results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  const figures = {
    ablation: id,
    verdicts,
    loader: significant(Math.min(...results.map(({ loader }) => loader))),
    abuse: significant(Math.min(...results.map(({ abuse }) => abuse))),
    rules: [...new Set(results.flatMap(({ rules }) => rules))].toSorted(),
  }
  return { figures, suspects: results.flatMap(({ suspects }) => suspects.map(({ scores }) => ({ name, scores }))) }
}

interface RoundResult {
  readonly verdict: TrialVerdict
  readonly loader: number
  readonly abuse: number
  readonly rules: readonly string[]
  readonly suspects: readonly ScoredProcess[]
}

/** By pid and start: what was cut or lost may have taken the name along. */
function suspectsOf(events: readonly Event[], { suspect }: ScenarioExpectation): ReadonlySet<string> {
  const starts = events.flatMap((event) => (event.kind === 'process_create' && isFile(event.executable, suspect) ? [event] : []))
  return new Set(starts.map(({ processId, processStartUs }) => `${processId} ${processStartUs}`))
}

function judge(enriched: Enriched, expected: ScenarioExpectation, starts: ReadonlySet<string>): RoundResult {
  const suspects = enriched.processes.filter(({ node }) => starts.has(`${node.processId} ${node.startUs}`))
  const kin = new Set(suspects.flatMap((suspect) => kinOf(suspect)))
  const own = enriched.alerts.filter(({ actor, object }) => [actor, object].some((entity) => entity !== null && kin.has(entity.entityId)))
  const reported = suspects.filter(({ scores }) => scores.isAbuseReported)
  return {
    verdict: verdictOf(own, Math.max(0, ...reported.map(({ scores }) => scores.abuse.probability)), expected),
    loader: Math.max(0, ...suspects.map(({ scores }) => scores.loader.probability)),
    abuse: Math.max(0, ...suspects.map(({ scores }) => scores.abuse.probability)),
    rules: own.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
    suspects,
  }
}

/** The suspect, who started it, and what both of them started. */
function kinOf({ host: { tree }, node }: ScoredProcess): string[] {
  const parent = node.parentId === null ? undefined : tree.get(node.parentId)
  const isShell = [shellName, managedSuspect].some((name) => isFile(parent?.image ?? null, name))
  const roots = isShell && parent !== undefined ? [node, parent] : [node]
  return roots.flatMap((root) => [root.entityId, ...tree.children(root).map(({ entityId }) => entityId)])
}

function verdictOf(alerts: readonly Alert[], abuse: number, { rules }: ScenarioExpectation): TrialVerdict {
  if (abuse >= criticalProbability || alerts.some(({ severity }) => severity === 'critical')) return 'critical'
  const found = new Set(alerts.map(({ ruleId }) => ruleId))
  if (rules.length > 0 && rules.every((rule) => found.has(rule))) return 'named'
  if (alerts.some(({ severity }) => isAtLeast(severity, 'high'))) return 'high'
  return alerts.length > 0 ? 'lower' : 'silent'
}

function isFile(path: string | null, name: string): boolean {
  return path?.toLowerCase().endsWith(`\\${name.toLowerCase()}`) === true
}
