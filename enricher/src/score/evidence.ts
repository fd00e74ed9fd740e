import {
  type Event,
  type HandleCreate,
  type ImageLoad,
  type IoringScan,
  type ProcessTerminate,
  type ThreadCreate,
  eventIdText,
  processRights,
} from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessReference } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { actorOf, objectOf } from '../tree/references.ts'
import { hasRight, isAllAccess } from '../windows/access-rights.ts'
import { baseName, imageKey } from '../windows/image-path.ts'
import { accessOf, isProcessHandle } from '../windows/process-handle.ts'
import { isCriticalImage } from '../windows/trust.ts'
import { driverOf } from './driver-of.ts'
import type { FeatureId } from './features.ts'

/** One event that speaks for a feature of the process it mentions. */
export interface Evidence {
  readonly featureId: FeatureId
  readonly actor: ProcessReference
  /** The process acted on, or the driver brought, for features that depend on what it is; null as well once that is settled for good. */
  readonly object: ProcessReference | null
  readonly eventId: string
}

const violationUserPointer = 0x1
const violationUserEntry = 0x4
const sprayHandles = 10
const anomalyThreshold = 60

const directStorageImages = new Set(['dstorage.dll', 'dstoragecore.dll'])
/** In small letters, of both. */
const firstLetter = 'd'.charCodeAt(0)

/** True when the evidence, which is of the node's pid, is of the node. */
export function isEvidenceOf(tree: HostTree, { entityId, startUs }: ProcessNode, { actor }: Evidence): boolean {
  return actor.startUs === null ? tree.find(actor)?.entityId === entityId : actor.startUs === startUs
}

const noEvidence: readonly Evidence[] = []
const none: readonly FeatureId[] = []
const broughtDriver: readonly FeatureId[] = ['B13']

/**
 * Features that one event alone shows of its actor. Those that follow from the tree are added when the score is made. `tree`
 * knows the event. Nearly all events show nothing, which is told from their bits before anything is made.
 */
export function evidenceOf(event: Event, bootId: string, tree: HostTree): readonly Evidence[] {
  const features = featuresOf(event, tree)
  if (features.length === 0) return noEvidence
  const actor = actorOf(event)
  if (actor === null) return noEvidence
  const object = features === broughtDriver ? driverOf(event) : objectOf(event)
  const eventId = eventIdText(bootId, event.sequence)
  return features.map((featureId) => ({ featureId, actor, object, eventId }))
}

function featuresOf(event: Event, tree: HostTree): readonly FeatureId[] {
  switch (event.kind) {
    case 'ioring_scan':
      return scanFeatures(event)
    case 'process_terminate':
      return endFeatures(event)
    case 'process_profile':
      return anomalyFeatures(event.anomalyScore)
    case 'process_create':
      return unsignedFeatures(event.isSigned)
    case 'image_load':
      return imageFeatures(event)
    case 'handle_create':
      return handleFeatures(event, tree)
    case 'thread_create':
      return threadFeatures(event)
    case 'file_create':
    case 'registry_operation':
      return driverOf(event) === null ? none : broughtDriver
    default:
      return none
  }
}

function imageFeatures(event: ImageLoad): readonly FeatureId[] {
  const { imagePath } = event
  if (imagePath !== null && mayBeDirectStorage(imagePath) && directStorageImages.has(baseName(imageKey(imagePath) ?? '')))
    return ['A4', 'B19']
  const image = event.isSigned === false ? imageKey(imagePath) : null
  return image !== null && image === imageKey(event.executable) ? ['B8'] : none
}

/** Says no to nearly every path without making anything of it. */
function mayBeDirectStorage(path: string): boolean {
  for (const name of directStorageImages) if ((path.charCodeAt(path.length - name.length) | 0x20) === firstLetter) return true
  return false
}

/** A ring that was not looked at is neither tampered with nor clean: that is said, and weighs nothing. */
function scanFeatures({ handleCount, violationFlags, inspection }: IoringScan): readonly FeatureId[] {
  if (handleCount === 0 && violationFlags === 0) return none
  return select([
    ['A1', handleCount > 0],
    ['B1', (violationFlags & (violationUserPointer | violationUserEntry)) !== 0],
    ['B6', handleCount >= sprayHandles],
    ['B20', handleCount > 0 && (inspection === 'not_inspected' || inspection === 'unknown_build')],
  ])
}

function endFeatures({ ioringOperationCount, anomalyScore }: ProcessTerminate): readonly FeatureId[] {
  if (!ioringOperationCount && !anomalyScore) return none
  return select([
    ['A2', (ioringOperationCount ?? 0) > 0],
    ['B7', (anomalyScore ?? 0) >= anomalyThreshold],
  ])
}

const evidentRights = processRights.queryInformation | processRights.createProcess | processRights.duplicateHandle

function handleFeatures(event: HandleCreate, tree: HostTree): readonly FeatureId[] {
  const mask = accessOf(event)
  if (event.objectProcessId === null || event.objectProcessId === event.processId) return none
  if (!isProcessHandle(event) || !hasRight(mask, evidentRights)) return none
  const isCritical = mayBeCritical(event, tree)
  const canCreate = hasRight(mask, processRights.createProcess) && !isAllAccess(mask ?? 0)
  // Most opens show nothing.
  if (!isCritical && !canCreate) return none
  return select([
    ['B10', isCritical && hasRight(mask, processRights.queryInformation)],
    ['B11', canCreate],
    ['B15', isCritical && hasRight(mask, processRights.duplicateHandle)],
  ])
}

/**
 * The driver names objects by pid and start time only: then the tree tells the image, or will once it knows the process. With
 * a start time what it tells is final.
 */
function mayBeCritical(event: HandleCreate, tree: HostTree): boolean {
  const named = imageKey(event.objectExecutable)
  if (named !== null) return isCriticalImage(named)
  const known = event.objectStartUs === null ? undefined : tree.object(event)
  return known?.description == null || known.image === null || isCriticalImage(known.image)
}

function threadFeatures({ objectProcessId, processId }: ThreadCreate): readonly FeatureId[] {
  return objectProcessId !== null && objectProcessId !== processId ? ['B14'] : none
}

function anomalyFeatures(score: number): readonly FeatureId[] {
  return score >= anomalyThreshold ? ['B7'] : none
}

function unsignedFeatures(isSigned: boolean | null): readonly FeatureId[] {
  return isSigned === false ? ['B8'] : none
}

function select(entries: readonly (readonly [FeatureId, boolean])[]): FeatureId[] {
  return entries.flatMap(([featureId, isPresent]) => (isPresent ? [featureId] : []))
}
