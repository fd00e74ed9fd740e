import { processRights } from '@win11mon/schemas'

import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isImage } from '../../windows/trust.ts'
import { objectImage, objectKey } from '../object-key.ts'
import type { Rule } from '../rule.ts'

/** Rights of the object's type; above them stand those that every type has. */
const specificRights = 0xffff
const { duplicateHandle, queryLimitedInformation, queryInformation } = processRights

/** Code in lsass that hands a handle of lsass to a helper outside: the dump is then made where nobody looks. */
export const lsassOpensForDuplication: Rule = {
  id: 'HD-09',
  name: 'lsass opens another process for duplication',
  techniques: [{ id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' }],
  meaning:
    'lsass opened a program outside the system directories only to copy handles: a module in lsass may be passing it a handle to lsass.',
  whatToDo: 'List the modules of lsass, above all those loaded last, and look at what the object wrote.',
  falsePositives: 'Security packages of other vendors that talk to their own helper programs.',
  kinds: ['handle_create'],
  rights: duplicateHandle,
  windows: {},
  concerns(event) {
    if (event.kind !== 'handle_create' || !isProcessHandle(event)) return false
    const mask = accessOf(event) ?? 0
    const others = specificRights & ~(duplicateHandle | queryLimitedInformation | queryInformation)
    return hasRight(mask, duplicateHandle) && (mask & others) === 0
  },
  evaluate(event, context) {
    if (event.kind !== 'handle_create') return undefined
    const { actor, object, eventId } = context
    if (!isImage(actor.image, 'lsass.exe')) return undefined
    const image = objectImage(event, object)
    if (image === null || image.startsWith('\\windows\\') || !image.includes('\\')) return undefined
    return {
      severity: 'high',
      reasons: ['lsass.exe opened a program outside the system directories only to copy its handles or to pass it some'],
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: objectKey(event, object),
      evidenceIds: [eventId],
    }
  },
}
