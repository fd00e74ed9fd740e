import type { ImageLoad } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { baseName, imageKey } from '../../windows/image-path.ts'
import { isCriticalImage, isOutsideProtected } from '../../windows/trust.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'

/** What lsass loads reads passwords; what winlogon loads sees them typed. */
export const imageInSensitiveProcess: Rule = {
  id: 'IM-01',
  name: 'Unusual library in a critical process',
  techniques: [
    { id: 'T1547.005', name: 'Boot or Logon Autostart Execution: Security Support Provider' },
    { id: 'T1055.001', name: 'Process Injection: Dynamic-link Library Injection' },
  ],
  meaning: 'A critical process loaded a library that is unsigned, lies where others can write, or was mapped into it by another process.',
  whatToDo: 'Keep the library and find who put it there; what the process knows (credentials, tokens) is known to the library.',
  falsePositives: 'Security packages, password filters and credential providers of other vendors that are not signed.',
  kinds: ['image_load'],
  windows: {},
  concerns: (event) => event.kind === 'image_load' && event.processId !== 0 && isUnusual(event),
  evaluate(event, context) {
    if (event.kind !== 'image_load' || !isCriticalImage(context.actor.image, context.policy.criticalNames)) return undefined
    return loaded(event, context)
  },
}

function isUnusual(event: ImageLoad): boolean {
  return event.isSigned === false || isForeign(event) || isOutside(event)
}

function isForeign({ mapperProcessId, processId }: ImageLoad): boolean {
  return mapperProcessId !== null && mapperProcessId !== processId
}

function isOutside({ imagePath, suspiciousReason }: ImageLoad): boolean {
  return suspiciousReason === 'user_writable_path' || isOutsideProtected(imagePath)
}

function reasonsOf(event: ImageLoad): readonly string[] {
  return [
    ...(event.isSigned === false ? ['it is not signed'] : []),
    ...(isOutside(event) ? ['it lies outside the protected directories'] : []),
    ...(isForeign(event) ? [`process ${event.mapperProcessId} mapped it`] : []),
  ]
}

function loaded(event: ImageLoad, { actor, eventId }: RuleContext): Finding {
  const image = imageKey(event.imagePath)
  return {
    severity: event.isSigned === true && event.mapperProcessId === null ? 'medium' : 'high',
    reasons: [`${imageName(actor)} loaded ${image === null ? 'an image without a name' : baseName(image)}`, ...reasonsOf(event)],
    actor,
    object: null,
    objectPath: event.imagePath,
    objectKey: image ?? '',
    evidenceIds: [eventId],
  }
}
