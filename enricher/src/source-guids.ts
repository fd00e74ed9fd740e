import type { Event } from '@win11mon/schemas'

import type { HostTree } from './tree/host-tree.ts'
import { type ProcessReference, compareText } from './tree/marks.ts'
import type { ProcessNode } from './tree/process-node.ts'
import type { References } from './tree/references.ts'

/** A GUID that a capture gives a process, with the earliest reference that carries it. */
interface SourceGuid {
  readonly guid: string
  readonly reference: ProcessReference
}

/**
 * The GUIDs that captures give the processes of one host. They travel along for comparison and display; nothing builds on
 * them. What is answered depends on the set of events only.
 */
export interface SourceGuids {
  add(event: Event, references: References): void
  /** GUID of a process as the tree knows it now; null when no event gives one. */
  of(node: ProcessNode, tree: HostTree): string | null
}

export function createSourceGuids(): SourceGuids {
  const byProcessId = new Map<number, Map<string, SourceGuid>>()

  function note(guid: string | null, reference: ProcessReference | null): void {
    if (guid === null || reference === null) return
    const known = byProcessId.get(reference.processId) ?? new Map<string, SourceGuid>()
    byProcessId.set(reference.processId, known)
    const before = known.get(guid)
    if (before === undefined || compareReferences(reference, before.reference) < 0) known.set(guid, { guid, reference })
  }

  return {
    add(event, { actor, object }) {
      if (!('sourceGuid' in event)) return
      note(event.sourceGuid, actor)
      note(event.sourceObjectGuid, object)
    },
    of(node, tree) {
      const own = [...(byProcessId.get(node.processId)?.values() ?? [])].filter(
        ({ reference }) => tree.find(reference)?.entityId === node.entityId,
      )
      const [first] = own.toSorted(
        (left, right) => compareReferences(left.reference, right.reference) || compareText(left.guid, right.guid),
      )
      return first?.guid ?? null
    },
  }
}

function compareReferences(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.role, right.role) || compareText(left.image ?? '', right.image ?? '')
}
