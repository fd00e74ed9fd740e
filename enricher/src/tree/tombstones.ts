import type { Lifetime } from './lifetime.ts'

/** What is remembered of the processes of one pid that have left the tree: what the lives after them depend on. */
export interface Tombstone {
  /** The one that started last: no process of the pid that started up to then is coming back. */
  readonly started: { readonly startUs: number; readonly endUs: number; readonly isSeenEnd: boolean } | null
  /** First sight of the last one whose start was never seen. */
  readonly placeholderUs: number | null
}

/** Pids with a tombstone at most; the one set longest ago goes first, and with it only the provisional ids that it anchors. */
const maxTombstones = 1024

/** Adds a life that leaves the tree. */
export function withRetired(tombstone: Tombstone | undefined, life: Lifetime): Tombstone {
  const { started = null, placeholderUs = null } = tombstone ?? {}
  if (life.startUs === null) return { started, placeholderUs: Math.max(placeholderUs ?? -Infinity, life.firstSeenUs) }
  if (started !== null && started.startUs > life.startUs) return { started, placeholderUs }
  const endUs = life.endUs ?? life.startUs
  return { started: { startUs: life.startUs, endUs, isSeenEnd: life.endCause === 'terminate' }, placeholderUs }
}

/** The tombstones of pids that have no process in the tree, in the order in which they were set. */
export class Tombstones {
  readonly #byProcessId = new Map<number, Tombstone>()

  get(processId: number): Tombstone | undefined {
    return this.#byProcessId.get(processId)
  }

  delete(processId: number): void {
    this.#byProcessId.delete(processId)
  }

  /** Returns how many others had to go. */
  set(processId: number, tombstone: Tombstone): number {
    this.#byProcessId.delete(processId)
    this.#byProcessId.set(processId, tombstone)
    const oldest = this.#byProcessId.size > maxTombstones ? this.#byProcessId.keys().next().value : undefined
    if (oldest === undefined) return 0
    this.#byProcessId.delete(oldest)
    return 1
  }

  entries(): Iterable<readonly [number, Tombstone]> {
    return this.#byProcessId.entries()
  }

  get size(): number {
    return this.#byProcessId.size
  }
}
