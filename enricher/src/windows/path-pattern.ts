import { type ImageKey, imageKey } from './image-path.ts'

/** A plain walk over the parts between the stars: a pattern of a person never becomes a regular expression. */
export function matchesPath(pattern: string | undefined, image: ImageKey): boolean {
  if (pattern === undefined) return true
  if (image === null) return false
  const [first = '', ...rest] = (imageKey(pattern) ?? '').split('*')
  if (!image.startsWith(first)) return false
  if (rest.length === 0) return image === first
  let position = first.length
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1
    const found = isLast ? Math.max(image.length - part.length, -1) : image.indexOf(part, position)
    if (found < position || !image.startsWith(part, found)) return false
    position = found + part.length
  }
  return true
}
