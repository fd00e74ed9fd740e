import type { Finding } from '../detect/rule.ts'
import { objectKey } from '../detect/object-key.ts'
import type { RuleSetContext } from '../detect/rule-set.ts'
import { imageKey } from '../windows/image-path.ts'
import type { EventView } from './events/event-view.ts'

/** What stands for the cause of a finding that names no process, in this order. */
const hostSubjects = ['serviceName', 'taskName', 'targetUserName', 'subjectUserName', 'name', 'clearedChannel', 'blockId'] as const

/** The processes of a finding, and what its object is called in the dedup key: one rule, one process and one object are one alert. */
export function findingObject(
  view: EventView,
  { actor, object }: RuleSetContext,
): Pick<Finding, 'actor' | 'object' | 'objectPath' | 'objectKey'> {
  const shown = object !== null && object.entityId !== actor?.entityId ? object : null
  return { actor, object: shown, objectPath: textOf(view, 'objectExecutable'), objectKey: keyOf(view, { actor, object: shown }) }
}

function keyOf(view: EventView, { actor, object }: Pick<RuleSetContext, 'actor' | 'object'>): string {
  const { event } = view
  if (event.kind === 'handle_create' || event.kind === 'handle_duplicate') return objectKey(event, object)
  return object?.entityId ?? imageKey(textOf(view, 'objectExecutable')) ?? (actor === null ? hostSubject(view) : '')
}

function hostSubject(view: EventView): string {
  return hostSubjects.map((property) => textOf(view, property)).find((text) => text !== null) ?? ''
}

function textOf(view: EventView, property: string): string | null {
  const value = view.property(property)
  return typeof value === 'string' ? value : null
}
