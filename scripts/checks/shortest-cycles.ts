/** Who points at whom: the second level's values say why. */
export type Graph<Reason> = ReadonlyMap<string, ReadonlyMap<string, Reason>>

/**
 * For every edge that lies on a cycle, one of the shortest cycles through it; each cycle once, written from its first name
 * in alphabetical order, without repeating that name at the end.
 */
export function shortestCycles(graph: Graph<unknown>): string[][] {
  const cycles = new Map<string, string[]>()
  for (const [from, targets] of graph) {
    for (const to of targets.keys()) {
      const path = shortestPath(graph, to, from)
      if (path === undefined) continue
      const cycle = fromFirstName(path)
      cycles.set(cycle.join('\n'), cycle)
    }
  }
  return [...cycles.values()].toSorted((left, right) => left.length - right.length || (left.join() < right.join() ? -1 : 1))
}

/** From `start` to `end`, both included; undefined when no way leads there. */
function shortestPath(graph: Graph<unknown>, start: string, end: string): string[] | undefined {
  const paths = new Map([[start, [start]]])
  for (const [node, path] of paths) {
    if (node === end) return path
    // A map gives out what is added while it is walked: the nearest first.
    for (const next of graph.get(node)?.keys() ?? []) if (!paths.has(next)) paths.set(next, [...path, next])
  }
  return undefined
}

function fromFirstName(cycle: readonly string[]): string[] {
  const first = cycle.indexOf(cycle.toSorted()[0] ?? '')
  return [...cycle.slice(first), ...cycle.slice(0, first)]
}
