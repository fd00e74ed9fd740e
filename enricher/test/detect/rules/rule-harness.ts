import type { Event } from '@win11mon/schemas'

import { Detector, type FoundBy } from '../../../src/detect/detector.ts'
import type { Rule } from '../../../src/detect/rule.ts'
import { type TrustPolicy, defaultTrustPolicy } from '../../../src/detect/trust-policy.ts'
import { Tally } from '../../../src/ledger/tally.ts'
import { EvidenceStore } from '../../../src/score/evidence-store.ts'
import { evidenceOf } from '../../../src/score/evidence.ts'
import { aTree, numbered } from '../../builders.ts'

/** What the rules find in the events of one host. */
export function findingsOf(rules: readonly Rule[], events: readonly Event[], policy: TrustPolicy = defaultTrustPolicy): FoundBy[] {
  const tree = aTree()
  const evidence = new EvidenceStore()
  const detector = new Detector({ rules, ruleSet: undefined }, { tree, evidence, tally: new Tally(), policy, hostName: () => null })
  for (const event of numbered(events)) {
    tree.observe(event, 'stream')
    for (const item of evidenceOf(event, 'stream', tree)) evidence.add(item)
    detector.add(event, 'stream')
  }
  tree.settle()
  return detector.release(() => Infinity)
}
