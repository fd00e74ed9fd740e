import { toIdText } from '@win11mon/schemas'

import { AlertLedger } from '../alert/alert-ledger.ts'
import { SourceGuids } from '../compare/source-guids.ts'
import { Detector } from '../detect/detector.ts'
import { rules } from '../detect/rules/index.ts'
import { defaultTrustPolicy } from '../detect/trust-policy.ts'
import { type Stream, newStream } from '../ledger/stream.ts'
import { Tally } from '../ledger/tally.ts'
import { EvidenceStore } from '../score/evidence-store.ts'
import type { FeatureId } from '../score/features.ts'
import { HostTree } from '../tree/host-tree.ts'
import type { HostSettings } from './host-settings.ts'

/** Everything the enricher remembers of one host: a value that can be saved, moved and gone on with elsewhere. */
export interface HostState {
  /** 22 base64url characters. */
  readonly hostId: string
  hostName: string | null
  /** By boot id. */
  readonly streams: Map<string, Stream>
  readonly tree: HostTree
  readonly evidence: EvidenceStore
  readonly detector: Detector
  readonly alerts: AlertLedger
  /** GUIDs that captures give processes: carried along, never built on. */
  readonly sourceGuids: SourceGuids
  /** Bounds that were reached. */
  readonly tally: Tally
  /** True when the store has events of the host from earlier runs. */
  isContinued: boolean
  /** Newest event time seen; nothing older than this less the lateness window is expected any more. */
  newestUs: number
  /** When the newest batch came, by our clock. Microseconds since 1970. */
  arrivedUs: number
  /** Position of the newest batch in the log: the version of every document that is written now. */
  version: number
  /** Nothing from before changes anything but its own document. */
  boundaryUs: number
  /** Batches since the processes were documented last. */
  batchesSinceDocuments: number
  /** Processes whose documents are out of date. */
  readonly changedEntityIds: Set<string>
  readonly removedEntityIds: Set<string>
  /**
   * Set while the host was made again without all of its past: documents say so until an event of this time, microseconds since
   * 1970. Infinity while it is being made again. A saved state does not carry it.
   */
  partialUntilUs: number | null
  /** Features of which the score of an entity names as much evidence as it ever will. */
  readonly fullFeatures: Map<string, ReadonlySet<FeatureId>>
}

/** What is decided about a host beforehand. */
type HostKnowledge = Pick<HostSettings, 'exceptions' | 'ruleSet' | 'trust'>

export function createHostState(hostIdBytes: Uint8Array, { exceptions, ruleSet, trust = defaultTrustPolicy }: HostKnowledge): HostState {
  const hostId = toIdText(hostIdBytes)
  const tally = new Tally()
  const tree = new HostTree(hostIdBytes, tally)
  const evidence = new EvidenceStore()
  const host: HostState = {
    hostId,
    hostName: null,
    streams: new Map(),
    tree,
    evidence,
    detector: new Detector({ rules, ruleSet }, { tree, evidence, tally, policy: trust, hostName: () => host.hostName }),
    alerts: new AlertLedger({ hostId, hostName: () => host.hostName, tree, tally }, exceptions),
    sourceGuids: new SourceGuids(),
    tally,
    isContinued: false,
    newestUs: -Infinity,
    arrivedUs: 0,
    version: 0,
    boundaryUs: -Infinity,
    batchesSinceDocuments: 0,
    changedEntityIds: new Set(),
    removedEntityIds: new Set(),
    partialUntilUs: null,
    fullFeatures: new Map(),
  }
  return host
}

export function streamOf(host: HostState, bootId: string): Stream {
  const known = host.streams.get(bootId)
  if (known !== undefined) return known
  const stream = newStream(bootId, host.hostId)
  host.streams.set(bootId, stream)
  return stream
}
