import type { EventSource, InputReport, PassedOver } from '@win11mon/collector'
import type { GuidComparison, LedgerBalance } from '@win11mon/enricher'
import type { DocumentReader } from '@win11mon/pipeline'

import type { ActivityLog } from './host-activity.ts'
import type { Meter } from './meter.ts'

/** A source that can say what became of its inputs. */
export interface AnalysisSource extends EventSource {
  inputs(): readonly AnalysisInput[]
  /** What lay beside the inputs and was not read. */
  passedOver(): readonly PassedOver[]
}

/** The simulator is an input like any other. */
export type AnalysisInput = Omit<InputReport, 'format'> & { readonly format: string }

/** The ledger of one stream with its identity. */
export interface StreamBalance extends LedgerBalance {
  readonly bootId: string
  readonly hostId: string
}

/** The ledger of every stream that a run read from, earlier runs included, and their sum. */
export interface StreamBalances {
  readonly streams: readonly StreamBalance[]
  readonly total: LedgerBalance
}

/** What an analysis leaves behind: everything a report is made from. */
export interface Analysis {
  readonly isComplete: boolean
  readonly inputs: readonly AnalysisInput[]
  readonly passedOver: readonly PassedOver[]
  /** Hosts of this run, in the order in which they were met. */
  readonly hostIds: readonly string[]
  /** Events of this run by kind. */
  readonly eventCounts: ReadonlyMap<string, number>
  readonly balances: StreamBalances
  /** Events read of which the store had another copy or export. */
  readonly storedElsewhere: number
  readonly activity: ActivityLog
  /** The documents of this run; of its hosts all that they say now, whichever run stored the events. */
  readonly found: DocumentReader
  readonly meter: Meter
  /** Null when it was not asked for. */
  readonly comparison: GuidComparison | null
}
