import type { PartitionControl } from '@win11mon/pipeline'
import { type BatchHeader, toIdText } from '@win11mon/schemas'

import { Admission } from '../admit/admission.ts'
import type { HostState } from '../host/host-state.ts'
import { newStream } from '../ledger/stream.ts'
import type { FirstRecord } from './enricher-options.ts'

export interface RebuildOptions {
  readonly control: PartitionControl
  readonly rebuildMs: number
  readonly horizonUs: number
}

/**
 * Makes hosts again whose state is lost or cannot be read: the log is asked for the records of a horizon before, and until it
 * is back where it was, nothing of the partition is kept.
 */
export class Rebuild {
  readonly #options: RebuildOptions
  /** The store had nothing of the partition. */
  #isAllLost = false
  #hasLooked = false
  /** Records below this were dealt with before, by somebody who knew the hosts. */
  #throughPosition = -1
  /** Hosts of which nothing usable was kept, nor anything older is in the log. */
  readonly #lost = new Set<string>()

  constructor(options: RebuildOptions) {
    this.#options = options
  }

  begin(isAllLost: boolean): void {
    this.#isAllLost = isAllLost
    this.#hasLooked = false
  }

  isUnderWay(takenPosition: number | undefined): boolean {
    return (takenPosition ?? -1) < this.#throughPosition
  }

  /** What to do about a host of which nothing usable is kept. */
  async judge({ hostId, position, header }: FirstRecord, kept: 'none' | 'damaged' | 'forgotten'): Promise<'new' | 'comes_again'> {
    const isDamaged = kept === 'damaged'
    // Nobody looks back that far; what it had before was dealt with.
    if (kept === 'forgotten' && header.firstSequence > 1) this.#lost.add(hostId)
    if (kept === 'forgotten') return 'new'
    const mayBeLost = isDamaged || this.#isAllLost
    if (!mayBeLost || position < this.#throughPosition) return 'new'
    if (await this.#rewind(position, isDamaged)) return 'comes_again'
    // One whose numbers begin here is new, or has been quiet for longer than anybody looks back.
    if (isDamaged || header.firstSequence > 1) this.#lost.add(hostId)
    return 'new'
  }

  /**
   * A stream of such a host that is known from here on only: what came before counts as dealt with, as its position was
   * committed, and the host as known in part.
   */
  adopt(host: HostState, { bootId, firstSequence }: BatchHeader, position: number): void {
    const isAgain = position < this.#throughPosition || this.#lost.has(host.hostId) || host.partialUntilUs === Infinity
    const bootIdText = toIdText(bootId)
    if (!isAgain || firstSequence <= 1 || host.streams.has(bootIdText)) return
    const stream = newStream(bootIdText, host.hostId, new Admission(firstSequence))
    stream.lastSequence = firstSequence - 1
    stream.indexed = firstSequence - 1
    host.streams.set(bootIdText, stream)
    host.partialUntilUs = Infinity
  }

  /** Hosts that have become whole, as far as anybody can tell: their documents say so from now on. */
  finished(hosts: Iterable<HostState>, takenPosition: number | undefined): HostState[] {
    if (this.isUnderWay(takenPosition)) return []
    this.#lost.clear()
    return [...hosts].filter((host) => this.#isWholeAgain(host))
  }

  /** After a horizon everything has left the memory of a host that saw all of it, too, but for what still runs. */
  #isWholeAgain(host: HostState): boolean {
    if (host.partialUntilUs === Infinity) host.partialUntilUs = host.newestUs + this.#options.horizonUs
    if (host.partialUntilUs === null || host.newestUs < host.partialUntilUs) return false
    host.partialUntilUs = null
    return true
  }

  /** Of a store that has lost everything one look at the past is enough; a damaged state is found one at a time. */
  async #rewind(position: number, isDamaged: boolean): Promise<boolean> {
    if (this.#hasLooked && !isDamaged) return false
    this.#hasLooked = true
    if (!(await this.#options.control.rewind(this.#options.rebuildMs))) return false
    this.#throughPosition = Math.max(this.#throughPosition, position)
    return true
  }
}
