import type { ObjectEvent } from '../tree/references.ts'

import { type ImageKey, baseName, imageKey } from '../windows/image-path.ts'
import { isCriticalImage } from '../windows/trust.ts'
import type { ProcessNode } from '../tree/process-node.ts'

/** Image of the object: from the tree when it knows the process, else as the event names it. */
export function objectImage(event: ObjectEvent, object: ProcessNode | null): ImageKey {
  return imageKey(event.objectExecutable) ?? object?.image ?? null
}

/**
 * What the object is called in a dedup key. Critical processes go by name, because some sources name them only by
 * their path: the same access reported by pid and by path stays one alert.
 */
export function objectKey(event: ObjectEvent, object: ProcessNode | null): string {
  const image = objectImage(event, object)
  if (image !== null && isCriticalImage(image)) return baseName(image)
  return object?.entityId ?? image ?? ''
}
