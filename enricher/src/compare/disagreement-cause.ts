import type { GuidReference } from './source-guid-comparison.ts'

/** Why a reference's GUID and entity do not match. All but the last are faults or limits of the capture, not of the tree. */
export const disagreementCauses = {
  zero_guid: 'the capture gives no GUID (all zeros)',
  guid_of_several_pids: 'the capture gives one GUID to several process ids',
  guid_of_several_images: 'the capture gives one GUID to several images',
  undetermined: 'two GUIDs share pid and image, and no start or end of a process separates them',
  split: 'one GUID, but the events show two processes',
} as const

export type DisagreementCause = keyof typeof disagreementCauses

const zeroGuid = /^[0-]+$/u

export function causeOf(item: GuidReference, all: readonly GuidReference[]): DisagreementCause {
  if (zeroGuid.test(item.guid)) return 'zero_guid'
  const sameGuid = all.filter((other) => other.guid === item.guid)
  if (distinct(sameGuid.map((other) => other.reference.processId)) > 1) return 'guid_of_several_pids'
  if (distinct(sameGuid.flatMap((other) => other.reference.image ?? [])) > 1) return 'guid_of_several_images'
  const sameEntity = all.filter((other) => other.entityId === item.entityId && !zeroGuid.test(other.guid))
  return distinct(sameEntity.map((other) => other.guid)) > 1 ? 'undetermined' : 'split'
}

function distinct(values: readonly (string | number)[]): number {
  return new Set(values).size
}
