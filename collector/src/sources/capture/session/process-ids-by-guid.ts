import type { Event } from '@win11mon/schemas'

import { isZeroGuid } from '../record/zero-guid.ts'

/** How many more GUIDs the hosts of one input may remember together. */
export interface GuidBudget {
  left: number
}

export function createGuidBudget(): GuidBudget {
  return { left: 300_000 }
}

/**
 * Remembers which process id a host's records use with which process GUID, for one purpose: some exporters lose the
 * process id of records to a name clash. Nothing else may ask.
 */
export interface ProcessIdsByGuid {
  /**
   * Learns from an event with both; `onNew` hears of each GUID the first time. An event that lacks the process id of its
   * own process still has those of others.
   */
  learn(event: Event, lacksProcessId: boolean): void
  find(guid: string): number | undefined
}

/** A host that may remember no more forgets its oldest. */
export function createProcessIdsByGuid(budget: GuidBudget, onNew: (guid: string, processId: number) => void): ProcessIdsByGuid {
  const processIds = new Map<string, number>()

  function remember(guid: string | null, processId: number | null): void {
    if (guid === null || processId === null || processIds.has(guid) || isZeroGuid(guid)) return
    if (budget.left > 0) budget.left -= 1
    else if (!forgetOldest(processIds)) return
    processIds.set(guid, processId)
    onNew(guid, processId)
  }

  return {
    learn(event, lacksProcessId) {
      if (!('sourceGuid' in event)) return
      if (!lacksProcessId) remember(event.sourceGuid, event.processId)
      if (event.kind === 'process_create') remember(event.sourceParentGuid, event.parentProcessId)
      if (event.kind === 'handle_create' || event.kind === 'thread_create') remember(event.sourceObjectGuid, event.objectProcessId)
    },
    find: (guid) => processIds.get(guid),
  }
}

/** False when there is nothing to forget. */
function forgetOldest(processIds: Map<string, number>): boolean {
  const oldest = processIds.keys().next()
  return oldest.done !== true && processIds.delete(oldest.value)
}
