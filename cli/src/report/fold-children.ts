import { formatCount } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { ForestNode } from './forest.ts'

/** What is drawn below a process: some children, and lines that stand for the rest. */
export interface Folded {
  readonly shown: readonly ForestNode[]
  /** `… 14 more chrome.exe`. */
  readonly notes: readonly string[]
}

/** Shows only children that lead to something suspicious. */
export function foldBenign(children: readonly ForestNode[]): Folded {
  const shown = children.filter((child) => child.leadsToSuspicion)
  const hidden = children.length - shown.length
  return { shown, notes: hidden === 0 ? [] : [`… ${formatCount(hidden)} more`] }
}

/** Shows everything but repetitions: of benign children with one image, the first few. */
export function foldRepeated(children: readonly ForestNode[], mostAlike: number): Folded {
  const seen = new Map<string, number>()
  const hidden = new Map<string, number>()
  const shown = children.filter((child) => {
    if (child.leadsToSuspicion) return true
    const name = imageName(child)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    if (count > mostAlike) hidden.set(name, count - mostAlike)
    return count <= mostAlike
  })
  return { shown, notes: [...hidden].map(([name, count]) => `… ${formatCount(count)} more ${sanitize(name)}`) }
}

function imageName({ view }: ForestNode): string {
  return (view.executable?.split(/[\\/]/).at(-1) ?? 'unknown').toLowerCase()
}
