import type { Event, Gap } from '@win11mon/schemas'

import type { Stream } from '../ledger/stream.ts'
import { type Evidence, evidenceOf } from '../score/evidence.ts'
import { type HostState, streamOf } from './host-state.ts'

const noEvidence: readonly Evidence[] = []

/** Takes an event into everything that remembers; returns what it says for the scores of its actor. */
export function learn(host: HostState, stream: Stream, event: Event): readonly Evidence[] {
  if (event.timeUs > host.newestUs) host.newestUs = event.timeUs
  if (event.timeUs > stream.newestUs) stream.newestUs = event.timeUs
  // Too late to change anything: what it would change has left, or is final.
  if (event.timeUs < host.boundaryUs) {
    host.tally.add('late_events')
    return noEvidence
  }
  const { build } = host.tree.surroundings
  const wasWithoutRings = build.isWithoutRings
  host.tree.observe(event, stream.bootId)
  if (build.isWithoutRings !== wasWithoutRings) for (const { entityId } of host.tree.processes()) host.changedEntityIds.add(entityId)
  const evidence = evidenceOf(event, stream.bootId, host.tree)
  for (const item of evidence) host.evidence.add(item)
  host.detector.add(event, stream.bootId)
  host.sourceGuids.add(event)
  return evidence.length > 0 ? evidence : earlierEvidence(host, event)
}

/** What was evidence already and may count from now on: a driver that is loaded after all, a ring before a restart. */
function earlierEvidence({ evidence }: HostState, event: Event): readonly Evidence[] {
  if (event.kind === 'image_load' && event.processId === 0) return evidence.ofAll('B13')
  return event.kind === 'agent_heartbeat' && event.trigger !== 'interval' ? evidence.ofAll('A1') : noEvidence
}

/** Events that were refused never had a number; lost ones had, and are missing in their stream. */
export function countLoss(host: HostState, stream: Stream, { lostBootId, firstSequence, lastSequence, lostCount }: Gap): void {
  if (firstSequence === null || lastSequence === null) {
    stream.refused += lostCount
    return
  }
  const lost = streamOf(host, lostBootId ?? stream.bootId)
  lost.isOfThisRun ||= stream.isOfThisRun
  lost.missing += lost.admission.declareLost(firstSequence, lastSequence)
  lost.lastSequence = Math.max(lost.lastSequence, lost.admission.next - 1)
}
