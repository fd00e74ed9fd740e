import type { Event } from '@win11mon/schemas'

/** GUIDs remembered per host; the oldest go first. */
const maxGuids = 200_000

/**
 * Remembers which process id a host's records use with which process GUID, for one purpose: some exporters lose the
 * process id of create records to a name clash. Nothing else may ask.
 */
export interface ProcessIdsByGuid {
  /** Learns from an event with both; `onNew` hears of each GUID the first time. */
  learn(event: Event): void
  find(guid: string): number | undefined
}

export function createProcessIdsByGuid(onNew: (guid: string, processId: number) => void): ProcessIdsByGuid {
  const processIds = new Map<string, number>()

  function remember(guid: string | null, processId: number | null): void {
    if (guid === null || processId === null || processIds.has(guid) || isZero(guid)) return
    if (processIds.size >= maxGuids) forgetOldest(processIds)
    processIds.set(guid, processId)
    onNew(guid, processId)
  }

  return {
    learn(event) {
      if (!('sourceGuid' in event)) return
      remember(event.sourceGuid, event.processId)
      if (event.kind === 'process_create') remember(event.sourceParentGuid, event.parentProcessId)
      if (event.kind === 'handle_create' || event.kind === 'thread_create') remember(event.sourceObjectGuid, event.objectProcessId)
    },
    find: (guid) => processIds.get(guid),
  }
}

/** Sysmon writes zeros for processes it does not know: one GUID for many. */
function isZero(guid: string): boolean {
  return /^[0-]+$/.test(guid)
}

function forgetOldest(processIds: Map<string, number>): void {
  const oldest = processIds.keys().next()
  if (oldest.done !== true) processIds.delete(oldest.value)
}
