import type { ProcessReference } from './marks.ts'
import { type NamingEvent, type ObjectEvent, actorOf, creatorOf, objectOf, parentOf, recipientOf, sourceOf } from './references.ts'

/** Whoever wants to know which processes are named. */
export interface NameWatcher {
  /** True when a reference with this start time and image would say nothing new. */
  knows(processId: number | null, startUs: number | null, executable: string | null): boolean
  learn(reference: ProcessReference | null): void
}

/** Tells of every process that an event names. Most say nothing new: they cost one look-up and make no object. */
export function observeNames(event: NamingEvent, watcher: NameWatcher): void {
  if (!watcher.knows(event.processId, event.processStartUs, event.executable)) watcher.learn(actorOf(event))
  switch (event.kind) {
    case 'process_create':
    case 'process_snapshot':
      if (!watcher.knows(event.parentProcessId, event.parentStartUs, event.parentExecutable)) watcher.learn(parentOf(event))
      if (!watcher.knows(event.creatorProcessId, event.creatorStartUs, null)) watcher.learn(creatorOf(event))
      return
    case 'handle_duplicate':
      if (!watcher.knows(event.sourceProcessId, event.sourceStartUs, null)) watcher.learn(sourceOf(event))
      if (!watcher.knows(event.recipientProcessId, event.recipientStartUs, null)) watcher.learn(recipientOf(event))
      observeObject(event, watcher)
      return
    case 'handle_create':
    case 'thread_create':
      observeObject(event, watcher)
      return
    default:
  }
}

function observeObject(event: ObjectEvent, { knows, learn }: NameWatcher): void {
  if (!knows(event.objectProcessId, event.objectStartUs, event.objectExecutable)) learn(objectOf(event))
}
