import { processRights } from '@win11mon/schemas'

import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { objectImage, objectKey } from '../object-key.ts'
import { judgeAccess } from '../judge-access.ts'
import type { Rule } from '../rule.ts'
import { isImage } from '../../windows/trust.ts'

/** Reading the memory of lsass is the classic way to credentials. */
export const lsassRead: Rule = {
  id: 'HD-08',
  name: 'Access to lsass that can read its memory',
  techniques: [{ id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' }],
  meaning: 'An untrusted process can read the credentials that lsass keeps in memory.',
  whatToDo: 'Isolate the host, keep the actor and any file it wrote, and reset the credentials of every session that was logged on.',
  falsePositives: 'Antivirus and response agents that are not on the trusted list, support tools that collect dumps.',
  kinds: ['handle_create'],
  rights: processRights.vmRead,
  windows: {},
  concerns: (event) => event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), processRights.vmRead),
  evaluate(event, context) {
    if (event.kind !== 'handle_create') return undefined
    const { actor, object } = context
    if (!isImage(objectImage(event, object), 'lsass.exe')) return undefined
    if (actor.entityId === object?.entityId) return undefined
    const judgement = judgeAccess(context, accessOf(event) ?? 0, 'lsass.exe')
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
