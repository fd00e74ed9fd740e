import type { Event } from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import { type ProcessReference, compareText } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { actorOf, objectOf } from '../tree/references.ts'

/** A GUID that a capture gives a process, with the earliest reference that carries it. */
export interface SourceGuid {
  readonly guid: string
  readonly reference: ProcessReference
}

/**
 * The GUIDs that captures give the processes of one host. They travel along for comparison and display; nothing builds on
 * them. What is answered depends on the set of events only.
 */
export class SourceGuids {
  readonly #byProcessId = new Map<number, Map<string, SourceGuid>>()

  add(event: Event): void {
    if (!('sourceGuid' in event)) return
    if (event.sourceGuid !== null) this.#note(event.sourceGuid, actorOf(event))
    if (event.sourceObjectGuid !== null) this.#note(event.sourceObjectGuid, objectOf(event))
  }

  /** GUID of a process as the tree knows it now; null when no event gives one. */
  of(node: ProcessNode, tree: HostTree): string | null {
    const known = this.#byProcessId.get(node.processId)
    if (known === undefined) return null
    const own = [...known.values()].filter(({ reference }) => tree.find(reference)?.entityId === node.entityId)
    const [first] = own.toSorted((left, right) => compareReferences(left.reference, right.reference) || compareText(left.guid, right.guid))
    return first?.guid ?? null
  }

  /** Forgets those of before the boundary whose process has left the tree. */
  retire(boundaryUs: number, tree: HostTree): void {
    for (const [processId, known] of this.#byProcessId) {
      for (const [guid, { reference }] of known) {
        if (reference.timeUs < boundaryUs && tree.find(reference) === undefined) known.delete(guid)
      }
      if (known.size === 0) this.#byProcessId.delete(processId)
    }
  }

  /** For saving. */
  *entries(): Generator<SourceGuid> {
    for (const known of this.#byProcessId.values()) yield* known.values()
  }

  restore({ guid, reference }: SourceGuid): void {
    this.#note(guid, reference)
  }

  #note(guid: string, reference: ProcessReference | null): void {
    if (reference === null) return
    const known = this.#byProcessId.get(reference.processId) ?? new Map<string, SourceGuid>()
    this.#byProcessId.set(reference.processId, known)
    const before = known.get(guid)
    if (before === undefined || compareReferences(reference, before.reference) < 0) known.set(guid, { guid, reference })
  }
}

function compareReferences(left: ProcessReference, right: ProcessReference): number {
  return left.timeUs - right.timeUs || compareText(left.role, right.role) || compareText(left.image ?? '', right.image ?? '')
}
