import type { Screen } from './screen.ts'

/** One node to draw: `lines` gets the columns that are left for it; the first line stands beside the branch. */
export interface DrawnNode {
  lines(width: number): readonly string[]
  readonly children: readonly DrawnNode[]
}

/** Branches take three columns a level; beyond this depth they stay where they are, or nothing would be left for text. */
const maxIndentLevels = 16

/** Lines of a tree with Unicode branches. Walks with a stack of its own: a chain of processes may be long. */
export function drawTree(roots: readonly DrawnNode[], screen: Screen): string[] {
  const drawn: string[] = []
  const stack = roots.map((node) => ({ node, prefix: '', branch: '', below: '', level: 0 })).toReversed()
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { node, prefix, branch, below, level } = entry
    const stem = node.children.length > 0 ? '│  ' : '   '
    const [first = '', ...more] = node.lines(screen.columns - prefix.length - branch.length)
    drawn.push(`${screen.colours.dim(prefix + branch)}${first}`)
    drawn.push(...more.map((line) => `${screen.colours.dim(prefix + below + stem)}${line}`))
    const isDeep = level >= maxIndentLevels
    const inner = isDeep ? prefix : prefix + below
    for (const [index, child] of [...node.children.entries()].toReversed()) {
      const isLast = index === node.children.length - 1
      stack.push({ node: child, prefix: inner, branch: isLast ? '└─ ' : '├─ ', below: isLast ? '   ' : '│  ', level: level + 1 })
    }
  }
  return drawn
}
