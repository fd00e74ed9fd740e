import type { DocumentHistory, RefusedRecord } from '@win11mon/pipeline'
import type { BatchHeader, Event } from '@win11mon/schemas'

import type { AlertChange } from '../alert/alert.ts'
import type { IssuedThrough } from '../host/advance.ts'
import type { HostSettings } from '../host/host-settings.ts'
import type { HostState } from '../host/host-state.ts'
import type { OutboxOptions } from './outbox.ts'

export interface EnricherOptions extends HostSettings, OutboxOptions {
  /** The store's earlier events, when runs go on where others ended; never of a store that forgets. */
  readonly history?: DocumentHistory | undefined
  /** How far the sources are, where that is known: the ledger's documents say it. */
  readonly issuedThrough?: IssuedThrough | undefined
  readonly onEvent?: ((event: Event, host: HostState) => void) | undefined
  /** Every change of every alert, in order, before its document is written. */
  readonly onAlert?: ((change: AlertChange) => void) | undefined
  /** Called with the changes of alerts whose documents are stored, before they count as dealt with. */
  readonly onAlertsStored?: ((changes: readonly AlertChange[]) => Promise<void>) | undefined
  /** Looks for a host that is not in memory. Then records that it has taken already are recognised by their position. */
  readonly findHost?: ((first: FirstRecord, signal: AbortSignal) => Promise<FoundHost>) | undefined
  /** Called before a batch of a host is taken. */
  readonly beforeBatch?: ((host: HostState, header: BatchHeader, position: number) => void) | undefined
  /** Called when records were taken, before what they led to is written. */
  readonly onTaken?: (() => void) | undefined
  /** Called when everything that was taken has an outcome, with what nobody can take, before it counts as dealt with. */
  readonly keepLetters?: ((letters: readonly RefusedRecord[], signal: AbortSignal) => Promise<void>) | undefined
}

/** The first record of a host that is not in memory. */
export interface FirstRecord {
  readonly hostId: string
  readonly position: number
  readonly header: BatchHeader
}

/** The host, nothing when it is new; or its records come again later, from before this one. */
export type FoundHost = HostState | 'new' | 'comes_again'
