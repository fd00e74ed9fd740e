import { type LoadedRules, rules as builtInRules } from '@win11mon/enricher'

import { bulletLines, factLines, section } from '../show/page-lines.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'

/** A rule for a person: what it sees, what it means, what to do. Undefined when there is none with this id, or several. */
export function ruleLines(id: string, own: LoadedRules | undefined, screen: Screen): string[] | undefined {
  const wanted = id.toLowerCase()
  const builtIn = builtInRules.find((rule) => rule.id.toLowerCase() === wanted)
  if (builtIn !== undefined) {
    const { name, kinds, techniques, meaning, whatToDo, falsePositives } = builtIn
    const attack = techniques.map((technique) => `${technique.id} ${technique.name}`)
    const facts = [['sees', kinds.join(', ')], ...named('ATT&CK', attack.join(', ')), ['page', `docs/rules/${builtIn.id}.md`]] as const
    return page({ id: builtIn.id, title: name, facts, meaning, whatToDo, harmless: [falsePositives] }, screen)
  }
  const found = own?.loaded.filter(({ rule }) => rule.id.startsWith(wanted)) ?? []
  const [only] = found
  if (only === undefined || found.length > 1) return undefined
  const { rule, source, raisesAlerts, techniques, description } = only
  const facts = [
    ['sees', source],
    ['severity', rule.severity],
    ...named('ATT&CK', techniques.join(', ')),
    ['file', rule.path],
    ...(raisesAlerts ? [] : [['alerts', 'none of its own: it serves a correlation'] as const]),
  ] as const
  const { meaning, whatToDo } = description
  return page({ id: rule.id, title: rule.title, facts, meaning, whatToDo, harmless: rule.falsePositives }, screen)
}

interface Page {
  readonly id: string
  readonly title: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly meaning: string
  readonly whatToDo: string
  readonly harmless: readonly string[]
}

function named(name: string, value: string): (readonly [string, string])[] {
  return value === '' ? [] : [[name, value]]
}

function page({ id, title, facts, meaning, whatToDo, harmless }: Page, screen: Screen): string[] {
  const text = (long: string): string[] => wrap(sanitize(long), screen.columns - 2).map((line) => `  ${line}`)
  return [
    screen.colours.bold(sanitize(`${id} ${title}`)),
    ...factLines([...facts], screen),
    ...section('MEANS', '', text(meaning), screen),
    ...section('DO', '', text(whatToDo), screen),
    ...(harmless.length === 0 ? [] : section('HARMLESS CAUSES', '', bulletLines(harmless, screen), screen)),
  ]
}
