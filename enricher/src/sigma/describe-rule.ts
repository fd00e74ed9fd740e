import type { RuleDescription } from '../detect/rule-set.ts'
import type { RuleFacts } from './language/rule.ts'
import { techniquesOf } from './techniques.ts'

const maxReferences = 3

/** What an alert says of a rule that somebody else wrote: as much as its author did. */
export function describeRule({ id, title, description, tags, falsePositives, references }: RuleFacts): RuleDescription {
  const harmless = falsePositives.filter((text) => !/^(?:unknown|none|unlikely)$/i.test(text))
  const advice = [
    'Look at the process, who started it and what it did next.',
    ...(harmless.length === 0 ? [] : [`Known harmless causes: ${harmless.join('; ')}.`]),
    ...(references.length === 0 ? [] : [`More: ${references.slice(0, maxReferences).join(' ')}`]),
  ]
  return { id, name: title, techniques: techniquesOf(tags), meaning: description?.trim() ?? title, whatToDo: advice.join(' ') }
}
