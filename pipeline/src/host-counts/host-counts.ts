/** Something, and a host that it was seen on. */
export interface Sighting {
  readonly thing: string
  readonly hostId: string
}

/** On how many hosts things were seen, by everybody who shares the store. What is not seen for long is forgotten. */
export interface HostCounts {
  /** How far a count may be off, as one standard deviation in percent of it; 0 when it is exact. */
  readonly errorPercent: number
  /**
   * Notes sightings and says of each thing in them on how many hosts it was seen by then. One call for many: it may cost a round trip.
   * Rejects with BACKEND_UNAVAILABLE or STORE_HELD, soon, when nobody knows; noting again changes nothing.
   */
  note(sightings: readonly Sighting[]): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** How long a thing is known after it was seen last. Milliseconds. */
export const rememberSightingsMs: number = 90 * 86_400_000

export function hostsByThing(sightings: readonly Sighting[]): ReadonlyMap<string, ReadonlySet<string>> {
  const hosts = new Map<string, Set<string>>()
  for (const { thing, hostId } of sightings) {
    const known = hosts.get(thing)
    if (known === undefined) hosts.set(thing, new Set([hostId]))
    else known.add(hostId)
  }
  return hosts
}
