import type { Document } from '@win11mon/pipeline'
import { type Event, eventIdText } from '@win11mon/schemas'

import type { HostState } from '../host-state.ts'
import { eventDocument } from '../index/event-document.ts'
import type { StreamCounts } from '../ledger.ts'
import type { Entities } from '../replay/corrections.ts'
import type { Evidence } from '../score/evidence.ts'
import { type References, referencesOf } from '../tree/references.ts'

/** An event on its way through the stages. */
export interface Admitted {
  readonly host: HostState
  readonly stream: StreamCounts
  readonly event: Event
  readonly eventId: string
  readonly references: References
  /** What the event says for the scores of its actor. */
  evidence: readonly Evidence[]
}

export function admitted(host: HostState, stream: StreamCounts, event: Event): Admitted {
  return { host, stream, event, eventId: eventIdText(stream.bootId, event.sequence), references: referencesOf(event), evidence: [] }
}

export function documentOf(entry: Admitted): Document {
  const { host, stream, event, eventId } = entry
  const { actorId, objectId } = entitiesOf(entry)
  return eventDocument(event, { eventId, hostId: host.hostId, hostName: host.hostName, bootId: stream.bootId, actorId, objectId })
}

/** The identities that the event means as of now; the tree says when they become others. */
export function entitiesOf({ host, eventId, references: { actor, object } }: Admitted): Entities {
  return {
    actorId: actor === null ? null : host.tree.identify(actor, { eventId, column: 'process_id' }),
    objectId: object === null ? null : host.tree.identify(object, { eventId, column: 'object_id' }),
  }
}
