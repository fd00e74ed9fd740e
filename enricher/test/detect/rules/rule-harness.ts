import type { Event } from '@win11mon/schemas'

import { createDetector } from '../../../src/detect/detector.ts'
import type { FoundBy } from '../../../src/detect/detector.ts'
import type { Rule } from '../../../src/detect/rule.ts'
import { createEvidenceStore } from '../../../src/score/evidence-store.ts'
import { evidenceOf } from '../../../src/score/evidence.ts'
import { HostTree } from '../../../src/tree/host-tree.ts'
import { referencesOf } from '../../../src/tree/references.ts'
import { hostId, numbered } from '../../builders.ts'

/** What the rules find in the events of one host. */
export function findingsOf(rules: readonly Rule[], events: readonly Event[]): FoundBy[] {
  const tree = new HostTree(hostId)
  const evidence = createEvidenceStore()
  const detector = createDetector(rules, tree, evidence)
  for (const { event, eventId } of numbered(events)) {
    const references = referencesOf(event)
    tree.observe(event, eventId, references)
    for (const item of evidenceOf(event, eventId, references)) evidence.add(item)
    detector.add(event, eventId, 'stream', references)
  }
  tree.settle()
  return detector.release(() => Infinity)
}
