import type { EdgeConfidence, HostState, ProcessNode, ProcessStatus, Score } from '@win11mon/enricher'
import { scoreProcess } from '@win11mon/enricher'

import type { ReportReason } from './report.ts'

export interface ScoreView {
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly reasons: readonly ReportReason[]
}

/** A process as reports and trees show it, whether it comes from the enricher or from a store. */
export interface ProcessView {
  readonly entityId: string
  readonly processId: number
  readonly parentId: string | null
  readonly status: ProcessStatus
  readonly edgeConfidence: EdgeConfidence
  readonly executable: string | null
  readonly commandLine: string | null
  /** RID of the integrity level. */
  readonly integrityLevel: number | null
  readonly startUs: number | null
  readonly endUs: number | null
  readonly loader: ScoreView
  readonly abuse: ScoreView
  /** The abuse score is worth showing. */
  readonly isAbuseReported: boolean
}

/** Every process of a host with its scores, in no particular order. */
export function viewProcesses(host: HostState): ProcessView[] {
  return [...host.tree.processes()].map((node) => viewNode(host, node))
}

function viewNode({ tree, evidence }: HostState, node: ProcessNode): ProcessView {
  const { loader, abuse, isAbuseReported } = scoreProcess(tree, evidence, node)
  const { entityId, processId, parentId, status, edgeConfidence, description, startUs, endUs } = node
  return {
    entityId,
    processId,
    parentId,
    status,
    edgeConfidence,
    executable: tree.executableOf(node),
    commandLine: description?.commandLine ?? null,
    integrityLevel: description?.integrityLevel ?? null,
    startUs,
    endUs,
    loader: viewScore(loader),
    abuse: viewScore(abuse),
    isAbuseReported,
  }
}

function viewScore({ probability, lowProbability, highProbability, reasons }: Score): ScoreView {
  return {
    probability,
    low: lowProbability,
    high: highProbability,
    reasons: reasons.map(({ featureId, weightNats, text, basis, evidenceIds }) => ({
      feature: featureId,
      weight_nats: weightNats,
      text,
      basis,
      evidence_ids: evidenceIds,
    })),
  }
}
