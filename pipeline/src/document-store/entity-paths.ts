import { columnPaths } from './column-paths.ts'
import type { EntityColumn } from './document-writer.ts'

/** Where the document of an event repeats its entity columns. */
export const entityPaths: Readonly<Record<EntityColumn, readonly string[]>> = {
  process_id: partsOf(columnPaths.events.process_id),
  object_id: partsOf(columnPaths.events.object_id),
}

function partsOf(path: string | null): readonly string[] {
  return (path ?? '').split('.')
}

export function withEntityId(doc: string, column: EntityColumn, entityId: string): string {
  const root = JSON.parse(doc) as Record<string, unknown>
  const path = [...entityPaths[column]]
  const last = path.pop() ?? ''
  let level = root
  for (const part of path) level = (level[part] ??= {}) as Record<string, unknown>
  level[last] = entityId
  return JSON.stringify(root)
}
