import { processRights } from '@win11mon/schemas'

import type { ProcessNode } from '../../tree/process-node.ts'
import { describeRights, hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isImage } from '../../windows/trust.ts'
import { objectImage, objectKey } from '../object-key.ts'
import type { Rule } from '../rule.ts'

const { duplicateHandle, createProcess, vmRead, vmWrite } = processRights
const leakedRights = duplicateHandle | createProcess

/** Secondary logon opens whatever its caller says it is: told the pid of lsass, it opens lsass and leaks the handle. */
export const secondaryLogonLeak: Rule = {
  id: 'HD-10',
  name: 'Secondary logon opens lsass for its caller',
  techniques: [{ id: 'T1134.004', name: 'Access Token Manipulation: Parent PID Spoofing' }],
  meaning: 'The secondary logon service opened lsass with the rights to create processes and to copy handles, as it opens its caller.',
  whatToDo: 'Find who used secondary logon at that moment (explicit credentials, new processes under lsass) and look for a dump of lsass.',
  falsePositives: 'Running a program as another user opens the caller in the same way, but the caller is not lsass.',
  kinds: ['handle_create'],
  rights: leakedRights,
  windows: {},
  concerns(event) {
    if (event.kind !== 'handle_create' || !isProcessHandle(event)) return false
    const mask = accessOf(event) ?? 0
    return (mask & leakedRights) === leakedRights && !hasRight(mask, vmRead | vmWrite)
  },
  evaluate(event, context) {
    if (event.kind !== 'handle_create') return undefined
    const { actor, object, eventId } = context
    if (!isImage(actor.image, 'svchost.exe') || !isImage(objectImage(event, object), 'lsass.exe')) return undefined
    const isSecondaryLogon = hostsSecondaryLogon(actor)
    if (isSecondaryLogon === false) return undefined
    const doubt =
      isSecondaryLogon === null ? ['which service the actor hosts is not known'] : ['the actor hosts the secondary logon service']
    return {
      severity: isSecondaryLogon === null ? 'medium' : 'high',
      reasons: [`holds ${describeRights(accessOf(event) ?? 0)} on lsass.exe`, ...doubt],
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: objectKey(event, object),
      evidenceIds: [eventId],
    }
  },
}

/** Null when the command line is not known or names a group of services only. */
function hostsSecondaryLogon({ description }: ProcessNode): boolean | null {
  const service = /\s-s\s+(?<name>\S+)/iu.exec(description?.commandLine ?? '')?.groups?.['name']
  return service === undefined ? null : service.toLowerCase() === 'seclogon'
}
