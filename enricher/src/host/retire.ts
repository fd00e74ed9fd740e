import type { Verdict } from '../score/evidence-store.ts'
import { type Evidence, isEvidenceOf } from '../score/evidence.ts'
import { isConfirmed } from '../score/score.ts'
import { featuresOfOthers, structuralFeatures } from '../score/structural-features.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { retiredProcesses } from '../tree/retired-processes.ts'
import type { ChangeLog } from './changes.ts'
import { documentProcesses } from './document-processes.ts'
import type { HostSettings } from './host-settings.ts'
import type { HostState } from './host-state.ts'

/** The boundary moves in steps of this share of the horizon, so that the work is shared by many batches. */
const stepsPerHorizon = 8
const leastStepUs = 60_000_000

/** Streams of a host that are remembered when nothing has come of them for a horizon. */
const maxQuietStreams = 64

/** Lets go of what no event can change any more, when it is time to or when there is too much of it. */
export function retireIfDue(host: HostState, settings: HostSettings, changes: ChangeLog): void {
  const { latenessUs, horizonUs, maxProcesses, maxMentions } = settings
  // A clock that is ahead must not make everything else late.
  const boundaryUs = Math.min(host.newestUs, host.arrivedUs) - latenessUs - horizonUs
  const isDue = boundaryUs - host.boundaryUs >= Math.max(horizonUs / stepsPerHorizon, leastStepUs)
  const isCrowded = host.tree.size > 1.1 * maxProcesses || host.tree.mentionCount > 1.1 * maxMentions
  if ((isDue && Number.isFinite(boundaryUs)) || isCrowded) retire(host, Math.max(boundaryUs, host.boundaryUs), settings, changes)
}

function retire(host: HostState, horizonBoundaryUs: number, settings: HostSettings, changes: ChangeLog): void {
  // Their documents are final: they are written before anything that they depend on leaves.
  documentProcesses(host, changes)
  const boundaryUs = Math.max(horizonBoundaryUs, crowdBoundaryUs(host, settings.maxMentions))
  host.boundaryUs = boundaryUs
  host.evidence.settle(boundaryUs, (evidence) => judge(host.tree, evidence))
  host.alerts.expire(boundaryUs)
  retireProcesses(host, boundaryUs, settings.maxProcesses)
  host.sourceGuids.retire(boundaryUs, host.tree)
  host.detector.expire(boundaryUs)
  host.tally.add('boots', host.tree.boots.retire(boundaryUs))
  retireSpellings(host)
  retireStreams(host, boundaryUs)
}

function retireProcesses(host: HostState, boundaryUs: number, maxProcesses: number): void {
  const { tree, alerts } = host
  const open = alerts.openEntityIds()
  const before = tree.size
  const gone = retiredProcesses(tree, { boundaryUs, isNeeded: (entityId) => open.has(entityId), maxProcesses })
  host.tally.add('processes', Math.min(before - maxProcesses, gone.size))
  for (const entityId of gone) keepConsequences(host, entityId, gone)
  tree.remove(gone, boundaryUs)
  for (const entityId of gone) {
    host.fullFeatures.delete(entityId)
    host.evidence.forget(entityId)
    alerts.forgetScore(entityId)
  }
  alerts.forgetScores((entityId) => tree.get(entityId) === undefined)
}

/** What a process says of its parent and creator stays said. */
function keepConsequences({ tree, evidence }: HostState, entityId: string, gone: ReadonlySet<string>): void {
  const node = tree.get(entityId)
  for (const id of [node?.parentId, node?.creatorId]) {
    const other = id == null || gone.has(id) ? undefined : tree.get(id)
    if (other === undefined) continue
    evidence.keepFeatures(
      other.entityId,
      structuralFeatures(tree, other).filter((featureId) => featuresOfOthers.has(featureId)),
    )
  }
}

/** Of too many references the older half becomes final before its time. */
function crowdBoundaryUs({ tree, tally }: HostState, maxMentions: number): number {
  if (tree.mentionCount <= maxMentions) return -Infinity
  const timesUs = [...tree.timelines().values()].flatMap(({ mentions }) => mentions.map(({ reference }) => reference.timeUs))
  tally.add('mentions', Math.ceil(timesUs.length / 2))
  return timesUs.toSorted((left, right) => left - right)[Math.floor(timesUs.length / 2)] ?? -Infinity
}

/** Evidence that no late event can change: whose it is, and that it counts whatever becomes of its object. */
function judge(tree: HostTree, evidence: Evidence): Verdict {
  const node = tree.find(evidence.actor)
  if (node === undefined || !isEvidenceOf(tree, node, evidence) || !isConfirmed(tree, node, evidence)) return undefined
  const actor = { ...evidence.actor, startUs: node.startUs }
  return { entityId: node.entityId, evidence: { ...evidence, actor, object: null } }
}

function retireSpellings({ tree }: HostState): void {
  const shown = new Set([...tree.processes()].map(({ image }) => image))
  tree.spellings.retire((key) => shown.has(key))
}

function retireStreams({ streams, tally }: HostState, boundaryUs: number): void {
  const quiet = [...streams.values()].filter(({ newestUs, held }) => newestUs < boundaryUs && held === 0)
  const excess = quiet.length - maxQuietStreams
  if (excess <= 0) return
  for (const { bootId } of quiet.toSorted((left, right) => left.newestUs - right.newestUs).slice(0, excess)) streams.delete(bootId)
  tally.add('streams', excess)
}
