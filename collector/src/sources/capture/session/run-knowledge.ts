import { type SeenRecords, createSeenRecords } from '@win11mon/schemas'

import { type HostNames, createHostNames } from './host-names.ts'

/** What the inputs of one run know of each other. */
export interface RunKnowledge {
  readonly hostNames: HostNames
  readonly seenRecords: SeenRecords
}

export function createRunKnowledge(): RunKnowledge {
  return { hostNames: createHostNames(), seenRecords: createSeenRecords() }
}
