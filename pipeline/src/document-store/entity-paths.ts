import type { EntityColumn } from './document-writer.ts'

/** Where the document of an event repeats its entity columns. */
export const entityPaths: Readonly<Record<EntityColumn, readonly string[]>> = {
  process_id: ['process', 'entity_id'],
  object_id: ['win11mon', 'object', 'entity_id'],
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
