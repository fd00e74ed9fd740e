import { baseName } from './image-path.ts'
import type { Lifetime } from './lifetime.ts'
import type { ProcessDescription } from './marks.ts'

/** How sure an edge is: the parent's start is known, the parent was only inferred from being named, or nobody named one. */
export type EdgeConfidence = 'observed' | 'inferred' | 'unknown'

/** How a process is known: by its create event, by its start time alone, or only by being mentioned. */
export type ProcessStatus = 'created' | 'observed' | 'placeholder'

/** A process as the tree shows it. */
export interface ProcessNode {
  readonly entityId: string
  readonly processId: number
  readonly status: ProcessStatus
  /** Microseconds since 1970; null when the start was never seen. */
  readonly startUs: number | null
  readonly endUs: number | null
  readonly endCause: Lifetime['endCause']
  readonly exitStatus: number | null
  readonly firstSeenUs: number
  /** Normalised image path, for comparing. */
  readonly image: string | null
  /** Best description of its start; null when none was seen. */
  readonly description: ProcessDescription | null
  /** Every create or snapshot event of this process, as event ids. */
  readonly startEventIds: readonly string[]
  /** Highest integrity level any report of its start gives; a snapshot may show more than the create did. */
  readonly highestIntegrityLevel: number | null
  readonly parentId: string | null
  readonly edgeConfidence: EdgeConfidence
  readonly creatorId: string | null
}

/** The life as a node of the tree, with the lives that its create names. */
export function nodeOf(lifetime: Lifetime, parent: Lifetime | undefined, creator: Lifetime | undefined): ProcessNode {
  const { entityId, processId, startUs, endUs, endCause, exitStatus, firstSeenUs, image, starts } = lifetime
  return {
    entityId,
    processId,
    status: statusOf(lifetime),
    startUs,
    endUs,
    endCause,
    exitStatus,
    firstSeenUs,
    image,
    description: describe(lifetime),
    startEventIds: starts.flatMap((mark) => (mark.eventId === null ? [] : [mark.eventId])),
    highestIntegrityLevel: highestIntegrityLevel(lifetime),
    parentId: parent?.entityId ?? null,
    edgeConfidence: confidenceOf(parent),
    creatorId: creator?.entityId ?? null,
  }
}

function confidenceOf(parent: Lifetime | undefined): EdgeConfidence {
  if (parent === undefined) return 'unknown'
  return parent.startUs === null ? 'inferred' : 'observed'
}

/** True when nothing changed that a reader of the node would see. */
export function isSameNode(left: ProcessNode, right: ProcessNode): boolean {
  const keys = ['parentId', 'creatorId', 'edgeConfidence', 'endUs', 'endCause', 'status', 'image'] as const
  return keys.every((key) => left[key] === right[key]) && left.startEventIds.length === right.startEventIds.length
}

function statusOf(lifetime: Lifetime): ProcessStatus {
  if (lifetime.startUs === null) return 'placeholder'
  return lifetime.starts.some((mark) => mark.description?.kind === 'process_create') ? 'created' : 'observed'
}

/** The first description that knows the field wins: descriptions of one start by several providers complete each other. */
export function describe(lifetime: Lifetime): ProcessDescription | null {
  const descriptions = lifetime.starts.flatMap((mark) => (mark.description === null ? [] : [mark.description]))
  const [best, ...others] = descriptions
  if (best === undefined) return null
  if (others.length === 0) return best
  const merged: Record<string, unknown> = { ...best }
  for (const other of others) {
    for (const [field, value] of Object.entries(other)) merged[field] ??= value
  }
  return { ...best, ...merged }
}

function highestIntegrityLevel(lifetime: Lifetime): number | null {
  const levels = lifetime.starts.flatMap((mark) => mark.description?.integrityLevel ?? [])
  return levels.length === 0 ? null : Math.max(...levels)
}

/** Name of the image for people: its last part. */
export function imageName(node: ProcessNode): string {
  return node.image === null ? `process ${node.processId}` : baseName(node.image)
}
