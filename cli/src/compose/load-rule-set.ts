import { resolve } from 'node:path'

import { type EnricherSettings, type RefusedRule, type RuleSet, knownRuleIds, loadRules } from '@win11mon/enricher'

import type { Notices } from '../terminal/notices.ts'

/** Refused rules that are named; `win11mon rules ls` names all. */
const shownRefusals = 5

/** The rules of the settings, if they name any; what cannot be used is said, and so are exceptions for rules that there are not. */
export async function loadRuleSet(
  { rules: settings, exceptions }: Pick<EnricherSettings, 'rules' | 'exceptions'>,
  directory: string,
  notices: Notices,
): Promise<RuleSet | undefined> {
  if (settings.directory === '') {
    warnOfExceptions(exceptions, [], notices)
    return undefined
  }
  const { ruleSet, loaded, refused } = await loadRules(resolve(directory, settings.directory), settings.placeholders)
  notices.info(`${loaded.length} Sigma rules from ${settings.directory}`)
  for (const rule of refused.slice(0, shownRefusals)) notices.warn(refusalText(rule))
  const more = refused.length - shownRefusals
  if (more > 0) notices.warn(`${more} more rules cannot be used: win11mon rules ls --rules ${settings.directory} says why.`)
  warnOfExceptions(
    exceptions,
    loaded.map(({ rule }) => rule.id),
    notices,
  )
  return ruleSet
}

/** An exception that explains nothing would leave raised what it was written for, and nobody would know why. */
function warnOfExceptions(exceptions: EnricherSettings['exceptions'], loadedIds: readonly string[], notices: Notices): void {
  const known = new Set(['*', ...knownRuleIds, ...loadedIds])
  for (const { rule } of exceptions.filter((exception) => !known.has(exception.rule))) {
    notices.warn(`An exception is for rule ${rule}, which is neither built in nor among the Sigma rules in use: it explains nothing.`)
  }
}

function refusalText({ path, title, reason }: RefusedRule): string {
  return `${path}: ${title === null ? '' : `"${title}" `}is not used: ${reason}.`
}
