import type { EventSource, InputReport } from '@win11mon/collector'
import type { GuidComparison, LedgerBalance, PartitionEnricher } from '@win11mon/enricher'

import type { ActivityLog } from './host-activity.ts'
import type { Meter } from './meter.ts'
import type { ResultStore } from './result-store.ts'

/** A source that can say what became of its inputs. */
export interface AnalysisSource extends EventSource {
  inputs(): readonly AnalysisInput[]
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
  readonly enricher: PartitionEnricher
  readonly balances: StreamBalances
  readonly activity: ActivityLog
  readonly store: ResultStore
  readonly meter: Meter
  /** Null when it was not asked for. */
  readonly comparison: GuidComparison | null
}
