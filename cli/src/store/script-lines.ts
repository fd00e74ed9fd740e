import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

import type { EventLine } from './event-line.ts'
import { createScriptBlocks, partsText, scriptText } from './script-blocks.ts'

/** Of a list of events: a script is one line, where the first of its parts that the list has stands. */
export interface ScriptLines {
  /** Undefined when the script of the event has its line already. */
  lineOf(row: StoredRow<'events'>, line: EventLine): Promise<EventLine | undefined>
}

export function createScriptLines(reader: Pick<DocumentReader, 'events'>): ScriptLines {
  const blocks = createScriptBlocks(reader)
  const shown = new Set<string>()
  return {
    async lineOf(row, line) {
      const block = await blocks.of(row)
      if (block === undefined) return line
      const key = `${row.host_id} ${block.blockId}`
      if (shown.has(key)) return undefined
      shown.add(key)
      const path = block.path === null ? '' : `${block.path} `
      return { ...line, what: `${path}(${partsText(block)}) ${scriptText(block)}`.replaceAll(/\s+/g, ' ').trim() }
    },
  }
}
