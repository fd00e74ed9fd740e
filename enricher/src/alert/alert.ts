import type { Technique } from '../detect/rule.ts'
import type { Severity } from '../detect/severity.ts'
import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { ImageKey } from '../windows/image-path.ts'

/** A process as an alert shows it: by its identity, with what was last known of it. */
export interface AlertEntity {
  readonly entityId: string
  readonly processId: number
  /** Microseconds since 1970; null when the start was never seen. */
  readonly startUs: number | null
  readonly image: ImageKey
  readonly executable: string | null
  readonly commandLine: string | null
}

/** What became of an alert. A withdrawn one stays, so that whoever saw it can learn why it is gone. */
export type AlertStatus = 'raised' | 'withdrawn'

/** One step of an alert's history. */
export interface AlertStep {
  readonly status: AlertStatus
  readonly severity: Severity
  /** Newest event time of the host at that moment, microseconds since 1970. */
  readonly timeUs: number
}

/** One alert: everything one rule found about one cause in one window. */
export interface Alert {
  /** 22 base64url characters: hash of rule, dedup key and window, so that a replay finds the same alert. */
  readonly id: string
  readonly hostId: string
  readonly ruleId: string
  readonly ruleName: string
  readonly status: AlertStatus
  readonly severity: Severity
  /** Microseconds since 1970 of the first and the newest event that raised it. */
  readonly firstTimeUs: number
  readonly lastTimeUs: number
  /** Null when the events name no process: then the alert is about the host. */
  readonly actor: AlertEntity | null
  readonly object: AlertEntity | null
  /** Path of an object that the events name by its path only. */
  readonly objectPath: string | null
  readonly reasons: readonly string[]
  /** Ids of events that show it, at most `maxAlertEvidence`. */
  readonly evidenceIds: readonly string[]
  readonly occurrences: number
  readonly techniques: readonly Technique[]
  readonly meaning: string
  readonly whatToDo: string
  /** Oldest first; the last one is the present. */
  readonly history: readonly AlertStep[]
}

/** Events that an alert names at most. */
export const maxAlertEvidence = 20

/** What happened to an alert: the one stream that indexing and delivery listen to. */
export interface AlertChange {
  readonly change: 'raised' | 'changed' | 'withdrawn'
  readonly alert: Alert
}

export function entityOf(tree: HostTree, node: ProcessNode): AlertEntity {
  const { entityId, processId, startUs, image, description } = node
  return { entityId, processId, startUs, image, executable: tree.executableOf(node), commandLine: description?.commandLine ?? null }
}

/** True when both show the same process in the same words. */
export function isSameEntity(left: AlertEntity | null, right: AlertEntity | null): boolean {
  if (left === null || right === null) return left === right
  return left.entityId === right.entityId && left.executable === right.executable && left.commandLine === right.commandLine
}
