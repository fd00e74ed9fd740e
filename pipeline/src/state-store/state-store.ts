/** The right to write the states of one partition, until somebody else acquires it. */
export interface Ownership {
  readonly partition: string
  /** Higher than that of every owner before. */
  readonly epoch: number
  /** False when the store has nothing of the partition: it is new, or the store has lost it. */
  readonly isKnown: boolean
}

/** The store has forgotten the partition, with every state of it: it is to be acquired again. */
export type Lost = 'lost'

/**
 * States as bytes, by partition and id, for whoever works on a partition now. Everything may be tried again; each call rejects
 * with BACKEND_UNAVAILABLE or STORE_HELD when that may help.
 */
export interface StateStore {
  /** Makes the caller the owner of a partition: whoever was it before can write nothing more. */
  acquire(partition: string): Promise<Ownership>
  /** The bytes that were put last; undefined when there are none. The caller owns them. Rejects with STATE_FENCED as `put` does. */
  get(ownership: Ownership, id: string): Promise<Uint8Array | undefined | Lost>
  /** Writes all or none; null removes a state. Rejects with STATE_FENCED when somebody else has acquired the partition since. */
  put(ownership: Ownership, states: ReadonlyMap<string, Uint8Array | null>): Promise<void | Lost>
  /** Ids of states that were put last before a time, microseconds since 1970, so many at most. Rejects with STATE_FENCED as `put` does. */
  stale(ownership: Ownership, beforeUs: number, limit: number): Promise<readonly string[] | Lost>
  close(): Promise<void>
}

/** Epochs follow the clock, so that they ascend even when the store has lost the ones before. */
export function nextEpoch(before: number | undefined, nowUs: number): number {
  return Math.max((before ?? 0) + 1, Math.floor(nowUs / 1_000))
}
