import type { Event } from '@win11mon/schemas'

import type { AdmissionState } from '../admit/admission.ts'
import type { StreamCounts } from '../ledger.ts'

/** An event that is stored has its number for good: it opens a hole, or it fills one that was declared too early. */
export function countStored(admission: AdmissionState, stream: StreamCounts, { sequence }: Event): void {
  const { repeatedCount, gap } = admission.admit(stream.bootId, sequence, sequence)
  stream.missing += gap === null ? -repeatedCount : gap.lastSequence - gap.firstSequence + 1
  stream.lastSequence = Math.max(stream.lastSequence, sequence)
  stream.storedThrough = stream.lastSequence
}
