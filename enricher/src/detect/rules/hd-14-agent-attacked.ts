import { processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { describeRights, hasRight, writingRights } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isRelated } from '../kinship.ts'
import { objectImage, objectKey } from '../object-key.ts'
import type { Rule } from '../rule.ts'
import { isAgentImage } from '../trust-policy.ts'

const harmfulRights = writingRights | processRights.terminate | processRights.vmRead

/** Who wants to work unseen begins with the agent. */
export const agentAttacked: Rule = {
  id: 'HD-14',
  name: 'Handle to our own agent that can end or change it',
  techniques: [{ id: 'T1562.001', name: 'Impair Defenses: Disable or Modify Tools' }],
  meaning: 'A process can end, suspend, read or change the collector that watches this host.',
  whatToDo: 'Check that the collector still reports (its heartbeat, gaps in its sequence); what came after may be missing or forged.',
  falsePositives: 'An update of the agent, task managers in the hands of an administrator.',
  kinds: ['handle_create', 'handle_duplicate'],
  rights: harmfulRights,
  windows: {},
  concerns(event) {
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return false
    return isProcessHandle(event) && event.objectProcessId !== event.processId && hasRight(accessOf(event), harmfulRights)
  },
  evaluate(event, context) {
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return undefined
    const { actor, object, policy, tree, eventId } = context
    const image = objectImage(event, object)
    if (!isAgentImage(policy, image) || isAgentImage(policy, actor.image) || context.isTrusted(actor)) return undefined
    if (object !== null && isRelated(tree, actor, object)) return undefined
    const { level, reasons } = context.standing(actor)
    return {
      severity: level === 'suspect' ? 'critical' : 'high',
      reasons: [`holds ${describeRights(accessOf(event) ?? 0)} on ${object === null ? 'the agent' : imageName(object)}`, ...reasons],
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: objectKey(event, object),
      evidenceIds: [eventId],
    }
  },
}
