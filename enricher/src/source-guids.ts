import type { Event } from '@win11mon/schemas'

/** GUIDs that a capture gives a process: for comparison and display only. */
export interface SourceGuids {
  readonly own: string | null
  readonly parent: string | null
}

/** Lets the GUIDs of an event travel with the processes it names. Nothing builds on them. */
export function noteSourceGuids(guids: Map<string, SourceGuids>, event: Event, actorId: string | null, objectId: string | null): void {
  if (!('sourceGuid' in event)) return
  if (actorId !== null && event.sourceGuid !== null && !guids.has(actorId)) {
    guids.set(actorId, { own: event.sourceGuid, parent: event.sourceParentGuid })
  }
  if (objectId !== null && event.sourceObjectGuid !== null && !guids.has(objectId)) {
    guids.set(objectId, { own: event.sourceObjectGuid, parent: null })
  }
}
