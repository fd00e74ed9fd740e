import type { BulkItem } from './document-writer.ts'
import type { Chunk } from './opensearch-bulk-lines.ts'

/** Whether no document has items in two chunks: then the chunks may be written in any order. */
export function isIndependent(chunks: readonly Chunk[]): boolean {
  if (chunks.length < 2) return true
  const chunkByDocument = new Map<string, number>()
  return chunks.every(({ items }, index) =>
    items.every(({ item }) => {
      const key = keyOf(item)
      const first = chunkByDocument.get(key)
      if (first === undefined) chunkByDocument.set(key, index)
      return first === undefined || first === index
    }),
  )
}

function keyOf(item: BulkItem): string {
  if (item.operation === 'reassign') return `events ${item.eventId}`
  const { family, id } = item.operation === 'delete' ? item : item.document
  return `${family} ${id}`
}
