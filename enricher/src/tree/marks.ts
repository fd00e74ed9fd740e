import { type ProcessCreate, type ProcessSnapshot, eventIdText } from '@win11mon/schemas'

import { type ImageKey, imageKey } from '../windows/image-path.ts'

/** One mention of a process by an event: what the tree has to turn into an identity. */
export interface ProcessReference {
  readonly processId: number
  /** Start time beside the pid, when the source records it: then the identity is certain. */
  readonly startUs: number | null
  /** When the process was mentioned. */
  readonly timeUs: number
  readonly image: ImageKey
  /** What the event says of the process: that it is there, that it starts or that it ends. */
  readonly role: ReferenceRole
}

export type ReferenceRole = 'mention' | 'start' | 'end'

/** What create and snapshot events say of a process. */
export type ProcessDescription = ProcessCreate | ProcessSnapshot

/**
 * A start of a process: from a create or snapshot event, or learned from a reference that carries the
 * start time. Marks stay as long as their process: texts that repeat are kept once.
 */
export interface StartMark {
  readonly processId: number
  readonly startUs: number
  /** False when only the time of the report is known (Security auditing): then it may be the same start as an exact one. */
  readonly isExact: boolean
  readonly image: ImageKey
  /** Stream of the event that describes it; null for a start that was learned from a reference. */
  readonly bootId: string | null
  readonly description: ProcessDescription | null
  /** Identity of the process, once somebody has needed it: hashing is the dearest part of building a tree anew. */
  entityId: string | null
}

/** An end of a process. */
export interface EndMark {
  readonly timeUs: number
  readonly startUs: number | null
  readonly image: ImageKey
  readonly exitStatus: number | null
  /** Stream of the event that reports it, and its number there. */
  readonly bootId: string
  readonly sequence: number
}

export function startMarkOf(event: ProcessDescription, bootId: string, entityId: string | null = null): StartMark {
  return {
    processId: event.processId,
    startUs: event.processStartUs ?? event.timeUs,
    isExact: event.processStartUs !== null,
    image: imageKey(event.executable),
    bootId,
    description: event,
    entityId,
  }
}

/** Id of the event that describes the start; null when none does. */
export function eventIdOf({ bootId, description }: StartMark): string | null {
  return bootId === null || description === null ? null : eventIdText(bootId, description.sequence)
}

/** Total order of start marks that does not depend on arrival: exact before inexact, described before learned. */
export function compareStartMarks(left: StartMark, right: StartMark): number {
  return (
    left.startUs - right.startUs ||
    Number(right.isExact) - Number(left.isExact) ||
    descriptionRank(left) - descriptionRank(right) ||
    compareText(eventIdOf(left) ?? '', eventIdOf(right) ?? '') ||
    compareText(left.image ?? '', right.image ?? '')
  )
}

function descriptionRank(mark: StartMark): number {
  if (mark.description === null) return 2
  return mark.description.kind === 'process_create' ? 0 : 1
}

/** Total order of end marks that does not depend on arrival. */
export function compareEndMarks(left: EndMark, right: EndMark): number {
  return (
    left.timeUs - right.timeUs ||
    (left.startUs ?? 0) - (right.startUs ?? 0) ||
    compareText(left.image ?? '', right.image ?? '') ||
    (left.exitStatus ?? -1) - (right.exitStatus ?? -1) ||
    compareText(left.bootId, right.bootId) ||
    left.sequence - right.sequence
  )
}

export function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
