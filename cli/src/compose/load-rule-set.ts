import { resolve } from 'node:path'

import { type EnricherSettings, type RefusedRule, type RuleSet, loadRules } from '@win11mon/enricher'

import type { Notices } from '../terminal/notices.ts'

/** Refused rules that are named; `win11mon rules ls` names all. */
const shownRefusals = 5

/** The rules of the settings, if they name any; what cannot be used is said. */
export async function loadRuleSet(settings: EnricherSettings['rules'], directory: string, notices: Notices): Promise<RuleSet | undefined> {
  if (settings.directory === '') return undefined
  const { ruleSet, loaded, refused } = await loadRules(resolve(directory, settings.directory), settings.placeholders)
  notices.info(`${loaded.length} Sigma rules from ${settings.directory}`)
  for (const rule of refused.slice(0, shownRefusals)) notices.warn(refusalText(rule))
  const more = refused.length - shownRefusals
  if (more > 0) notices.warn(`${more} more rules cannot be used: win11mon rules ls --rules ${settings.directory} says why.`)
  return ruleSet
}

function refusalText({ path, title, reason }: RefusedRule): string {
  return `${path}: ${title === null ? '' : `"${title}" `}is not used: ${reason}.`
}
