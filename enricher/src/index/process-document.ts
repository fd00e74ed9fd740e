import type { Document } from '@win11mon/pipeline'

import type { ProcessScores, Score } from '../score/score.ts'
import { pathOf } from '../tree/image-path.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { isoTime } from './time.ts'

/** What a process document says beyond its node. */
export interface ProcessContext {
  readonly hostId: string
  readonly hostName: string | null
  readonly scores: ProcessScores
  /** GUIDs that a capture gives the process: for comparison only. */
  readonly sourceGuid: string | null
  readonly sourceParentGuid: string | null
}

export function processDocument(node: ProcessNode, context: ProcessContext): Document {
  const { scores, hostId, sourceGuid, sourceParentGuid } = context
  const { description } = node
  return {
    family: 'processes',
    id: node.entityId,
    values: [
      hostId,
      node.processId,
      node.parentId,
      node.creatorId,
      node.edgeConfidence,
      node.status,
      node.startUs,
      node.endUs,
      executableOf(node),
      description?.commandLine ?? null,
      description?.integrityLevel ?? null,
      scores.loader.probability,
      scores.abuse.probability,
      sourceGuid,
      sourceParentGuid,
    ],
    doc: JSON.stringify(bodyOf(node, context)),
  }
}

/** The path as its create event spelled it, else the best spelling of those that mention it. */
export function executableOf(node: ProcessNode): string | null {
  return node.description?.executable ?? (node.image === null ? null : pathOf(node.image))
}

function bodyOf(node: ProcessNode, { hostId, hostName, scores, sourceGuid, sourceParentGuid }: ProcessContext): object {
  const { description } = node
  return {
    host: { id: hostId, name: hostName },
    process: {
      entity_id: node.entityId,
      pid: node.processId,
      executable: executableOf(node),
      command_line: description?.commandLine ?? null,
      working_directory: description?.workingDirectory ?? null,
      start: node.startUs === null ? null : isoTime(node.startUs),
      end: node.endUs === null ? null : isoTime(node.endUs),
      exit_code: node.exitStatus,
      integrity_level: description?.integrityLevel ?? null,
      session_id: description?.sessionId ?? null,
      parent: { entity_id: node.parentId, pid: description?.parentProcessId ?? null, executable: description?.parentExecutable ?? null },
    },
    user: { name: description?.userName ?? null },
    win11mon: {
      status: node.status,
      edge_confidence: node.edgeConfidence,
      creator: { entity_id: node.creatorId, pid: description?.creatorProcessId ?? null },
      end_cause: node.endCause,
      start_event_ids: node.startEventIds,
      source_guid: sourceGuid,
      source_parent_guid: sourceParentGuid,
      score: {
        model_version: scores.modelVersion,
        loader: scoreBody(scores.loader),
        abuse: { ...scoreBody(scores.abuse), is_reported: scores.isAbuseReported },
      },
    },
  }
}

/** A score as documents and reports show it. */
export function scoreBody(score: Score): object {
  return {
    probability: score.probability,
    low: score.lowProbability,
    high: score.highProbability,
    nats: score.nats,
    reasons: score.reasons.map((reason) => ({
      feature: reason.featureId,
      weight_nats: reason.weightNats,
      text: reason.text,
      basis: reason.basis,
      evidence_ids: reason.evidenceIds,
    })),
  }
}
