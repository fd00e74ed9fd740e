import type { AgentHeartbeat, Event, Gap, HandleCreate, HandleDuplicate, ThreadCreate } from '@win11mon/schemas'

import { imageKey } from '../windows/image-path.ts'
import type { ProcessReference, ReferenceRole } from './marks.ts'

/** Events that name processes. */
export type NamingEvent = Exclude<Event, Gap | AgentHeartbeat>

/** A creation that another driver refused: there never was such a process. */
export function isDenied(event: Event): boolean {
  return event.kind === 'process_create' && event.deniedStatus !== null
}

/** Events that act on a process. */
export type ObjectEvent = HandleCreate | HandleDuplicate | ThreadCreate

export function namesObject(event: Event): event is ObjectEvent {
  return event.kind === 'handle_create' || event.kind === 'handle_duplicate' || event.kind === 'thread_create'
}

/** The process an event is about; for create, exit and snapshot the process itself. Null for events about no process. */
export function actorOf(event: Event): ProcessReference | null {
  if (event.kind === 'gap' || event.kind === 'agent_heartbeat') return null
  // A driver load is reported with process id 0: nobody's image.
  if (event.kind === 'image_load' && event.processId === 0) return null
  const { processId, processStartUs: startUs, timeUs } = event
  if (processId === null) return null
  return { processId, startUs, timeUs, image: imageKey(event.executable), role: roleOf(event) }
}

function roleOf(event: Event): ReferenceRole {
  if (event.kind === 'process_create' || event.kind === 'process_snapshot') return 'start'
  return event.kind === 'process_terminate' ? 'end' : 'mention'
}

/** The process acted on: target of a handle operation or of a thread creation. Null when the event names none by pid. */
export function objectOf(event: Event): ProcessReference | null {
  if (!namesObject(event)) return null
  return optionalReference(event.objectProcessId, event.objectStartUs, event.timeUs, event.objectExecutable)
}

/** Owner of the handle that was copied. */
export function sourceOf(event: Event): ProcessReference | null {
  return event.kind === 'handle_duplicate' ? optionalReference(event.sourceProcessId, event.sourceStartUs, event.timeUs, null) : null
}

/** Process that received the copy. */
export function recipientOf(event: Event): ProcessReference | null {
  return event.kind === 'handle_duplicate' ? optionalReference(event.recipientProcessId, event.recipientStartUs, event.timeUs, null) : null
}

/** Parent named by a create or snapshot, as of the moment the process started. */
export function parentOf(event: Event): ProcessReference | null {
  if (event.kind !== 'process_create' && event.kind !== 'process_snapshot') return null
  return optionalReference(event.parentProcessId, event.parentStartUs, event.processStartUs ?? event.timeUs, event.parentExecutable)
}

/** Process that called for the creation. */
export function creatorOf(event: Event): ProcessReference | null {
  if (event.kind !== 'process_create' && event.kind !== 'process_snapshot') return null
  return optionalReference(event.creatorProcessId, event.creatorStartUs, event.processStartUs ?? event.timeUs, null)
}

function optionalReference(
  processId: number | null,
  startUs: number | null,
  timeUs: number,
  executable: string | null,
): ProcessReference | null {
  return processId === null ? null : { processId, startUs, timeUs, image: imageKey(executable), role: 'mention' }
}
