import type { ProcessNode } from '../tree/process-node.ts'
import type { Severity, Technique } from '../detect/rule.ts'

/** One alert: everything one rule found about one cause in one window. */
export interface Alert {
  /** 22 base64url characters: hash of rule, dedup key and window, so that a replay finds the same alert. */
  readonly id: string
  readonly hostId: string
  readonly ruleId: string
  readonly ruleName: string
  severity: Severity
  /** Microseconds since 1970 of the first and the newest event that raised it. */
  firstTimeUs: number
  lastTimeUs: number
  /** Processes as known now; late events may change them. */
  actor: ProcessNode
  object: ProcessNode | null
  /** Path of an object that the events name by its path only. */
  readonly objectPath: string | null
  reasons: readonly string[]
  /** Ids of events that show it, at most `maxEvidence`. */
  evidenceIds: readonly string[]
  occurrences: number
  readonly techniques: readonly Technique[]
  readonly meaning: string
  readonly whatToDo: string
}
