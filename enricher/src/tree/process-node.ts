import { type ImageKey, baseName } from '../windows/image-path.ts'
import { type ProcessDescription, type StartMark, eventIdOf } from './marks.ts'

/** How sure an edge is: the parent's start is known, the parent was only inferred from being named, or nobody named one. */
export type EdgeConfidence = 'observed' | 'inferred' | 'unknown'

/** How a process is known: by its create event, by its start time alone, or only by being mentioned. */
export type ProcessStatus = 'created' | 'observed' | 'placeholder'

export type EndCause = 'terminate' | 'pid_reuse' | 'reboot'

/** A process as the tree shows it. Valid until the next `settle`; keep the entity id, not the node. */
export interface ProcessNode {
  readonly entityId: string
  readonly processId: number
  readonly status: ProcessStatus
  /** Microseconds since 1970; null when the start was never seen. */
  readonly startUs: number | null
  readonly endUs: number | null
  readonly endCause: EndCause | null
  readonly exitStatus: number | null
  readonly firstSeenUs: number
  /** Normalised image path, for comparing. */
  readonly image: ImageKey
  /** Every report of its start, best first; empty for a placeholder. */
  readonly starts: readonly StartMark[]
  /** Best description of its start; null when none was seen. */
  readonly description: ProcessDescription | null
  readonly parentId: string | null
  readonly edgeConfidence: EdgeConfidence
  readonly creatorId: string | null
}

/** Every create or snapshot event of the process, as event ids. */
export function startEventIdsOf({ starts }: ProcessNode): string[] {
  return starts.flatMap((mark) => eventIdOf(mark) ?? [])
}

/** Highest integrity level any report of its start gives; a snapshot may show more than the create did. */
export function highestIntegrityLevelOf({ starts }: ProcessNode): number | null {
  let highest: number | null = null
  for (const { description } of starts) {
    const level = description?.integrityLevel ?? null
    if (level !== null && (highest === null || level > highest)) highest = level
  }
  return highest
}

/** The first description that knows the field wins: descriptions of one start by several providers complete each other. */
export function describe(starts: readonly StartMark[]): ProcessDescription | null {
  const descriptions = starts.flatMap((mark) => (mark.description === null ? [] : [mark.description]))
  const [best, ...others] = descriptions
  if (best === undefined) return null
  if (others.length === 0) return best
  const merged: Record<string, unknown> = { ...best }
  for (const other of others) {
    for (const [field, value] of Object.entries(other)) merged[field] ??= value
  }
  return { ...best, ...merged }
}

export function statusOf(starts: readonly StartMark[]): ProcessStatus {
  if (starts.length === 0) return 'placeholder'
  return starts.some((mark) => mark.description?.kind === 'process_create') ? 'created' : 'observed'
}

/** Name of the image for people: its last part. */
export function imageName(node: ProcessNode): string {
  return node.image === null ? `process ${node.processId}` : baseName(node.image)
}
