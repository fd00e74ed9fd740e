import { processRights } from '@win11mon/schemas'

import { baseName } from '../../windows/image-path.ts'
import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { objectImage, objectKey } from '../object-key.ts'
import { judgeAccess } from '../judge-access.ts'
import type { Rule } from '../rule.ts'
import { isCriticalImage } from '../../windows/trust.ts'

/** With the right to duplicate, every handle the critical process holds is within reach without opening it again. */
export const duplicateRightOnCriticalProcess: Rule = {
  id: 'HD-02',
  name: 'Handle to a critical process that allows duplication',
  techniques: [{ id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' }],
  meaning: 'An untrusted process can copy handles out of a process that holds credentials or tokens.',
  whatToDo:
    'Find who started the actor and what it did next; if the object is lsass, assume the credentials of its sessions are known and reset them.',
  falsePositives: 'Antivirus and response agents that are not on the trusted list, task managers, error reporting.',
  kinds: ['handle_create'],
  rights: processRights.duplicateHandle,
  windows: {},
  concerns: (event) => event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), processRights.duplicateHandle),
  evaluate(event, context) {
    if (event.kind !== 'handle_create') return undefined
    const { actor, object } = context
    const image = objectImage(event, object)
    if (image === null || !isCriticalImage(image, context.policy.criticalNames) || actor.entityId === object?.entityId) return undefined
    const judgement = judgeAccess(context, accessOf(event) ?? 0, baseName(image))
    if (judgement === undefined) return undefined
    return {
      ...judgement,
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: objectKey(event, object),
      evidenceIds: [context.eventId],
    }
  },
}
