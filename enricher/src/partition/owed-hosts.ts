/** Hosts that are looked at in one turn. */
const hostsPerTurn = 16

/**
 * Hosts in which something waited when they were kept: their last alerts and documents are owed even when nothing more comes
 * of them. Those that are heard of again settle by themselves.
 */
export class OwedHosts {
  #hostIds: Set<string> | undefined

  get isKnown(): boolean {
    return this.#hostIds !== undefined
  }

  has(hostId: string): boolean {
    return this.#hostIds?.has(hostId) === true
  }

  /** Takes the list as it was kept; nothing of it when it cannot be read. */
  read(bytes: Uint8Array | undefined): void {
    this.#hostIds = new Set(bytes === undefined ? [] : hostIdsIn(bytes))
  }

  /** Some of them that are not in memory. They count as looked at. */
  next(inMemory: ReadonlyMap<string, unknown>): string[] {
    const found: string[] = []
    for (const hostId of this.#hostIds ?? []) {
      this.#hostIds?.delete(hostId)
      if (!inMemory.has(hostId)) found.push(hostId)
      if (found.length >= hostsPerTurn) break
    }
    return found
  }

  /** The list to keep: those that are owed still, and those in memory that something waits in. */
  list(unsettled: Iterable<string>): Uint8Array {
    return new TextEncoder().encode([...new Set([...(this.#hostIds ?? []), ...unsettled])].join('\n'))
  }
}

const idForm = /^[\w-]{22}$/u

function hostIdsIn(bytes: Uint8Array): string[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => idForm.test(line))
}
