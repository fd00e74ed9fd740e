import type { ExceptionRow } from './exception-rows.ts'
import type { PassedOver } from '@win11mon/collector'
import type { EdgeConfidence, Severity } from '@win11mon/enricher'

/**
 * What one analysis found: the object that `analyze -o json` prints and that every other output is drawn from. Keys are
 * those of the JSON. Text of endpoints stands in it as it came.
 */
export interface AnalysisReport {
  /** False when the run was interrupted: then everything below describes only what had been read. */
  readonly complete: boolean
  readonly inputs: readonly ReportInput[]
  /** Files and archive members beside the inputs that were not read, and what they are. */
  readonly passed_over: readonly PassedOver[]
  /** Events by kind. */
  readonly events: Readonly<Record<string, number>>
  readonly hosts: readonly ReportHost[]
  readonly processes: ReportProcesses
  /** Gravest first, then by time. */
  readonly alerts: readonly ReportAlert[]
  readonly alerts_not_shown: ReportHeldBack
  /** The exceptions of the settings, with what each explained. */
  readonly exceptions: readonly ExceptionRow[]
  readonly scores: { readonly loader: readonly ReportScore[]; readonly abuse: readonly ReportScore[] }
  readonly ledger: ReportLedger
  /** Events read of which the store had another copy or export: they are not counted again. */
  readonly stored_before: number
  /** With `--compare-source-guids` only. */
  readonly source_guid_comparison?: ReportComparison
  readonly performance: ReportPerformance
}

/** What is counted but not listed among the alerts. */
export interface ReportHeldBack {
  /** Alerts below the least severity asked for. */
  readonly below_min_severity: number
  /** Findings that an exception of the settings explains. */
  readonly excepted: number
  /** Findings beyond the bound on alerts of one rule on one host in one hour. */
  readonly suppressed: number
}

export interface ReportInput {
  readonly path: string
  readonly format: string
  /** After decompression. */
  readonly bytes: number
  /** Records read; accepted, rejected and skipped add up to it. */
  readonly events_read: number
  readonly accepted: number
  readonly rejected: Readonly<Record<string, number>>
  readonly skipped: Readonly<Record<string, number>>
  /** The first record of each reason, rejected or skipped. */
  readonly examples: Readonly<Record<string, string>>
  /** Skipped records by channel or provider and event id. */
  readonly skipped_events: Readonly<Record<string, number>>
  /** Values left out because they could not be read, by field; their records were kept. */
  readonly unreadable_values: Readonly<Record<string, number>>
  /** Rejected records that name no host. */
  readonly rejected_without_host: number
  readonly borrowed_process_ids: number
  readonly assumed_utc: number
  /** Events whose time may be an hour off, as the clocks may have been set between the records that tell the zone. */
  readonly unsure_zone: number
  /** Why reading ended early; null when the input was read to its end. */
  readonly error: string | null
  /** The error, warnings and the first rejections with their lines. */
  readonly messages: readonly string[]
}

export interface HostName {
  readonly id: string
  readonly name: string | null
}

export interface ReportHost extends HostName {
  readonly events: number
  readonly processes: number
  readonly first_time: string | null
  readonly last_time: string | null
  /** Times of the restarts seen. */
  readonly boots: readonly string[]
}

export interface ReportProcesses {
  readonly total: number
  readonly created: number
  readonly observed: number
  readonly placeholders: number
  readonly edges: Readonly<Record<EdgeConfidence, number>>
}

/** Who started a process. */
export interface ReportParent {
  readonly pid: number | null
  readonly executable: string | null
  readonly command_line: string | null
}

export interface ReportProcess {
  readonly entity_id: string
  readonly pid: number | null
  readonly executable: string | null
  readonly command_line: string | null
  /** Account it runs as; null when no event says it. */
  readonly user: string | null
  readonly parent: ReportParent | null
}

/** What was acted on: a process, or something that events name by its path only. */
export interface ReportObject extends Omit<ReportProcess, 'entity_id'> {
  readonly entity_id: string | null
}

export interface ReportAlert {
  readonly id: string
  readonly rule_id: string
  readonly rule_name: string
  readonly severity: Severity
  readonly time: string
  readonly last_time: string
  readonly host: HostName
  /** Null when the events name no process: then the alert is about the host. */
  readonly actor: ReportProcess | null
  readonly object: ReportObject | null
  readonly reasons: readonly string[]
  readonly evidence_ids: readonly string[]
  readonly occurrences: number
  readonly attack: readonly { readonly id: string; readonly name: string }[]
  readonly meaning: string
  readonly what_to_do: string
}

export interface ReportReason {
  readonly feature: string
  readonly weight_nats: number
  readonly text: string
  readonly basis: string
  readonly evidence_ids: readonly string[]
}

export interface ReportScore {
  readonly entity: ReportProcess
  readonly host: HostName
  readonly probability: number
  /** The same with every estimated probability a factor of three lower and higher. */
  readonly low: number
  readonly high: number
  /** False when nothing but the process's looks speaks for it: such an abuse score is no finding. */
  readonly reported: boolean
  readonly reasons: readonly ReportReason[]
}

/** How the identities found compare with the process GUIDs of the captures, in references by events to processes. */
export interface ReportComparison {
  readonly references: number
  readonly agreeing: number
  readonly parent_edges: { readonly compared: number; readonly agreeing: number }
  readonly disagreements: readonly ReportDisagreement[]
}

export interface ReportDisagreement {
  readonly host: HostName
  readonly guid: string
  readonly entity_id: string
  readonly pid: number
  readonly executable: string | null
  readonly references: number
  readonly cause: string
  readonly meaning: string
  /** A record of the capture to look at. */
  readonly example: string | null
}

/** `issued = indexed + dead_lettered + gaps + in_flight + unexplained`, in events. */
export interface ReportLedger {
  readonly issued: number
  readonly indexed: number
  readonly dead_lettered: number
  readonly gaps: number
  readonly in_flight: number
  readonly unexplained: number
}

export interface ReportPerformance {
  readonly events: number
  readonly seconds: number
  readonly cpu_seconds: number
  readonly events_per_cpu_second: number
  readonly peak_rss_bytes: number
}
