import type { SuspiciousImageReason } from '@win11mon/schemas'

import { imageKey } from '../../windows/image-path.ts'
import type { Rule } from '../rule.ts'

/** What the driver saw, in words. The two other verdicts are those of IM-01. */
const textByReason: Readonly<Partial<Record<SuspiciousImageReason, string>>> = {
  no_name: 'the kernel gave no file for it: it was mapped from memory, or its file is gone',
  kernel_address_in_user_process: 'its address is one of the kernel',
  system_name_elsewhere: 'it has the name of a library of Windows and lies elsewhere',
}

/** An image that no file stands behind leaves nothing to look at afterwards. */
export const suspiciousImage: Rule = {
  id: 'IM-02',
  name: 'Image without a file, or under a false name',
  techniques: [
    { id: 'T1620', name: 'Reflective Code Loading' },
    { id: 'T1574.002', name: 'Hijack Execution Flow: DLL Side-Loading' },
  ],
  meaning: 'A process loaded an image that has no file behind it, or the name of a system library in another place.',
  whatToDo: 'Collect the memory of the process; of a side-loaded library keep the file and the program beside it.',
  falsePositives: 'Programs that bring their own copy of a library of Windows, copy protection.',
  kinds: ['image_load'],
  windows: {},
  concerns(event) {
    if (event.kind !== 'image_load' || event.processId === 0 || event.suspiciousReason === null) return false
    return textByReason[event.suspiciousReason] !== undefined
  },
  evaluate(event, context) {
    if (event.kind !== 'image_load') return undefined
    const { actor, eventId } = context
    const { level, reasons } = context.standing(actor)
    const isSideLoaded = event.suspiciousReason === 'system_name_elsewhere'
    const text = textByReason[event.suspiciousReason ?? 'none'] ?? ''
    return {
      severity: level === 'suspect' ? (isSideLoaded ? 'medium' : 'high') : isSideLoaded ? 'low' : 'medium',
      reasons: [`loaded ${event.imagePath ?? 'an image without a name'}: ${text}`, ...reasons],
      actor,
      object: null,
      objectPath: event.imagePath,
      objectKey: `${event.suspiciousReason ?? ''} ${imageKey(event.imagePath) ?? ''}`,
      evidenceIds: [eventId],
    }
  },
}
