import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

type ProcessRow = StoredRow<'processes'>

/** Processes of a store by their entity id, each read once. */
export interface StoredProcesses {
  get(entityId: string | null): Promise<ProcessRow | undefined>
}

/** Far more than a screen names; beyond it they are read again. */
const maxKept = 50_000

export function createStoredProcesses(reader: Pick<DocumentReader, 'process'>): StoredProcesses {
  const known = new Map<string, ProcessRow | undefined>()
  return {
    async get(entityId) {
      if (entityId === null) return undefined
      if (known.has(entityId)) return known.get(entityId)
      const row = await reader.process(entityId)
      if (known.size >= maxKept) known.clear()
      known.set(entityId, row)
      return row
    },
  }
}
