import { toIdText } from '@win11mon/schemas'

import { type AdmissionState, createAdmission } from './admit/admission.ts'
import { type AlertLedger, createAlertLedger } from './alert/alert-ledger.ts'
import type { Exception } from './alert/exception.ts'
import { type Detector, createDetector } from './detect/detector.ts'
import { rules } from './detect/rules/index.ts'
import { type EvidenceStore, createEvidenceStore } from './score/evidence-store.ts'
import type { FeatureId } from './score/features.ts'
import { type SourceGuids, createSourceGuids } from './source-guids.ts'
import { HostTree } from './tree/host-tree.ts'

/** Everything the enricher remembers of one host. */
export interface HostState {
  /** 22 base64url characters. */
  readonly hostId: string
  hostName: string | null
  readonly admission: AdmissionState
  readonly tree: HostTree
  readonly evidence: EvidenceStore
  readonly detector: Detector
  readonly alerts: AlertLedger
  /** True when the store has events of the host from earlier runs. */
  isContinued: boolean
  /** Newest event time seen; nothing older than this less the lateness window is expected any more. */
  newestUs: number
  /** Processes whose documents are out of date. */
  readonly changedEntityIds: Set<string>
  readonly removedEntityIds: Set<string>
  /** GUIDs that captures give processes: carried along, never built on. */
  readonly sourceGuids: SourceGuids
  /** Features of which the score of an entity names as much evidence as it ever will. */
  readonly fullFeatures: Map<string, ReadonlySet<FeatureId>>
  /** Score alerts that are raised now, by entity. */
  readonly scoreAlertIds: Map<string, string>
}

export function createHostState(hostId: Uint8Array, hostName: string | null, exceptions: readonly Exception[]): HostState {
  const tree = new HostTree(hostId)
  const evidence = createEvidenceStore()
  const idText = toIdText(hostId)
  return {
    hostId: idText,
    hostName,
    admission: createAdmission(),
    tree,
    evidence,
    detector: createDetector(rules, tree, evidence),
    alerts: createAlertLedger(idText, exceptions),
    isContinued: false,
    newestUs: -Infinity,
    changedEntityIds: new Set(),
    removedEntityIds: new Set(),
    sourceGuids: createSourceGuids(),
    fullFeatures: new Map(),
    scoreAlertIds: new Map(),
  }
}
