import type { Event } from '@win11mon/schemas'

import { Detector, type FoundBy } from '../../src/detect/detector.ts'
import { defaultTrustPolicy } from '../../src/detect/trust-policy.ts'
import { Tally } from '../../src/ledger/tally.ts'
import { EvidenceStore } from '../../src/score/evidence-store.ts'
import { type BuiltRules, buildRules } from '../../src/sigma/build-rules.ts'
import { EventView, noSurroundings } from '../../src/sigma/events/event-view.ts'
import type { Placeholders } from '../../src/sigma/language/modifiers.ts'
import { parseRules } from '../../src/sigma/language/parse-rules.ts'
import { bindRule } from '../../src/sigma/match/bind-rule.ts'
import { CompiledRules } from '../../src/sigma/match/compiled-rules.ts'
import { matchOneByOne } from '../../src/sigma/match/one-by-one.ts'
import { aTree, numbered } from '../builders.ts'

/** Rules of one text, with everything that was refused on the way. */
export function rulesOf(text: string, placeholders: Placeholders = {}): BuiltRules {
  const parsed = parseRules(text, 'rules.yml', placeholders)
  const built = buildRules(parsed.documents)
  return { ...built, refused: [...parsed.refused, ...built.refused] }
}

/** Whether the only rule of a text matches an event; both evaluators have to agree. */
export function matches(text: string, event: Event, placeholders: Placeholders = {}): boolean {
  const { documents, refused } = parseRules(text, 'rule.yml', placeholders)
  const reasons = refused.map(({ reason }) => reason)
  const [rule] = documents
  if (rule?.type !== 'rule' || reasons.length > 0) throw new Error(`no rule: ${reasons.join('; ')}`)
  const bound = [bindRule(rule)]
  const view = new EventView(event, noSurroundings)
  const [slow, fast] = [matchOneByOne(bound, view).length > 0, new CompiledRules(bound).match(view).length > 0]
  if (slow !== fast) throw new Error(`one by one ${slow}, compiled ${fast}`)
  return fast
}

/** A rule with this detection, for a category of Windows. */
export function aRule(detection: string, logSource = 'category: process_creation', more = ''): string {
  const indented = detection
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
  return `title: A test\n${more}logsource: {product: windows, ${logSource}}\ndetection:\n${indented}\n`
}

/** A rule with one search. */
export function aSearch(search: string, logSource?: string): string {
  return aRule(`selection: ${search}\ncondition: selection`, logSource)
}

/** What the rules of a text find in the events of one host. */
export function found(text: string, events: readonly Event[]): FoundBy[] {
  const { ruleSet, refused } = rulesOf(text)
  if (refused.length > 0) throw new Error(refused.map(({ reason }) => reason).join('; '))
  const tree = aTree()
  const host = { tree, evidence: new EvidenceStore(), tally: new Tally(), hostName: () => 'HOST', policy: defaultTrustPolicy }
  const detector = new Detector({ rules: [], ruleSet }, host)
  for (const event of numbered(events)) {
    tree.observe(event, 'stream')
    detector.add(event, 'stream')
  }
  tree.settle()
  return detector.release(() => Infinity)
}
