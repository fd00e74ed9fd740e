import { processRights } from '@win11mon/schemas'

import { baseName } from '../../tree/image-path.ts'
import { describeRights, hasRight } from '../access-rights.ts'
import { isProcessHandle, objectImage, objectKey } from '../object-key.ts'
import type { Rule } from '../rule.ts'
import { isCriticalImage } from '../trust.ts'

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
  start: () => (event, context) => {
    if (event.kind !== 'handle_create' || !isProcessHandle(event)) return undefined
    const mask = event.grantedAccess ?? event.desiredAccess
    if (!hasRight(mask, processRights.duplicateHandle)) return undefined
    const image = objectImage(event, context)
    if (image === null || !isCriticalImage(image)) return undefined
    const { actor, object } = context
    if (actor.entityId === object?.entityId || context.isTrusted(actor)) return undefined
    return {
      severity: 'high',
      reasons: [`holds ${describeRights(mask ?? 0)} on ${baseName(image)}`, 'is not a trusted system or publisher image'],
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: objectKey(event, context),
      evidenceIds: [context.eventId],
    }
  },
}
