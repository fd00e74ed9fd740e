/**
 * Comparing the paths by which events name a process's main image. Sources spell one file in several ways: other case,
 * `\??\` or `\SystemRoot` in front, a device instead of a drive letter, 8.3 names. Two spellings are the same image
 * when their keys are compatible.
 */

/** Lower-case path without drive, device or NT prefix; null for an unknown image. */
export type ImageKey = string | null

const prefixes = /^(?:\\\\\?\\|\\\?\?\\)?(?:[a-z]:|\\device\\[^\\]+)?/u

const keysByPath = new Map<string, string>()
/** Paths repeat millions of times; the memory of their keys is dropped whole when a flood of new paths fills it. */
const maxRememberedPaths = 50_000

export function imageKey(path: string | null): ImageKey {
  if (path === null || path === '') return null
  const known = keysByPath.get(path)
  if (known !== undefined) return known
  const key = path.toLowerCase().replace('\\systemroot\\', '\\windows\\').replace(prefixes, '')
  if (keysByPath.size >= maxRememberedPaths) keysByPath.clear()
  keysByPath.set(path, key)
  return key
}

export function baseName(key: string): string {
  return key.slice(key.lastIndexOf('\\') + 1)
}

/** True when both name the same image, or when either is unknown. */
export function isCompatibleImage(left: ImageKey, right: ImageKey): boolean {
  return left === null || right === null || isSameImage(left, right)
}

/** True when both are known and name the same image. A short (8.3) or bare name is compared by its last part only. */
export function isSameImage(left: ImageKey, right: ImageKey): boolean {
  if (left === null || right === null) return false
  if (left === right) return true
  if (!isPartial(left) && !isPartial(right)) return false
  return baseName(left) === baseName(right)
}

function isPartial(key: string): boolean {
  return key.includes('~') || !key.includes('\\')
}
