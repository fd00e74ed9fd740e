import { type Event, eventIdText } from '@win11mon/schemas'

import { isEvidenceOf } from '../score/evidence.ts'
import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { isFromUnbackedMemory } from './call-trace.ts'
import type { DetectorHost, WaitingEvent } from './detector.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { RuleContext } from './rule.ts'
import { type Standing, isOutsideOnly, standingOf, standingOfMachine } from './standing.ts'
import type { TrustPolicy } from './trust-policy.ts'

const noLosses: readonly string[] = []
const lostByCall = ['called from memory that belongs to no module']

const noWindows: RuleContext['windows'] = {}

/** One event and what is known of its processes, as rules see it. Made for each of them: what is seldom asked is found then. */
export class EventContext implements RuleContext {
  readonly tree: HostTree
  readonly policy: TrustPolicy
  readonly actor: ProcessNode
  readonly object: ProcessNode | null
  readonly bootId: string
  windows: RuleContext['windows'] = noWindows
  readonly #host: DetectorHost
  readonly #memory: ProcessMemory
  readonly #event: Event
  #standingOfActor: Standing | undefined

  constructor(host: DetectorHost, memory: ProcessMemory, { event, bootId, actor }: WaitingEvent & { actor: ProcessNode }) {
    this.#host = host
    this.#memory = memory
    this.#event = event
    this.bootId = bootId
    this.tree = host.tree
    this.policy = host.policy
    this.actor = actor
    this.object = host.tree.object(event) ?? null
  }

  get eventId(): string {
    return eventIdText(this.bootId, this.#event.sequence)
  }

  standing(node: ProcessNode): Standing {
    if (node.entityId !== this.actor.entityId) return this.#standingOf(node, [])
    this.#standingOfActor ??= this.#standingByCall(this.#standingOf(node, this.#lossesOfCall()))
    return this.#standingOfActor
  }

  isTrusted(node: ProcessNode): boolean {
    return this.standing(node).level === 'trusted'
  }

  usesIoring(node: ProcessNode): boolean {
    return this.#hasEvidence(node, 'A1') || this.#hasEvidence(node, 'A2')
  }

  recentRules(node: ProcessNode, objectKey?: string): ReadonlySet<string> {
    const recent = this.#memory.recentFindings.recent(node.entityId, '', this.#event.timeUs)
    return new Set(recent.filter((found) => objectKey === undefined || found.objectKey === objectKey).map(({ ruleId }) => ruleId))
  }

  #standingOf(node: ProcessNode, lossesOfCall: readonly string[]): Standing {
    const standing = this.#lastingStanding(node)
    const losses = this.#memory.lossesOf(node, this.#event.timeUs)
    if (losses.length === 0 && lossesOfCall.length === 0) return standing
    return { level: 'suspect', reasons: [...lossesOfCall, ...losses, ...standing.reasons] }
  }

  /** What image and lineage say. */
  #lastingStanding(node: ProcessNode): Standing {
    const known = this.#memory.standings.get(node.entityId)
    if (known !== undefined) return known
    const { tree, policy } = this.#host
    const isKnownUnsigned = node.description?.isSigned === false || this.#hasEvidence(node, 'B8')
    const standing = standingOf(node, { tree, policy, isKnownUnsigned })
    this.#memory.standings.set(node.entityId, standing)
    return standing
  }

  /** What the machine itself does is seldom a person's doing. Found once while the tree stands still: it looks at every process. */
  #standingByCall(standing: Standing): Standing {
    if (!isOutsideOnly(standing) || !('userName' in this.#event) || !isMachineAccount(this.#event.userName)) return standing
    const key = `${this.actor.entityId} of the machine`
    const found = this.#memory.standings.get(key) ?? standingOfMachine(this.actor, { tree: this.tree, timeUs: this.#event.timeUs })
    this.#memory.standings.set(key, found)
    return found
  }

  #lossesOfCall(): readonly string[] {
    const { kind } = this.#event
    if (kind !== 'handle_create' && kind !== 'handle_duplicate') return noLosses
    return isFromUnbackedMemory(this.#event.callTrace) ? lostByCall : noLosses
  }

  #hasEvidence(node: ProcessNode, featureId: 'A1' | 'A2' | 'B8'): boolean {
    const { tree, evidence } = this.#host
    return evidence.of(node.processId, featureId).some((item) => isEvidenceOf(tree, node, item))
  }
}

/** System by its name in English, or the account of a machine in a domain, which ends like this. */
function isMachineAccount(name: string | null): boolean {
  return name !== null && (name.endsWith('$') || name.toLowerCase().endsWith('\\system'))
}
