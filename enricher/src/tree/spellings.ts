import { imageKey } from './image-path.ts'

/** Keys with a remembered spelling at most; a flood of others is shown by the key itself. */
const maxSpellings = 50_000

/**
 * How to show the images of one host to people: sources spell one path in several ways. The choice depends on the set of
 * spellings, not on their order.
 */
export interface Spellings {
  note(path: string | null): void
  /** The best known spelling of a key of `imageKey`. */
  of(key: string): string
}

export function createSpellings(): Spellings {
  const noted = new Set<string>()
  const pathsByKey = new Map<string, string>()

  return {
    note(path) {
      if (path === null || noted.has(path) || noted.size >= maxSpellings) return
      noted.add(path)
      const key = imageKey(path)
      if (key === null) return
      const shown = pathsByKey.get(key)
      if (shown === undefined || isBetter(path, shown)) pathsByKey.set(key, path)
    },
    of: (key) => pathsByKey.get(key) ?? key,
  }
}

/** Drive letters before devices, then by name. */
function isBetter(path: string, shown: string): boolean {
  const rank = Number(/^[a-z]:/iu.test(shown)) - Number(/^[a-z]:/iu.test(path))
  return rank === 0 ? path < shown : rank < 0
}
