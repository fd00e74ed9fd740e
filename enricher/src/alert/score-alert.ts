import { hashedId } from '@win11mon/schemas'

import type { Technique } from '../detect/rule.ts'
import type { Severity } from '../detect/severity.ts'
import { bandOf, loaderThreshold } from '../score/score-band.ts'
import type { ProcessScores } from '../score/score.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { type ProcessNode, startEventIdsOf } from '../tree/process-node.ts'
import { type Alert, entityOf } from './alert.ts'

const escalation: Technique = { id: 'T1068', name: 'Exploitation for Privilege Escalation' }
const tokenManipulation: Technique = { id: 'T1134', name: 'Access Token Manipulation' }

/** What alerts of scores are called among the rules. */
export const scoreAlertIds: readonly string[] = ['SC-01', 'SC-02']

interface Naming {
  readonly ruleId: string
  readonly ruleName: string
  readonly meaning: string
  readonly whatToDo: string
  readonly techniques: readonly Technique[]
}

const ioringAbuse: Naming = {
  ruleId: 'SC-01',
  ruleName: 'I/O ring abuse',
  meaning: 'The process uses I/O rings, and what it is and did fits their use as a kernel read and write primitive.',
  whatToDo: 'Isolate the host before it restarts, keep a memory image, end the children that run as System, and check the patch level.',
  techniques: [escalation],
}

/** Without a sign of I/O rings the same consequence is named for what it is. */
const tokenAnomaly: Naming = {
  ruleId: 'SC-02',
  ruleName: 'Token or integrity anomaly',
  meaning: 'A process gained or gave more rights than it was started with, and no broker explains it. No I/O ring was seen.',
  whatToDo: 'Find how the process got the rights: a stolen token, an elevation exploit or a service that it controls.',
  techniques: [escalation, tokenManipulation],
}

/** An alert as the scores call for it; what became of it before is the ledger's matter. */
export type ScoreAlert = Omit<Alert, 'status' | 'history'>

export interface ScoreAlertHost {
  readonly hostId: string
  readonly tree: HostTree
}

/**
 * The alert that a process's abuse score stands for, or undefined. A pure function of the scores: when late events
 * lower the score the alert is withdrawn again.
 */
export function scoreAlert({ hostId, tree }: ScoreAlertHost, node: ProcessNode, scores: ProcessScores): ScoreAlert | undefined {
  const { abuse, loader } = scores
  const band = bandOf(scores)
  if (band === 'unreported' || band === 'low') return undefined
  const naming = loader.probability >= loaderThreshold ? ioringAbuse : tokenAnomaly
  const severity: Severity = band
  const reasons = [...loader.reasons, ...abuse.reasons].filter((reason) => reason.weightNats >= 0)
  const timeUs = node.startUs ?? node.firstSeenUs
  return {
    id: hashedId([hostId, 'score', node.entityId]),
    hostId,
    ...naming,
    severity,
    firstTimeUs: timeUs,
    lastTimeUs: timeUs,
    actor: entityOf(tree, node),
    object: null,
    objectPath: null,
    reasons: reasons.map((reason) => reason.text),
    evidenceIds: [...new Set([...startEventIdsOf(node), ...reasons.flatMap((reason) => reason.evidenceIds)])],
    occurrences: 1,
  }
}
