/**
 * Text as it is compared where case does not count. The Greek sigma has two small forms, and which one it gets depends on
 * what stands behind it: one form, so that a part of a text stays a part of it.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower
}
