import { type Event, type EventKind, kindNumber } from '@win11mon/schemas'

import { isEvidenceOf } from '../score/evidence.ts'
import type { EvidenceStore } from '../score/evidence-store.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { type ProcessReference, compareText } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { References } from '../tree/references.ts'
import type { EvaluateEvent, Finding, Rule, RuleContext } from './rule.ts'
import { createTimeWindow } from './time-window.ts'
import { isTrustedImage } from './trust.ts'

export interface FoundBy {
  readonly rule: Rule
  readonly finding: Finding
  /** Time of the event that triggered it. */
  readonly timeUs: number
}

/**
 * Shows the events of one host to the rules in order of time. Events wait until nothing older can arrive any more
 * (the lateness window); one that comes later than that is shown at once.
 */
export interface Detector {
  add(event: Event, eventId: string, bootId: string, references: References): void
  /** Shows every event up to the time that is given for its stream. */
  release(untilUs: (bootId: string) => number): FoundBy[]
  readonly waitingCount: number
}

interface Waiting {
  readonly event: Event
  readonly eventId: string
  readonly bootId: string
  readonly actor: ProcessReference | null
  readonly object: ProcessReference | null
}

/** How long a finding counts as recent for other rules. */
const recentFindingUs = 600_000_000

export function createDetector(rules: readonly Rule[], tree: HostTree, evidence: EvidenceStore): Detector {
  const evaluations = evaluationsByKind(rules)
  const recentFindings = createTimeWindow<{ readonly timeUs: number; readonly ruleId: string }>(recentFindingUs)
  let waiting: Waiting[] = []

  function evaluate({ event, eventId, ...references }: Waiting): FoundBy[] {
    const actor = references.actor === null ? undefined : tree.find(references.actor)
    if (actor === undefined) return []
    const object = references.object === null ? null : (tree.find(references.object) ?? null)
    const context: RuleContext = {
      eventId,
      tree,
      actor,
      object,
      isTrusted,
      recentRules: (node) => new Set(recentFindings.recent(node.entityId, event.timeUs).map((item) => item.ruleId)),
    }
    const found: FoundBy[] = []
    for (const [rule, evaluateEvent] of evaluations.get(event.kind) ?? []) {
      const finding = evaluateEvent(event, context)
      if (finding === undefined) continue
      recentFindings.add(finding.actor.entityId, { timeUs: event.timeUs, ruleId: rule.id })
      found.push({ rule, finding, timeUs: event.timeUs })
    }
    return found
  }

  function isTrusted(node: ProcessNode): boolean {
    const { image, description } = node
    const facts = { image, isSigned: description?.isSigned ?? null, signature: description?.signature ?? null }
    return isTrustedImage(facts) && !isKnownUnsigned(node)
  }

  function isKnownUnsigned(node: ProcessNode): boolean {
    return evidence.of(node.processId, 'B8').some((item) => isEvidenceOf(tree, node, item))
  }

  return {
    add(event, eventId, bootId, { actor, object }) {
      if (evaluations.has(event.kind)) waiting.push({ event, eventId, bootId, actor, object })
    },
    release(untilUs) {
      const due: Waiting[] = []
      const later: Waiting[] = []
      let bootId = ''
      let streamUntilUs = -Infinity
      for (const item of waiting) {
        // Events of one stream come together.
        if (item.bootId !== bootId) {
          bootId = item.bootId
          streamUntilUs = untilUs(bootId)
        }
        if (item.event.timeUs <= streamUntilUs) due.push(item)
        else later.push(item)
      }
      waiting = later
      return due.toSorted(compareWaiting).flatMap(evaluate)
    },
    get waitingCount() {
      return waiting.length
    },
  }
}

function evaluationsByKind(rules: readonly Rule[]): Map<EventKind, (readonly [Rule, EvaluateEvent])[]> {
  const byKind = new Map<EventKind, (readonly [Rule, EvaluateEvent])[]>()
  for (const rule of rules) {
    const evaluateEvent = rule.start()
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), [rule, evaluateEvent]])
  }
  return byKind
}

/** One order for one set of events, however they arrived. */
function compareWaiting(left: Waiting, right: Waiting): number {
  return (
    left.event.timeUs - right.event.timeUs ||
    kindNumber[left.event.kind] - kindNumber[right.event.kind] ||
    compareText(left.eventId, right.eventId)
  )
}
