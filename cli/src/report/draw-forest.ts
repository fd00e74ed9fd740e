import { type DrawnNode, drawTree } from '../terminal/draw-tree.ts'
import type { Screen } from '../terminal/screen.ts'
import type { Folded } from './fold-children.ts'
import type { ForestNode } from './forest.ts'
import { processLine } from './process-line.ts'

export interface ForestDrawing {
  readonly screen: Screen
  /** Which children of a process are drawn. */
  fold(node: ForestNode): Folded
  /** Lines below the process's own, for a given width. */
  details?(node: ForestNode, width: number): readonly string[]
}

/** Lines of process trees. */
export function drawForest(roots: readonly ForestNode[], drawing: ForestDrawing): string[] {
  return drawTree(
    roots.map((root) => drawn(root, drawing)),
    drawing.screen,
  )
}

/** Children are made when they are asked for, so that depth costs no stack. */
function drawn(node: ForestNode, drawing: ForestDrawing): DrawnNode {
  let children: DrawnNode[] | undefined
  return {
    lines: (width) => [processLine(node, width, drawing.screen), ...(drawing.details?.(node, width - 3) ?? [])],
    get children() {
      if (children === undefined) {
        const { shown, notes } = drawing.fold(node)
        children = [...shown.map((child) => drawn(child, drawing)), ...notes.map((note) => noteNode(note, drawing.screen))]
      }
      return children
    },
  }
}

function noteNode(note: string, { colours }: Screen): DrawnNode {
  return { lines: () => [colours.dim(note)], children: [] }
}
