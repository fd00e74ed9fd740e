import type { HostSession, NamedByGuid, ProviderStream, Unnumbered } from './host-session.ts'

/** Records of one input that may wait for their process id. */
const maxWaiting = 50_000

/** A record without process id that names its process by a GUID. */
export interface NeedyArrival {
  readonly stream: ProviderStream
  readonly event: NamedByGuid
  readonly position: number
}

/** Lends a record the process id that another record of the same process has, whichever of them comes first. */
export interface ProcessIdLoan {
  add(arrival: NeedyArrival): void
  /** The process id of a GUID has become known. */
  learned(host: HostSession, guid: string, processId: number): void
  /** Refuses what still waits. */
  finish(): void
}

interface LoanOutcomes {
  readonly onLent: (arrival: NeedyArrival) => void
  readonly onRefused: (arrival: NeedyArrival) => void
}

export function createProcessIdLoan({ onLent, onRefused }: LoanOutcomes): ProcessIdLoan {
  const waiting = new Set<HostSession>()
  let waitingCount = 0

  function lend(arrival: NeedyArrival, processId: number): void {
    arrival.event.processId = processId
    onLent(arrival)
  }

  return {
    add(arrival) {
      const { host } = arrival.stream
      const guid = arrival.event.sourceGuid ?? ''
      const processId = host.processIds.find(guid)
      if (processId !== undefined) return lend(arrival, processId)
      if (waitingCount >= maxWaiting) return onRefused(arrival)
      waitFor(host, guid, arrival)
      waiting.add(host)
      waitingCount += 1
    },
    learned(host, guid, processId) {
      const unnumbered = host.unnumbered.get(guid)
      if (unnumbered === undefined) return
      host.unnumbered.delete(guid)
      waitingCount -= unnumbered.length
      for (const arrival of unnumbered) lend(arrival, processId)
    },
    finish() {
      for (const host of waiting) for (const arrival of [...host.unnumbered.values()].flat()) onRefused(arrival)
    },
  }
}

function waitFor(host: HostSession, guid: string, arrival: Unnumbered): void {
  const others = host.unnumbered.get(guid)
  if (others === undefined) host.unnumbered.set(guid, [arrival])
  else others.push(arrival)
}
