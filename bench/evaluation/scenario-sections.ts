import { ablations } from './ablations.ts'
import type { OrdinaryFigures, ScenarioFigures, SensitivityFigures, TrialFigures } from './figures.ts'
import { attackScoreGate, harmlessScoreGate } from './gates.ts'
import { markdownTable } from './markdown-table.ts'
import { plain } from './rounding.ts'

export function scenarioSections(scenarios: readonly ScenarioFigures[], ordinary: OrdinaryFigures): string[] {
  const attacks = scenarios.filter(({ isHarmless }) => !isHarmless)
  const others = attacks.filter((scenario) => !isExploit(scenario))
  return [
    '## Scenarios',
    scenarioIntroduction(attacks),
    markdownTable(
      ['Scenario', 'Made after', 'Score A', 'Score B', 'Ends', 'Alerts'],
      scenarios.map((scenario) => [scenario.name, scenario.resembles ?? '', ...trialCells(trialOf(scenario, 'full'))]),
    ),
    '### Seen less well, or done otherwise',
    ablationIntroduction(),
    ...ablationTables(attacks.filter(isExploit)),
    'The other attacks lose names and events only:',
    ablationTable(
      others,
      ablations.filter(({ isOfExploits }) => isOfExploits !== true),
    ),
    '### What is harmless',
    harmlessText(scenarios, ordinary),
  ]
}

function isExploit({ resembles }: ScenarioFigures): boolean {
  return resembles !== null
}

function scenarioIntroduction(attacks: readonly ScenarioFigures[]): string {
  const isMet = ({ trials }: ScenarioFigures): boolean =>
    trials.some(({ ablation, verdicts }) => ablation === 'full' && ((verdicts.critical ?? 0) > 0 || (verdicts.named ?? 0) > 0))
  return (
    'Each attack is played on a simulated machine in use. Those made after a public program show what that program shows to the callbacks, and contain nothing of it. ' +
    `\`critical\`: a reported abuse score of ${attackScoreGate} or more, or a critical alert; \`named\`: every rule that the scenario is there for; \`high\`, \`lower\`: the gravest alert about the process, its shell and their children; \`silent\`: none. ` +
    `Seen in full ${attacks.filter(isMet).length} of ${attacks.length} attacks end as critical or named.`
  )
}

function ablationIntroduction(): string {
  const several = ablations.find(({ rounds }) => rounds !== undefined)?.rounds ?? 1
  return `How it ends, and score B of the suspect. Where events are lost by chance: how ${several} tries ended, and the lowest score among them.`
}

const columnsPerTable = 4

/** Two narrow tables are read more easily than a wide one. */
function ablationTables(scenarios: readonly ScenarioFigures[]): string[] {
  const columns = ablations.filter(({ id }) => id !== 'full')
  return [0, 1, 2].flatMap((part) => {
    const some = columns.slice(part * columnsPerTable, (part + 1) * columnsPerTable)
    return some.length === 0 ? [] : [ablationTable(scenarios, some)]
  })
}

function ablationTable(scenarios: readonly ScenarioFigures[], columns: readonly { readonly id: string; readonly title: string }[]): string {
  return markdownTable(
    ['Scenario', ...columns.map(({ title }) => title)],
    scenarios.map((scenario) => [scenario.name, ...columns.map(({ id }) => endCell(trialOf(scenario, id)))]),
  )
}

function trialOf({ trials }: ScenarioFigures, ablation: string): TrialFigures | undefined {
  return trials.find((trial) => trial.ablation === ablation)
}

function trialCells(trial: TrialFigures | undefined): string[] {
  if (trial === undefined) return ['', '', '', '']
  return [plain(trial.loader), plain(trial.abuse), verdictText(trial), trial.rules.join(', ')]
}

function endCell(trial: TrialFigures | undefined): string {
  return trial === undefined ? 'as it is' : `${verdictText(trial)}; ${plain(trial.abuse)}`
}

function verdictText({ verdicts }: TrialFigures): string {
  const entries = Object.entries(verdicts)
  return entries.length === 1 && entries[0]?.[1] === 1 ? entries[0][0] : entries.map(([verdict, count]) => `${count} ${verdict}`).join(', ')
}

function harmlessText(scenarios: readonly ScenarioFigures[], ordinary: OrdinaryFigures): string {
  const games = scenarios
    .filter(({ isHarmless }) => isHarmless)
    .map((scenario) => `\`${scenario.name}\` ${plain(trialOf(scenario, 'full')?.abuse ?? Number.NaN)}`)
  return (
    `The abuse score of what uses I/O rings by right: ${games.join(', ')}. Of ${ordinary.programs} programs on machines where nothing is wrong the highest is ` +
    `${plain(ordinary.highestAbuse)}, of \`${ordinary.highestProgram.slice(ordinary.highestProgram.lastIndexOf('\\') + 1)}\`; at most ${harmlessScoreGate} is allowed. ` +
    `Alerts of severity high or above there: ${ordinary.alertsHighOrAbove}.`
  )
}

export function sensitivitySection(sensitivity: readonly SensitivityFigures[]): string[] {
  const steady = sensitivity.filter(({ changedBands }) => changedBands.length === 0).length
  return [
    '## Sensitivity of the bands',
    `Every elicited probability, one at a time, three times as high and a third: ${sensitivity.length} models. ${steady} of them leave every process of the captures and of the attacks seen in full in its band. The others:`,
    markdownTable(
      ['Number', 'Times', 'Kept of the top twenty', 'Other bands'],
      sensitivity
        .filter(({ changedBands }) => changedBands.length > 0)
        .map(({ parameter, direction, keptOfTop, changedBands }) => [parameter, direction, String(keptOfTop), changedBands.join('; ')]),
    ),
  ]
}
