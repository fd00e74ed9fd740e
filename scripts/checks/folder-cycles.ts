import { posix } from 'node:path'

import { type Repository, workspacesOf } from '../repository.ts'
import { type FileImport, fileImports } from './file-imports.ts'
import { type Graph, shortestCycles } from './shortest-cycles.ts'

/** The simulated kernel calls back into the driver that calls it, as the real one does. Tests borrow builders from each other. */
const outside = /^(?:driver\/sim|[^/]+\/tests?)\//u

/** Files that lie directly in a folder, seen from the folders beside them. */
const ownFiles = '.'

/**
 * Folders of a room that import each other, directly or in a circle, at every level of its tree. Files that lie directly in
 * a folder count as one folder of their own. Only at the room's root may a file import all folders: as long as none of them
 * imports it, it is where the room is put together.
 */
export function folderCycleProblems(repository: Repository): string[] {
  return workspacesOf(repository).flatMap((room) => {
    const imports = fileImports(
      repository,
      repository.paths.filter((path) => path.startsWith(`${room}/`) && !outside.test(path)),
    )
    const root = rootOf(room, repository)
    const isBelowRoot = ({ from, to }: FileImport): boolean => from.startsWith(`${root}/`) && to.startsWith(`${root}/`)
    const entries = entryFiles(root, imports.filter(isBelowRoot))
    const looked = imports.filter((link) => !isBelowRoot(link) || !entries.has(link.from))
    return [...levels(looked)].flatMap(([level, graph]) => levelProblems(level, graph))
  })
}

function rootOf(room: string, { paths }: Repository): string {
  return paths.some((path) => path.startsWith(`${room}/src/`)) ? `${room}/src` : room
}

/** Files of the root that no folder below imports, not even through another file of the root. */
function entryFiles(root: string, imports: readonly FileImport[]): ReadonlySet<string> {
  const isInRoot = (path: string): boolean => posix.dirname(path) === root
  const shared = new Set(imports.filter(({ from, to }) => isInRoot(to) && !isInRoot(from)).map(({ to }) => to))
  // Grows while it is walked.
  for (const path of shared) for (const { from, to } of imports) if (from === path && isInRoot(to)) shared.add(to)
  return new Set(imports.map(({ from }) => from).filter((path) => isInRoot(path) && !shared.has(path)))
}

/** Per folder that holds others: which of its folders imports which, and the first import that does so. */
function levels(imports: readonly FileImport[]): Map<string, Graph<FileImport>> {
  const found = new Map<string, Map<string, Map<string, FileImport>>>()
  for (const link of imports) {
    const { level, from, to } = parting(link)
    if (from === to) continue
    const graph = found.get(level) ?? new Map<string, Map<string, FileImport>>()
    const targets = graph.get(from) ?? new Map<string, FileImport>()
    if (!targets.has(to)) targets.set(to, link)
    found.set(level, graph.set(from, targets))
  }
  return found
}

/** The deepest folder that holds both files, and the folders below it in which they lie. */
function parting({ from, to }: FileImport): { readonly level: string; readonly from: string; readonly to: string } {
  const [fromParts, toParts] = [from.split('/').slice(0, -1), to.split('/').slice(0, -1)]
  let depth = 0
  while (depth < fromParts.length && fromParts[depth] === toParts[depth]) depth += 1
  return { level: fromParts.slice(0, depth).join('/'), from: fromParts[depth] ?? ownFiles, to: toParts[depth] ?? ownFiles }
}

function levelProblems(level: string, graph: Graph<FileImport>): string[] {
  return shortestCycles(graph).map((cycle) => {
    const steps = cycle.map((folder, index) => graph.get(folder)?.get(cycle[(index + 1) % cycle.length] ?? ''))
    const chain = steps.flatMap((step) => (step === undefined ? [] : [`${step.from}:${step.line} imports ${step.to}`]))
    const way = cycle.length === 2 ? 'import each other' : 'import one another in a circle'
    return `${level}: ${cycle.join(', ')} ${way}: ${chain.join('; ')}.`
  })
}
