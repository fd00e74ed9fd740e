import type { Technique } from '../detect/rule.ts'
import { techniqueName } from './technique-names.ts'

/** ATT&CK techniques among the tags of a rule, as `attack.t1003.001` writes them; the tags have ids only. */
export function techniquesOf(tags: readonly string[]): Technique[] {
  const ids = tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [])
  return [...new Set(ids)].map((id) => ({ id, name: techniqueName(id) ?? '' }))
}
