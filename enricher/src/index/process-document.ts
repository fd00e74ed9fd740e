import type { TextDocumentOf } from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'

import type { ProcessScores, Score } from '../score/score.ts'
import type { ProcessDescription } from '../tree/marks.ts'
import { type ProcessNode, startEventIdsOf } from '../tree/process-node.ts'

/** What a process document says beyond its node. */
export interface ProcessContext {
  readonly hostId: string
  readonly hostName: string | null
  /** `HostTree.executableOf`. */
  readonly executable: string | null
  readonly scores: ProcessScores
  /** GUIDs that a capture gives the process: for comparison only. */
  readonly sourceGuid: string | null
  readonly sourceParentGuid: string | null
  /** Its host was made again without all of its past. */
  readonly isPartial?: boolean
}

export function processDocument(node: ProcessNode, context: ProcessContext): TextDocumentOf<'processes'> {
  const { scores, hostId, executable, sourceGuid, sourceParentGuid } = context
  const { description } = node
  return {
    family: 'processes',
    id: node.entityId,
    columns: {
      host_id: hostId,
      pid: node.processId,
      parent_id: node.parentId,
      creator_id: node.creatorId,
      edge_confidence: node.edgeConfidence,
      status: node.status,
      started_us: node.startUs,
      ended_us: node.endUs,
      executable,
      command_line: description?.commandLine ?? null,
      integrity_level: description?.integrityLevel ?? null,
      loader_score: scores.loader.probability,
      abuse_score: scores.abuse.probability,
      source_guid: sourceGuid,
      source_parent_guid: sourceParentGuid,
    },
    doc: JSON.stringify(bodyOf(node, context)),
  }
}

function bodyOf(
  node: ProcessNode,
  { hostId, hostName, executable, scores, sourceGuid, sourceParentGuid, isPartial }: ProcessContext,
): object {
  const { description, startUs, endUs } = node
  return {
    host: { id: hostId, name: hostName },
    process: {
      entity_id: node.entityId,
      pid: node.processId,
      executable,
      start: startUs === null ? null : isoTime(startUs),
      end: endUs === null ? null : isoTime(endUs),
      exit_code: node.exitStatus,
      ...(description === null ? {} : descriptionBody(description)),
      parent: { entity_id: node.parentId, ...(description === null ? {} : parentBody(description)) },
    },
    ...(description === null ? {} : { user: { name: description.userName } }),
    win11mon: {
      status: node.status,
      edge_confidence: node.edgeConfidence,
      creator: { entity_id: node.creatorId },
      end_cause: node.endCause,
      start_event_ids: startEventIdsOf(node),
      source_guid: sourceGuid,
      source_parent_guid: sourceParentGuid,
      score: scoresBody(scores),
      ...(isPartial === true ? { is_partial: true } : {}),
    },
  }
}

function descriptionBody(description: ProcessDescription): object {
  return {
    command_line: description.commandLine,
    working_directory: description.workingDirectory,
    integrity_level: description.integrityLevel,
    session_id: description.sessionId,
    code_signature: { exists: description.isSigned, subject_name: description.signature },
  }
}

function parentBody({ parentProcessId, parentExecutable, parentCommandLine }: ProcessDescription): object {
  return { pid: parentProcessId, executable: parentExecutable, command_line: parentCommandLine }
}

function scoresBody({ modelVersion, loader, abuse, isAbuseReported }: ProcessScores): object {
  return { model_version: modelVersion, loader: scoreBody(loader), abuse: { ...scoreBody(abuse), is_reported: isAbuseReported } }
}

/** A score as documents and reports show it. */
function scoreBody(score: Score): object {
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
