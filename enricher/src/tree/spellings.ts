import type { Tally } from '../ledger/tally.ts'
import { imageKey } from '../windows/image-path.ts'
import type { NamingEvent } from './references.ts'

/** Keys with a remembered spelling at most; a flood of others is shown by the key itself. */
const maxSpellings = 50_000

/**
 * How to show the images of one host to people: sources spell one path in several ways. The choice depends on the set of
 * spellings, not on their order.
 */
export class Spellings {
  #pathsByKey = new Map<string, string>()
  /** Keys that were noted since the last `retire`. */
  #recent = new Set<string>()
  /** Paths that were: what is spelled as before needs no second look. */
  #recentPaths = new Set<string>()
  readonly #tally: Tally

  constructor(tally: Tally) {
    this.#tally = tally
  }

  /** Most events of the driver spell nothing. */
  noteEvent(event: NamingEvent): void {
    if (event.executable !== null) this.note(event.executable)
    if ('objectExecutable' in event && event.objectExecutable !== null) this.note(event.objectExecutable)
    if ('parentExecutable' in event && event.parentExecutable !== null) this.note(event.parentExecutable)
  }

  note(path: string): void {
    if (this.#recentPaths.has(path)) return
    const key = imageKey(path)
    if (key === null) return
    if (this.#recentPaths.size < maxSpellings) this.#recentPaths.add(path)
    this.#recent.add(key)
    const shown = this.#pathsByKey.get(key)
    if (shown === path) return
    if (shown === undefined && this.#pathsByKey.size >= maxSpellings) this.#tally.add('spellings')
    else if (shown === undefined || isBetter(path, shown)) this.#pathsByKey.set(key, path)
  }

  /** The best known spelling of a key of `imageKey`. */
  of(key: string): string {
    return this.#pathsByKey.get(key) ?? key
  }

  /** Forgets the spellings of keys that nobody needs and that were not noted since the last call. */
  retire(isNeeded: (key: string) => boolean): void {
    for (const key of this.#pathsByKey.keys()) if (!this.#recent.has(key) && !isNeeded(key)) this.#pathsByKey.delete(key)
    this.#recent = new Set()
    this.#recentPaths = new Set()
  }

  entries(): Iterable<readonly [string, string]> {
    return this.#pathsByKey.entries()
  }

  get size(): number {
    return this.#pathsByKey.size
  }

  restore(key: string, path: string): void {
    this.#pathsByKey.set(key, path)
  }
}

const driveLetter = /^[a-z]:/iu

/** Drive letters before devices, then by name. */
function isBetter(path: string, shown: string): boolean {
  const rank = Number(driveLetter.test(shown)) - Number(driveLetter.test(path))
  return rank === 0 ? path < shown : rank < 0
}
