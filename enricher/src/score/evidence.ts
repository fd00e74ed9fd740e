import {
  type Event,
  type HandleCreate,
  type ImageLoad,
  type IoringScan,
  type ProcessTerminate,
  type ThreadCreate,
  processRights,
} from '@win11mon/schemas'

import { hasRight, isAllAccess } from '../detect/access-rights.ts'
import { isProcessHandle } from '../detect/object-key.ts'
import { isCriticalImage } from '../detect/trust.ts'
import { baseName, imageKey } from '../tree/image-path.ts'
import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessReference } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { References } from '../tree/references.ts'
import type { FeatureId } from './features.ts'

/** One event that speaks for a feature of the process it mentions. */
export interface Evidence {
  readonly featureId: FeatureId
  readonly actor: ProcessReference
  /** The process acted on, for features that depend on what it is to the actor. */
  readonly object: ProcessReference | null
  readonly eventId: string
}

const violationUserPointer = 0x1
const violationUserEntry = 0x4
const sprayHandles = 10
const anomalyThreshold = 60

const directStorageImages = new Set(['dstorage.dll', 'dstoragecore.dll'])

/** True when the evidence, which is of the node's pid, is of the node. */
export function isEvidenceOf(tree: HostTree, { entityId, startUs }: ProcessNode, { actor }: Evidence): boolean {
  return actor.startUs === null ? tree.find(actor)?.entityId === entityId : actor.startUs === startUs
}

/** Features that one event alone shows of its actor. Those that follow from the tree are added when the score is made. */
export function evidenceOf(event: Event, eventId: string, { actor, object }: References): readonly Evidence[] {
  if (actor === null) return noEvidence
  const features = featuresOf(event, actor, object)
  return features.length === 0 ? noEvidence : features.map((featureId) => ({ featureId, actor, object, eventId }))
}

const noEvidence: readonly Evidence[] = []
const none: readonly FeatureId[] = []

function featuresOf(event: Event, actor: ProcessReference, object: ProcessReference | null): readonly FeatureId[] {
  switch (event.kind) {
    case 'ioring_scan':
      return scanFeatures(event)
    case 'process_terminate':
      return endFeatures(event)
    case 'process_profile':
      return select([['B7', event.anomalyScore >= anomalyThreshold]])
    case 'process_create':
      return event.isSigned === false ? ['B8'] : none
    case 'image_load':
      return imageFeatures(event, actor)
    case 'handle_create':
      return object === null || object.processId === actor.processId ? none : handleFeatures(event)
    case 'thread_create':
      return isRemoteThread(event) ? ['B14'] : none
    default:
      return none
  }
}

function imageFeatures(event: ImageLoad, actor: ProcessReference): readonly FeatureId[] {
  const image = imageKey(event.imagePath)
  if (image === null) return none
  if (directStorageImages.has(baseName(image))) return ['A4', 'B19']
  return event.isSigned === false && image === actor.image ? ['B8'] : none
}

/** A ring that was not looked at is neither tampered with nor clean: that is said, and weighs nothing. */
function scanFeatures({ handleCount, violationFlags, inspection }: IoringScan): readonly FeatureId[] {
  return select([
    ['A1', handleCount > 0],
    ['B1', (violationFlags & (violationUserPointer | violationUserEntry)) !== 0],
    ['B6', handleCount >= sprayHandles],
    ['B20', handleCount > 0 && (inspection === 'not_inspected' || inspection === 'unknown_build')],
  ])
}

function endFeatures({ ioringOperationCount, anomalyScore }: ProcessTerminate): readonly FeatureId[] {
  return select([
    ['A2', (ioringOperationCount ?? 0) > 0],
    ['B7', (anomalyScore ?? 0) >= anomalyThreshold],
  ])
}

const evidentRights = processRights.queryInformation | processRights.createProcess | processRights.duplicateHandle

function handleFeatures(event: HandleCreate): readonly FeatureId[] {
  const mask = event.grantedAccess ?? event.desiredAccess
  if (!isProcessHandle(event) || !hasRight(mask, evidentRights)) return none
  const image = imageKey(event.objectExecutable)
  // The driver names objects by pid and start time only: then the tree decides when the score is made.
  const isCritical = image === null || isCriticalImage(image)
  const canCreate = hasRight(mask, processRights.createProcess) && !isAllAccess(mask ?? 0)
  // Most opens show nothing.
  if (!isCritical && !canCreate) return none
  return select([
    ['B10', isCritical && hasRight(mask, processRights.queryInformation)],
    ['B11', canCreate],
    ['B15', isCritical && hasRight(mask, processRights.duplicateHandle)],
  ])
}

function isRemoteThread(event: ThreadCreate): boolean {
  return event.objectProcessId !== null && event.objectProcessId !== event.processId
}

function select(entries: readonly (readonly [FeatureId, boolean])[]): FeatureId[] {
  return entries.flatMap(([featureId, isPresent]) => (isPresent ? [featureId] : []))
}
