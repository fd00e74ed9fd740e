import type { ProcessView } from './process-view.ts'
import type { ReportAlert, ReportParent, ReportProcess } from './report.ts'

/** Account and parent of a process. */
type People = Pick<ReportProcess, 'user' | 'parent'>
/** By entity id. */
export type PeopleOf = (entityId: string | null) => People

const unknown: People = { user: null, parent: null }

/** Who is behind the processes of a report. Each is looked up when it is asked for: few are shown. */
export function peopleOf(processesByHost: ReadonlyMap<string, readonly ProcessView[]>): PeopleOf {
  let byId: ReadonlyMap<string, ProcessView> | undefined
  return (entityId) => {
    byId ??= new Map([...processesByHost.values()].flat().map((view) => [view.entityId, view]))
    const view = entityId === null ? undefined : byId.get(entityId)
    return view === undefined ? unknown : { user: view.userName, parent: parentOf(view, byId) }
  }
}

/** What is known of the parent itself says more than what the child's start says of it. */
function parentOf(view: ProcessView, byId: ReadonlyMap<string, ProcessView>): ReportParent | null {
  const known = view.parentId === null ? undefined : byId.get(view.parentId)
  if (known === undefined) return view.namedParent
  const { processId: pid, executable, commandLine } = known
  return {
    pid,
    executable: executable ?? view.namedParent?.executable ?? null,
    command_line: commandLine ?? view.namedParent?.command_line ?? null,
  }
}

export function withPeople(alert: ReportAlert, people: PeopleOf): ReportAlert {
  const { actor, object } = alert
  return {
    ...alert,
    actor: actor === null ? null : { ...actor, ...people(actor.entity_id) },
    object: object === null ? null : { ...object, ...people(object.entity_id) },
  }
}
