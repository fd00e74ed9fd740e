import type { BulkItem, VersionedDocument, VersionedFamilyName } from '@win11mon/pipeline'

import type { AlertChange } from '../alert/alert.ts'
import { alertDocument } from '../index/alert-document.ts'
import type { Stream } from '../ledger/stream.ts'
import type { HostState } from './host-state.ts'

/** Events whose place in the ledger depends on what becomes of a document. */
export interface ItemAccount {
  readonly stream: Stream
  readonly events: number
  /** What they are counted as when the document is taken. */
  readonly outcome: 'indexed' | 'deadLettered'
}

/** A document to be written, and the events that wait for its outcome. */
export interface ChangeItem {
  readonly item: BulkItem
  readonly account: ItemAccount | null
}

/** Counts of one step, in events. */
export interface ChangeCounters {
  /** Events that came again and were dropped. */
  repeated: number
  /** Of these, events that the store had of another copy or export. */
  storedElsewhere: number
  /** Events that are counted as indexed without a document. */
  counted: number
}

/** What one step of the analysis led to, in order. Nothing of it is written yet. */
export interface Changes {
  readonly items: readonly ChangeItem[]
  readonly alerts: readonly AlertChange[]
  readonly counters: Readonly<ChangeCounters>
}

/** Collects the changes of one step of one host. */
export class ChangeLog implements Changes {
  readonly items: ChangeItem[] = []
  readonly alerts: AlertChange[] = []
  readonly counters: ChangeCounters = { repeated: 0, storedElsewhere: 0, counted: 0 }
  readonly #host: HostState
  readonly #version: number | undefined

  /** Documents get the host's version as it is then, unless another is given. */
  constructor(host: HostState, version?: number) {
    this.#host = host
    this.#version = version
  }

  add(item: BulkItem, account: ItemAccount | null = null): void {
    if (account !== null) account.stream.held += account.events
    this.items.push({ item, account })
  }

  put(document: VersionedDocument): void {
    this.add({ operation: 'put', document, version: this.#version ?? this.#host.version })
  }

  delete(family: VersionedFamilyName, id: string): void {
    this.add({ operation: 'delete', family, id, version: this.#version ?? this.#host.version })
  }

  /** The one place where an alert change becomes a document; whoever delivers alerts listens to `alerts`. */
  alert(changes: readonly AlertChange[]): void {
    for (const change of changes) {
      this.alerts.push(change)
      this.put(alertDocument(change.alert, this.#host.hostName))
    }
  }
}
