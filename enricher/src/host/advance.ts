import { hostDocument } from '../index/host-document.ts'
import { streamDocument } from '../index/stream-document.ts'
import { balanceOf } from '../ledger/balance.ts'
import { ChangeLog, type Changes } from './changes.ts'
import { detectAll } from './detect.ts'
import { documentProcesses } from './document-processes.ts'
import type { HostState } from './host-state.ts'
import { settle } from './settle.ts'

/** How far the source of a stream is: the highest number that it gave out, undefined when nobody knows. */
export type IssuedThrough = (bootId: string) => number | undefined

const unknownIssue: IssuedThrough = () => undefined

/**
 * The host has been quiet for longer than an event may be late, or is not heard of any more: shows the rules what waits, and
 * writes what its documents say now. More may come afterwards.
 */
export function advance(host: HostState, issuedThrough: IssuedThrough = unknownIssue): Changes {
  // Above what was written at that position before, and at most what its next record is written with.
  const changes = new ChangeLog(host, host.version + 1)
  settle(host, changes)
  detectAll(host, changes)
  changes.alert(host.alerts.refresh())
  documentProcesses(host, changes)
  documentHost(host, issuedThrough, changes)
  return changes
}

/** Lets go of a host at the end of a run: its last word on every process, which may depend on events that did not name it. */
export function release(host: HostState, issuedThrough: IssuedThrough = unknownIssue): Changes {
  for (const node of host.tree.processes()) host.changedEntityIds.add(node.entityId)
  return advance(host, issuedThrough)
}

/** What its processes say now, of a host that somebody else may go on with: nothing that waits for late events is let go of. */
export function documentChanged(host: HostState): Changes {
  const changes = new ChangeLog(host)
  documentProcesses(host, changes)
  return changes
}

/** What the host and its ledger say now, of a host that may never be quiet. Call it when everything that it led to has an outcome. */
export function account(host: HostState, issuedThrough: IssuedThrough = unknownIssue): Changes {
  const changes = new ChangeLog(host)
  documentHost(host, issuedThrough, changes)
  return changes
}

/** The host and its ledger as of now. */
function documentHost(host: HostState, issuedThrough: IssuedThrough, changes: ChangeLog): void {
  const { hostId, hostName, newestUs, tree, alerts } = host
  changes.put(
    hostDocument({
      hostId,
      hostName,
      newestUs,
      bootTimesUs: tree.bootTimesUs,
      alertCounts: alerts.counts,
      exceptionHits: alerts.exceptions.hits,
      isPartial: host.partialUntilUs !== null,
    }),
  )
  for (const stream of host.streams.values()) {
    const balance = balanceOf(stream, issuedThrough(stream.bootId))
    // A copy of what the store has issues nothing.
    const isCopy = balance.issued === 0 && stream.elsewhere > 0
    if (stream.isOfThisRun && !isCopy) changes.put(streamDocument(stream, balance))
  }
}
