import type { HandleCreate, HandleDuplicate } from '@win11mon/schemas'

import { type ImageKey, baseName, imageKey } from '../tree/image-path.ts'
import type { RuleContext } from './rule.ts'
import { isCriticalImage } from './trust.ts'

/** Thread and desktop handles have other rights under the same bits. Sources that do not say the type report processes. */
export function isProcessHandle({ objectType }: HandleCreate | HandleDuplicate): boolean {
  return objectType === 'process' || objectType === 'unknown'
}

/** Image of the object: from the tree when it knows the process, else as the event names it. */
export function objectImage(event: HandleCreate | HandleDuplicate, context: RuleContext): ImageKey {
  return imageKey(event.objectExecutable) ?? context.object?.image ?? null
}

/**
 * What the object is called in a dedup key. Critical processes go by name, because some sources name them only by
 * their path: the same access reported by pid and by path stays one alert.
 */
export function objectKey(event: HandleCreate | HandleDuplicate, context: RuleContext): string {
  const image = objectImage(event, context)
  if (image !== null && isCriticalImage(image)) return baseName(image)
  return context.object?.entityId ?? image ?? ''
}
